"""What a step tells whom, in the same statement."""

from datetime import timedelta

import pytest

from engine.commands import AssignTask, ClaimTask, ExtendClock
from engine.now import Traveller
from tests.support import town
from webapp.bench.trips import round_trips
from webapp.casework.execute import execute
from webapp.casework.rebuild import rebuild
from webapp.database import connections
from webapp.database.connections import Connection, Database
from webapp.workers.drain import drain


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def told(connection: Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT user_id, kind FROM personal_notice ORDER BY id").fetchall()


def given(case: int, user: int = 1) -> None:
    execute(AssignTask(command_id=town.new_id(), task=town.open_task(case), assignee=user), town.LEADER, case_id=case)


def test_whoever_is_given_work_hears_of_it_but_not_who_takes_it(connection: Connection) -> None:
    first, second = town.start().case_id, town.start().case_id
    given(first)
    execute(ClaimTask(command_id=town.new_id(), task=town.open_task(second), assignee=1), town.CLERK, case_id=second)
    assert told(connection) == [(1, "assigned")]


def test_an_extension_and_a_broken_promise_reach_who_works_on_it(connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    given(case)
    execute(ExtendClock(command_id=town.new_id(), clock="handle", by="1wd", reason="复杂"), town.SUPERVISOR, case_id=case)
    clock.move(timedelta(days=9))
    drain()
    assert [kind for user, kind in told(connection) if user == 1] == ["assigned", "extension_decided", "overdue", "supervised"]


def test_work_that_comes_back_reaches_who_did_it_before(connection: Connection) -> None:
    case = town.start().case_id
    town.complete(case, town.CLERK)
    drain()
    connection.execute("DELETE FROM personal_notice")
    town.complete(case, town.CALLER, satisfied=False)
    assert told(connection) == [(1, "returned")]


def test_who_watches_hears_the_turns_of_a_case_once_per_step_but_not_his_own(connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    for user in (1, 6):
        connection.execute("INSERT INTO watch (user_id, case_id, since) VALUES (%s, %s, %s)", (user, case, clock.moment))
    town.complete(case, town.CLERK)
    drain()
    assert {row for row in told(connection) if row[1] == "watched"} == {(6, "watched"), (1, "watched")}
    own = connection.execute("SELECT count(*) FROM personal_notice WHERE user_id = 1 AND kind = 'watched'").fetchone()
    town.complete(case, town.CALLER, satisfied=True)
    assert connection.execute("SELECT count(*) FROM personal_notice WHERE user_id = 1 AND kind = 'watched'").fetchone() > own


def test_telling_costs_no_round_trip(database: Database, connection: Connection) -> None:
    cases = [town.start().case_id for _ in range(3)]
    tasks = [town.open_task(case) for case in cases]
    trips = []
    for case, task in zip(cases, tasks, strict=True):
        command = AssignTask(command_id=town.new_id(), task=task, assignee=1)
        trips.append(round_trips(lambda: execute(command, town.LEADER, case_id=case)))  # noqa: B023
    assert trips[-1] == 2
    assert len(told(connection)) == 3


def test_rebuilding_tells_nobody_anything(connection: Connection) -> None:
    given(town.start().case_id)
    before = told(connection)
    rebuild(connection)
    with connections.take() as other:
        assert told(other) == before
