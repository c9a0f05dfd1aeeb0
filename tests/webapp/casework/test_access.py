"""Who may do what: the policy table, read as sentences."""

import pytest

from engine import commands
from engine.commands import AssignTask, ClaimTask, CompleteTask, FireTimers, ReleaseTask
from engine.errors import TaskNotOpen
from engine.now import Traveller
from tests.support import town
from webapp.casework import access, runtime, store
from webapp.casework.access import POLICY, NotAllowed, offered
from webapp.casework.actors import PARTY, SYSTEM, TIMER, Actor
from webapp.casework.execute import execute, subject_of
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.workers.drain import drain


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def buttons(by: Actor, case_id: int) -> set[str]:
    with connections.take() as connection:
        case = store.load(connection, FireTimers(command_id=""), case_id)
        assert case is not None
        return {name for name, _ in offered(by, subject_of(case, runtime.current(connection)))}


def test_every_command_has_a_row_in_the_policy() -> None:
    kinds = {kind for kind in vars(commands).values() if isinstance(kind, type) and issubclass(kind, commands.Command)}
    assert set(POLICY) == kinds - {commands.Command}


def test_only_a_holder_of_the_role_in_the_unit_completes_a_task() -> None:
    case = town.start().case_id
    for stranger in (town.CALLER, town.SUPERVISOR, town.LEADER, town.AUDITOR, PARTY, TIMER):
        with pytest.raises(NotAllowed):
            town.complete(case, stranger)
    town.complete(case, town.CLERK)


def test_nobody_acts_in_the_name_of_a_colleague() -> None:
    case = town.start().case_id
    with pytest.raises(NotAllowed):
        execute(ClaimTask(command_id="c", task=town.open_task(case), assignee=2), town.CLERK, case_id=case)


def test_a_leader_gives_a_task_only_to_somebody_who_holds_its_role() -> None:
    case = town.start().case_id
    task = town.open_task(case)
    with pytest.raises(NotAllowed):
        execute(AssignTask(command_id="a", task=task, assignee=3), town.LEADER, case_id=case)
    with pytest.raises(NotAllowed):
        execute(AssignTask(command_id="b", task=task, assignee=2), town.CLERK, case_id=case)
    execute(AssignTask(command_id="c", task=task, assignee=2), town.LEADER, case_id=case)


def test_a_taken_task_is_released_by_its_holder_or_a_superior_only() -> None:
    case = town.start().case_id
    task = town.open_task(case)
    execute(ClaimTask(command_id="a", task=task, assignee=1), town.CLERK, case_id=case)
    with pytest.raises(NotAllowed):
        execute(ReleaseTask(command_id="b", task=task), town.OTHER_CLERK, case_id=case)
    execute(ReleaseTask(command_id="c", task=task), town.SUPERVISOR, case_id=case)


def test_the_unit_that_handles_never_performs_the_callback(connection: Connection) -> None:
    connection.execute('INSERT INTO "position" (user_id, unit, role) VALUES (1, %s, %s)', ("east", "callback_agent"))
    both = Actor(kind="user", user_id=1, positions=frozenset({("unit_clerk", "mill"), ("callback_agent", "east")}))
    same_unit = Actor(kind="user", user_id=2, positions=frozenset({("unit_clerk", "mill"), ("callback_agent", "east")}))
    case = town.start().case_id
    town.complete(case, both)
    drain()
    for by in (both, same_unit):
        assert "CompleteTask" not in buttons(by, case)
        with pytest.raises(NotAllowed):
            town.complete(case, by, satisfied=True)
    assert "CompleteTask" in buttons(town.CALLER, case)
    town.complete(case, town.CALLER, satisfied=True)


def test_buttons_are_what_execute_allows() -> None:
    case = town.start().case_id
    assert buttons(town.CLERK, case) == {"AddNote", "ClaimTask", "CompleteTask", "CorrelateMessage"}
    assert buttons(town.AUDITOR, case) == set()
    assert {"AssignTask", "PauseClock", "ExtendClock", "CancelCase"} <= buttons(town.SUPERVISOR, case)
    execute(ClaimTask(command_id="a", task=town.open_task(case), assignee=1), town.CLERK, case_id=case)
    assert buttons(town.CLERK, case) == {"AddNote", "CompleteTask", "ReleaseTask", "CorrelateMessage"}
    assert "CompleteTask" not in buttons(town.OTHER_CLERK, case)


def test_only_the_program_fires_timers() -> None:
    case = town.start().case_id
    with pytest.raises(NotAllowed):
        execute(FireTimers(command_id="t"), town.SUPERVISOR, case_id=case)
    execute(FireTimers(command_id="t"), TIMER, case_id=case)


def test_a_command_without_a_row_is_for_nobody() -> None:
    class Unheard(commands.Command):
        pass

    assert not access.is_allowed(SYSTEM, Unheard(command_id=""), access.Subject(directory=runtime.Directory(), tasks={}))


def test_a_finished_task_is_said_to_be_finished_not_forbidden() -> None:
    case = town.start().case_id
    task = town.open_task(case)
    town.complete(case, town.CLERK)
    with pytest.raises(TaskNotOpen):
        execute(CompleteTask(command_id="late", task=task, assignee=2), town.OTHER_CLERK, case_id=case)
