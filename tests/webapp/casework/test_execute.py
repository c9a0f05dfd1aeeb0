"""The one door: what a command leaves behind, once and only once."""

import pytest

from engine.commands import ClaimTask, CompleteTask, StartCase
from engine.errors import AlreadyClaimed, TaskNotOpen
from engine.events import CaseStarted, TaskCompleted
from engine.now import Traveller
from tests.support import town
from webapp.casework.access import NotAllowed
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import AlreadyRegistered, KeyUsedAlready, NoSuchCase, execute
from webapp.database.connections import Connection
from webapp.workers.drain import drain


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def count(connection: Connection, table: str) -> int:
    return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[index,return-value]


def test_a_new_case_gets_a_number_a_code_and_an_item_in_an_inbox(connection: Connection) -> None:
    receipt = town.start()
    assert receipt.number == "20260302-000001"
    assert isinstance(receipt.events[0], CaseStarted)
    row = connection.execute(
        'SELECT number, version, status, title, place, unit, phase, length(query_code) FROM "case"'
    ).fetchone()
    assert row == (receipt.number, receipt.version, "active", "路灯不亮", "mill", "mill", "handling", 8)
    assert connection.execute("SELECT number, role, unit, title, state FROM work_item").fetchall() == [
        (receipt.number, "unit_clerk", "mill", "路灯不亮", "open")
    ]


def test_the_same_command_again_gives_the_same_receipt_and_changes_nothing(connection: Connection) -> None:
    start = StartCase(command_id="once", process="errand", file={"title": "t", "place": {"unit": "mill"}})
    first = execute(start, SYSTEM)
    complete = CompleteTask(command_id="done", task=town.open_task(first.case_id), answers={"a": 1}, assignee=1)
    second = execute(complete, town.CLERK, case_id=first.case_id)
    before = [count(connection, table) for table in ("case_event", "work_item", "command", '"case"', "clock_event")]
    assert execute(start, SYSTEM) == first
    assert execute(complete, town.CLERK, case_id=first.case_id) == second
    assert before == [count(connection, table) for table in ("case_event", "work_item", "command", '"case"', "clock_event")]


def test_a_key_that_was_sent_with_something_else_is_refused_and_hides_nothing() -> None:
    """A program that counts its keys anew would otherwise be told that work is done which nobody did."""
    first, second = town.start().case_id, town.start().case_id
    execute(ClaimTask(command_id="1", task=town.open_task(first), assignee=1), town.CLERK, case_id=first)
    same_task = town.open_task(second)
    for command, case in (
        (ClaimTask(command_id="1", task=same_task, assignee=1), second),
        (CompleteTask(command_id="1", task=town.open_task(first), assignee=1), first),
        (ClaimTask(command_id="1", task=town.open_task(first) + 1, assignee=1), first),
    ):
        with pytest.raises(KeyUsedAlready):
            execute(command, town.CLERK, case_id=case)


def test_a_finished_task_names_who_finished_it(clock: Traveller) -> None:
    case = town.start().case_id
    task = town.open_task(case)
    town.complete(case, town.CLERK)
    with pytest.raises(TaskNotOpen) as refusal:
        execute(CompleteTask(command_id=town.new_id(), task=task, assignee=2), town.OTHER_CLERK, case_id=case)
    assert refusal.value.facts["ended_by"] == 1
    assert refusal.value.facts["state"] == "done"


def test_a_claimed_task_is_not_completed_by_a_colleague() -> None:
    case = town.start().case_id
    task = town.open_task(case)
    execute(ClaimTask(command_id=town.new_id(), task=task, assignee=1), town.CLERK, case_id=case)
    with pytest.raises(AlreadyClaimed):
        execute(CompleteTask(command_id=town.new_id(), task=task, assignee=2), town.OTHER_CLERK, case_id=case)


def test_a_refused_command_writes_nothing(connection: Connection) -> None:
    case = town.start().case_id
    before = count(connection, "case_event"), count(connection, "command")
    with pytest.raises(NotAllowed):
        town.complete(case, town.AUDITOR)
    assert (count(connection, "case_event"), count(connection, "command")) == before


def test_a_case_that_does_not_exist_is_said_so() -> None:
    with pytest.raises(NoSuchCase):
        execute(ClaimTask(command_id="x", task=1, assignee=1), town.CLERK, case_id=99)


def test_one_request_of_a_source_becomes_one_case() -> None:
    town.start(source="pingshan", external_id="7")
    with pytest.raises(AlreadyRegistered):
        town.start(source="pingshan", external_id="7")
    town.start(source="pingshan", external_id="8")


def test_the_loop_closes_and_leaves_nothing_armed(connection: Connection) -> None:
    case = town.start().case_id
    town.complete(case, town.CLERK, done=True)
    drain()
    town.complete(case, town.CALLER, satisfied=False)
    town.complete(case, town.OTHER_CLERK, done=True)
    drain()
    last = town.complete(case, town.CALLER, satisfied=True)
    assert [type(event).__name__ for event in last.events][-1] == "CaseCompleted"
    row = connection.execute('SELECT status, outcome, closed_at IS NOT NULL, due_at FROM "case"').fetchone()
    assert row == ("completed", "closed_resolved", True, None)
    assert count(connection, "due_timer") == 0
    assert connection.execute("SELECT DISTINCT state FROM work_item").fetchall() == [("done",)]


def test_an_event_tells_who_did_it(connection: Connection) -> None:
    case = town.start().case_id
    receipt = town.complete(case, town.CLERK)
    assert any(isinstance(event, TaskCompleted) for event in receipt.events)
    rows = connection.execute("SELECT DISTINCT actor FROM case_event ORDER BY 1").fetchall()
    assert rows == [("system",), ("user:1",)]


def test_writing_within_a_transaction_that_is_rolled_back_leaves_nothing(connection: Connection) -> None:
    with connection.transaction(force_rollback=True):
        execute(StartCase(command_id="c", process="errand", file={"place": {"unit": "mill"}}), SYSTEM, within=connection)
    assert count(connection, "case_event") == count(connection, '"case"') == count(connection, "command") == 0
