"""A changed calendar moves the due dates of open clocks, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.now import Traveller
from tests.support import town
from webapp.calendars.days import SpecialDay, import_notice, set_days
from webapp.database.connections import Connection
from webapp.workers.drain import drain

THURSDAY = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
"""17:30 in China."""


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def close(connection: Connection, *days: date) -> None:
    set_days(connection, "cn-gov", [SpecialDay(day=day, kind="local_closure", name="台风") for day in days], source="order 7")


def clock_row(connection: Connection, case_id: int) -> tuple[datetime, bool]:
    return connection.execute(
        "SELECT due_at, provisional FROM clock WHERE case_id = %s AND name = 'handle'", (case_id,)
    ).fetchone()  # type: ignore[return-value]


def events(connection: Connection, case_id: int) -> list[str]:
    return [row[0] for row in connection.execute("SELECT kind FROM case_event WHERE case_id = %s ORDER BY seq", (case_id,))]  # type: ignore[misc]


def test_a_closure_moves_open_clocks_their_tasks_and_their_timers(connection: Connection) -> None:
    case = town.start().case_id
    assert clock_row(connection, case) == (THURSDAY, False)
    close(connection, date(2026, 3, 4))
    drain()
    assert clock_row(connection, case) == (FRIDAY, False)
    assert connection.execute("SELECT DISTINCT due_at FROM due_timer WHERE case_id = %s", (case,)).fetchall() == [(FRIDAY,)]
    assert connection.execute("SELECT due_at FROM work_item WHERE case_id = %s", (case,)).fetchall() == [(FRIDAY,)]
    assert events(connection, case).count("ClockRecomputed") == 1


def test_a_clock_that_was_stopped_is_never_rewritten(connection: Connection) -> None:
    case = town.start().case_id
    town.complete(case, town.CLERK)
    before = events(connection, case), clock_row(connection, case)
    close(connection, date(2026, 3, 3), date(2026, 3, 4))
    drain()
    recomputed = [
        row[0]
        for row in connection.execute(
            "SELECT data ->> 'clock' FROM case_event WHERE case_id = %s AND kind = 'ClockRecomputed'", (case,)
        )
    ]
    assert clock_row(connection, case) == before[1]
    assert "handle" not in recomputed


def test_a_change_after_the_due_date_touches_no_case(connection: Connection) -> None:
    case = town.start().case_id
    before = events(connection, case)
    close(connection, date(2026, 3, 9))
    drain()
    assert events(connection, case) == before


def test_the_notice_makes_provisional_due_dates_firm(connection: Connection, clock: Traveller) -> None:
    clock.go(datetime(2026, 12, 30, 2, tzinfo=UTC))
    case = town.start().case_id
    assert clock_row(connection, case) == (datetime(2027, 1, 4, 9, 30, tzinfo=UTC), True)
    import_notice(connection, {"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}], "papers": []})
    drain()
    assert clock_row(connection, case) == (datetime(2027, 1, 5, 9, 30, tzinfo=UTC), False)


def test_a_closure_declared_afterwards_takes_back_the_sweep(connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    clock.go(THURSDAY + timedelta(hours=1))
    drain()
    close(connection, date(2026, 3, 4))
    drain()
    row = connection.execute(
        "SELECT due_at, breached_at, excused FROM clock WHERE case_id = %s AND name = 'handle'", (case,)
    ).fetchone()
    assert row == (FRIDAY, THURSDAY, True)
    clock.go(FRIDAY)
    drain()
    row = connection.execute("SELECT breached_at, excused FROM clock WHERE case_id = %s AND name = 'handle'", (case,)).fetchone()
    assert row == (THURSDAY, False), "late again: no longer excused"


def test_repeating_the_job_changes_nothing(connection: Connection) -> None:
    from webapp.workers.clocks import recompute_clocks

    case = town.start().case_id
    close(connection, date(2026, 3, 4))
    drain()
    before = events(connection, case)
    recompute_clocks(1, calendar="cn-gov", since="2026-03-04", reason="again", key="x")
    recompute_clocks(2, calendar="cn-gov", since="2026-03-04", reason="again", key="x")
    assert events(connection, case) == before


def test_a_failed_import_orders_nothing(connection: Connection) -> None:
    with pytest.raises(ValueError, match="not published"):
        import_notice(connection, {"year": 2027, "days": []})
    assert connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)
