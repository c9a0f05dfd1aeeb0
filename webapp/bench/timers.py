"""Many pending timers, many of them due at once: how long one worker needs, and whether any fires twice.

Pending timers are rows of cases far in the future: the sweep sees only the table and its index. The due ones are real: a real
complaint is copied, state and history, so that each firing is a whole step of the engine with all it writes."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from engine.now import at
from webapp.bench.durable import file_requests
from webapp.bench.measure import Measurement
from webapp.bench.place import demo_database
from webapp.config import Config
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.workers.timers import Sweeper

OPENING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = OPENING + timedelta(days=1)
SECONDS_ALLOWED = 60.0

COPY_CASES = """
    INSERT INTO "case" SELECT (jsonb_populate_record(c, jsonb_build_object('id', c.id + n * 1000, 'number', c.number || '-' || n,
        'external_id', c.external_id || '-' || n))).*
    FROM "case" c, generate_series(1, %(copies)s) n WHERE c.id <= 1000
"""
COPY_ROWS = """
    INSERT INTO {table} SELECT (jsonb_populate_record(r, jsonb_build_object('case_id', r.case_id + n * 1000))).*
    FROM {table} r, generate_series(1, %(copies)s) n WHERE r.case_id <= 1000
"""
PENDING = """
    INSERT INTO due_timer (case_id, kind, name, due_at)
    SELECT 10000000 + n, 'timer', '1', %(from)s + n * interval '1 second' FROM generate_series(1, %(count)s) n
"""
FIRED = (
    "SELECT count(*), count(DISTINCT (case_id, data ->> 'clock', data ->> 'run')) FROM case_event WHERE kind = 'ClockBreached'"
)


def measure(config: Config, *, pending: int = 1_000_000, due: int = 10_000) -> list[Measurement]:
    """Let `due` timers fall due at once among `pending` others, in a database of its own."""
    with demo_database(config), connections.take() as connection:
        with at(OPENING):
            file_requests(50, until=OPENING)
        _multiply(connection, due)
        connection.execute(PENDING, {"from": LATER + timedelta(days=365), "count": pending})
        connection.execute("ANALYZE due_timer")
        counted = connection.execute("SELECT count(*) FROM due_timer WHERE due_at <= %s", (LATER,)).fetchone()
        with at(LATER):
            sweeper, start = Sweeper(), time.perf_counter()
            fired = sweeper.sweep()
            seconds = time.perf_counter() - start
        left = connection.execute("SELECT count(*) FROM due_timer WHERE due_at <= %s", (LATER,)).fetchone()
        events = connection.execute(FIRED).fetchone()
    assert counted
    assert left
    assert events
    note = f"{counted[0]} due among {pending}, fired {fired} in {seconds:.1f} s, left {left[0]}, events {events[0]}"
    return [
        Measurement(
            name="10,000 due timers fire", value=round(seconds * 10_000 / max(fired, 1), 1), unit="s", budget=SECONDS_ALLOWED,
            note=note,
        ),
        Measurement(name="timers fired twice or left over", value=events[0] - events[1] + left[0], unit="timers", budget=0),  # type: ignore[operator]
    ]  # fmt: skip


def _multiply(connection: Connection, due: int) -> None:
    """Copies of the filed cases until about `due` timers fall due by LATER."""
    row = connection.execute("SELECT count(*) FROM due_timer WHERE due_at <= %s", (LATER,)).fetchone()
    assert row
    assert row[0], "no timer of a fresh complaint falls due within a day"
    copies = {"copies": -(-due // row[0]) - 1}  # type: ignore[operator]
    connection.execute('ALTER TABLE "case" DISABLE TRIGGER USER')
    connection.execute(COPY_CASES, copies)
    connection.execute('ALTER TABLE "case" ENABLE TRIGGER USER')
    for table in ("case_event", "work_item", "clock", "clock_event", "due_timer"):
        connection.execute(COPY_ROWS.format(table=table), copies)
