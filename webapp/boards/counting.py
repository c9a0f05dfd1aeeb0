"""Keeps figures up with the cases. A step leaves a line in figure_touched; whoever counts takes the lines away, makes the facts
of these cases anew and adds the difference to the sums, all in one transaction. One counter at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from engine.now import now
from webapp.boards import adding
from webapp.boards.facts import Material, case_fact, promise_facts, read
from webapp.casework import runtime
from webapp.database import connections
from webapp.database.connections import Connection

COUNTER_LOCK = 712_430_005
BATCH = 500
"""Steps counted in one transaction."""
PATIENCE = 4
"""Batches that a page waits for; more is left to the worker, and the page says as of when its figures are."""

TAKE = """
    DELETE FROM figure_touched WHERE ctid = ANY(ARRAY(SELECT ctid FROM figure_touched LIMIT %s)) RETURNING case_id
"""
WAITING = "SELECT min(at) FROM figure_touched"
INSERT = "INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """`at`: every step up to this moment is counted. `current`: nothing was waiting."""

    at: datetime
    current: bool


def catch_up(batches: int = PATIENCE) -> AsOf:
    """Count what waits, as far as `batches` go; as of when the figures are then."""
    with connections.take() as connection:
        asked = now()
        for _ in range(batches):
            if not count_some(connection):
                break
        row = connection.execute(WAITING).fetchone()
    oldest = row[0] if row else None
    return AsOf(at=asked if oldest is None else oldest, current=oldest is None)  # type: ignore[arg-type]


def count_some(connection: Connection) -> int:
    """Count up to BATCH steps; how many. 0: nothing waits, or somebody else is counting."""
    with connection.transaction():
        if not _alone(connection, wait=False):
            return 0
        touched = [row[0] for row in connection.execute(TAKE, (BATCH,))]
        if touched:
            _replace(connection, sorted(set(touched)))  # type: ignore[type-var]
    return len(touched)


def rebuild(connection: Connection, told: Callable[[int], None] = lambda cases: None) -> int:
    """Make all figures anew; the number of cases. Pages go on with the old ones meanwhile."""
    with connection.transaction():
        _alone(connection, wait=True)
        connection.execute("DELETE FROM figure_touched")
        for table in ("figure_case", "figure_promise", "figure_sum"):
            connection.execute(f"DELETE FROM {table}")  # a constant name
        calendars, done = runtime.current(connection).calendars, 0
        ids = [row[0] for row in connection.execute('SELECT id FROM "case" ORDER BY id')]
        for start in range(0, len(ids), BATCH):
            for table, rows in _facts(read(connection, ids[start : start + BATCH], calendars)):  # type: ignore[arg-type]
                connection.execute(INSERT.format(table=table), (rows,))
            done += len(ids[start : start + BATCH])
            told(done)
        for table in ("figure_case", "figure_promise"):
            connection.execute(f"ANALYZE {table}")
        adding.add_everything(connection)
    return done


def _replace(connection: Connection, ids: list[int]) -> None:
    for table, rows in _facts(read(connection, ids, runtime.current(connection).calendars)):
        adding.add_changes(connection, table, rows, ids)
        connection.execute(f"DELETE FROM {table} WHERE case_id = ANY(%s)", (ids,))  # a constant name
        connection.execute(INSERT.format(table=table), (rows,))


def _facts(cases: Sequence[Material]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Table -> its rows as JSON."""
    counted = [case for case in cases if not case.is_drill]
    return (
        ("figure_case", _json([case_fact(case) for case in counted])),
        ("figure_promise", _json([fact for case in counted for fact in promise_facts(case)])),
    )


def _alone(connection: Connection, *, wait: bool) -> bool:
    function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    row = connection.execute(f"SELECT {function}(%s)", (COUNTER_LOCK,)).fetchone()
    return wait or bool(row and row[0])


def _json(rows: object) -> str:
    return orjson.dumps(rows, option=orjson.OPT_UTC_Z).decode()
