"""A foreign log as a history: events become steps.

An event that says nothing of its life, or `complete`, ends a step. `schedule` and `assign` say when it could be begun, `start`
when it was; they belong to the next end of the same instance, or of the same activity when the log names no instances. A start
without an end is a step still at its start. Where only the end is known, the step took the time since the end of the one
before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from engine.calendar import Calendar
from engine.now import now
from webapp.city_time import CITY_TIME
from webapp.database.connections import Connection
from webapp.mining.clocks import Measure, elapsed, working
from webapp.mining.history import History, Step, Trace

MOST_CASES = 20_000
ENDS, STARTS, OFFERS = (
    frozenset(("", "complete", "completed", "end")),
    frozenset(("start", "started")),
    frozenset(("schedule", "assign")),
)
CASES = f"""
    SELECT position, name, first_at, last_at, due_at, ended_at FROM foreign_case
    WHERE log_id = %s ORDER BY position DESC LIMIT {MOST_CASES + 1}
"""
EVENTS = """
    SELECT position, activity, lower(COALESCE(transition, '')), at, resource, unit, instance,
        (attributes ->> 'started')::timestamptz
    FROM foreign_event WHERE log_id = %s AND position >= %s ORDER BY position, seq
"""


def read(connection: Connection, log: int, calendar: Calendar | None, *, says_end: bool) -> History:
    """`calendar`: times in its working time; None: as they pass. `says_end`: the file has a column with the end of cases, so a
    case without one has not ended in time nor late."""
    rows: list[Any] = connection.execute(CASES, (log,)).fetchall()
    cut, rows = len(rows) > MOST_CASES, rows[:MOST_CASES][::-1]
    near = next((row[2] for row in rows if row[2]), datetime(2000, 1, 1, tzinfo=CITY_TIME))
    measure = working(calendar, near) if calendar else elapsed
    events: Iterable[Any] = connection.execute(EVENTS, (log, rows[0][0] if rows else 0)).fetchall()
    steps = {position: _steps(list(found), measure) for position, found in groupby(events, key=lambda event: event[0])}
    traces = [_trace(row, steps.get(row[0], ()), measure, says_end) for row in rows]
    return History(traces=traces, read_at=now(), cut=cut)


def _trace(row: Any, steps: tuple[Step, ...], measure: Measure, says_end: bool) -> Trace:
    position, name, first, last, due, ended = row
    closed = ended if says_end else last
    late = None if due is None or closed is None else closed > due
    length = measure(first, last) if first and last else None
    return Trace(position, name, "", first, last, length, late, steps)


def _steps(events: Sequence[Any], measure: Measure) -> tuple[Step, ...]:
    """`events`: rows of EVENTS of one case, in order."""
    offered: dict[tuple[str, str | None], datetime] = {}
    started: dict[tuple[str, str | None], list[Any]] = {}
    found: list[Step] = []
    before: datetime | None = None
    for event in events:
        _, activity, transition, at, resource, unit, instance, start = event
        key = (activity, instance)
        if transition in OFFERS:
            offered.setdefault(key, at)
        elif transition in STARTS:
            started.setdefault(key, []).append(event)
        elif transition in ENDS:
            begun = started[key].pop(0)[3] if started.get(key) else start
            since = offered.pop(key, before)
            waited = measure(since, begun) if begun and since else None
            took = measure(begun or before, at) if begun or before else None
            found.append(Step(activity, unit, resource, "done", begun or since, at, waited, took, None))
            before = at
    for event in (left for starts in started.values() for left in starts):
        found.append(Step(event[1], event[5], event[4], "done", event[3], event[3], None, None, None))
    return tuple(sorted(found, key=lambda step: step.ended)) if any(started.values()) else tuple(found)  # type: ignore[arg-type, return-value]
