"""`bihuan rebuild --check`: what somebody changed in a read model or a state is found and named; what is right is left alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest

from engine.commands import ExtendClock
from engine.now import Traveller
from tests.support import town
from webapp.casework import states
from webapp.casework.checking import Report, check
from webapp.casework.execute import execute
from webapp.casework.states import Mended
from webapp.database.connections import Connection
from webapp.workers.drain import drain


@pytest.fixture
def cases(connection: Connection, clock: Traveller) -> list[int]:
    """One closed, one late, one just begun."""
    town.build(connection)
    closed, late = town.start().case_id, town.start().case_id
    town.complete(closed, town.CLERK)
    drain()
    town.complete(closed, town.CALLER, satisfied=True)
    execute(ExtendClock(command_id=town.new_id(), clock="handle", by="1wd", reason="复杂"), town.SUPERVISOR, case_id=late)
    clock.move(timedelta(days=9))
    drain()
    town.start()
    return [closed, late]


def test_what_is_right_is_left_alone(cases: list[int], connection: Connection) -> None:
    done: list[int] = []
    report = check(connection, done.append)
    assert (report.found, report.lawful) == ([], [])
    assert report.cases == report.states == done[-1] >= 3
    assert report.rows > 10


@pytest.mark.parametrize(
    ("statement", "table", "column"),
    [
        ("UPDATE work_item SET unit = 'elsewhere' WHERE case_id = 1 AND task = 1", "work_item", "unit"),
        ("UPDATE work_item SET ended_at = opened FROM (SELECT now() AS opened) o WHERE state = 'done'", "work_item", "ended_at"),
        ("DELETE FROM clock WHERE case_id = 2 AND name = 'handle'", "clock", ""),
        ("UPDATE clock_event SET data = data || '{\"by\": 1}' WHERE kind = 'ClockExtended'", "clock_event", "data"),
        ("UPDATE clearance_entry SET level = 0 WHERE case_id = 2", "clearance_entry", "level"),
        ("INSERT INTO due_timer (case_id, kind, name, due_at) VALUES (1, 'clock', 'handle', now())", "due_timer", ""),
        ("UPDATE \"case\" SET title = 'x' WHERE id = 1", "case", "title"),
        ("UPDATE \"case\" SET due_at = now() WHERE id = 1", "case", "due_at"),
        ("UPDATE \"case\" SET version = version + 1 WHERE id = 1", "case", "version"),
        ("UPDATE \"case\" SET file = file || '{\"title\": \"x\"}' WHERE id = 1", "case", "file.title"),
        ("UPDATE \"case\" SET state = set_byte(state, 20, 49) WHERE id = 2", "case", "state"),
        ("UPDATE \"case\" SET head_hash = sha256('x') WHERE id = 1", "case", "head_hash"),
    ],
)  # fmt: skip
def test_what_was_changed_by_hand_is_named(
    cases: list[int], connection: Connection, statement: str, table: str, column: str
) -> None:
    assert connection.execute(statement).rowcount >= 1
    report = check(connection)
    first = report.found[0]
    assert (first.table, first.column) == (table, column)
    assert report.differing == {first.case_id}
    assert first.stored != first.made


def test_a_row_of_a_case_without_a_history_is_found(cases: list[int], connection: Connection) -> None:
    connection.execute("INSERT INTO due_timer (case_id, kind, name, due_at) VALUES (999, 'timer', '1', now())")
    assert [(one.case_id, one.table) for one in check(connection).found] == [(999, "due_timer")]


def test_one_case_can_be_checked_alone(cases: list[int], connection: Connection) -> None:
    connection.execute("UPDATE \"case\" SET title = 'x' WHERE id = 1")
    assert check(connection, only=2).found == []
    assert isinstance(check(connection, only=1), Report)
    assert check(connection, only=1).differing == {1}


def test_a_history_that_the_engine_would_not_make_is_said_and_its_rows_are_still_checked(
    cases: list[int], connection: Connection
) -> None:
    """As when the organisation is another one than then."""
    connection.execute("ALTER TABLE case_event DISABLE TRIGGER ALL")
    connection.execute("""UPDATE case_event SET data = data || '{"unit": "mill2"}' WHERE case_id = 1 AND kind = 'TaskCreated'""")
    connection.execute("ALTER TABLE case_event ENABLE TRIGGER ALL")
    report = check(connection)
    assert len(report.lawful) == 1
    assert {(one.case_id, one.table) for one in report.found} >= {(1, "work_item")}
    assert "state" not in {one.column for one in report.found}, "file and open work are what the events say"
    connection.execute("UPDATE \"case\" SET file = file - 'title' WHERE id = 1")
    assert {(one.case_id, one.column) for one in check(connection).found} >= {(1, "file.title")}


def test_an_entry_without_a_value_that_somebody_added_is_found_and_goes_again(cases: list[int], connection: Connection) -> None:
    connection.execute('UPDATE "case" SET file = file || \'{"seen": null}\' WHERE id = 1')
    assert [(one.column, one.stored, one.made) for one in check(connection).found] == [("file.seen", None, None)]
    assert states.mend(connection).mended == [number_of(connection, 1)]
    entry = connection.execute("SELECT about FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()
    assert entry[0]["file_entries"] == ["seen"]  # type: ignore[index, call-overload]
    assert check(connection).found == []


def test_the_order_of_entries_is_no_difference(cases: list[int], connection: Connection) -> None:
    state = orjson.loads(bytes(state_of(connection, 2)))
    turned = orjson.dumps(_turned(state))
    assert turned != bytes(state_of(connection, 2)), "something is there to be turned"
    connection.execute('UPDATE "case" SET state = %s WHERE id = 2', (turned,))
    assert check(connection).found == []


@pytest.mark.parametrize("case", [1, 2])
def test_a_state_and_a_file_that_somebody_changed_are_put_back_on_record(
    cases: list[int], connection: Connection, case: int
) -> None:
    before = connection.execute('SELECT state, file FROM "case" WHERE id = %s', (case,)).fetchone()
    connection.execute(
        'UPDATE "case" SET state = set_byte(state, 20, 49), file = file || \'{"title": "x"}\' WHERE id = %s', (case,)
    )
    assert states.mend(connection).mended == [number_of(connection, case)]
    assert check(connection).found == []
    assert connection.execute('SELECT state, file FROM "case" WHERE id = %s', (case,)).fetchone() == before
    entry = connection.execute("SELECT kind, about FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()
    assert (entry[0], entry[1]["case"], entry[1]["file_entries"]) == ("state_mended", case, ["title"])  # type: ignore[index]


def test_nothing_is_put_back_from_a_history_that_does_not_hold(cases: list[int], connection: Connection) -> None:
    """A cut-off history would put the case back to where it never stood last; what the row knows of its end is evidence."""
    connection.execute("ALTER TABLE case_event DISABLE TRIGGER ALL")
    connection.execute("DELETE FROM case_event WHERE case_id = 1 AND command_id = (SELECT command_id FROM case_event "
        "WHERE case_id = 1 ORDER BY seq DESC LIMIT 1)")  # fmt: skip
    connection.execute("ALTER TABLE case_event ENABLE TRIGGER ALL")
    kept = state_of(connection, 1)
    assert states.mend(connection) == Mended([], [number_of(connection, 1)])
    assert state_of(connection, 1) == kept


def state_of(connection: Connection, case: int) -> Any:
    return connection.execute('SELECT state FROM "case" WHERE id = %s', (case,)).fetchone()[0]  # type: ignore[index]


def number_of(connection: Connection, case: int) -> Any:
    return connection.execute('SELECT number FROM "case" WHERE id = %s', (case,)).fetchone()[0]  # type: ignore[index]


def _turned(value: Any) -> Any:
    """The same with the entries of every object the other way round."""
    if isinstance(value, dict):
        return {name: _turned(value[name]) for name in reversed(value)}
    return [_turned(item) for item in value] if isinstance(value, list) else value
