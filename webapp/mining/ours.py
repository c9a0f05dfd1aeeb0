"""Our own cases as a history: finished, open and withdrawn tasks of people, out of the read models.

Restricted cases (a compartment, or about a unit) are in no history; drills are not either (domain B.10, boards' README)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from engine.calendar import Calendar
from engine.now import now
from webapp.boards.look import AXES
from webapp.city_time import CITY_TIME
from webapp.database.connections import Connection
from webapp.mining.clocks import MICROSECOND, Measure, elapsed, working
from webapp.mining.history import History, State, Step, Trace

MOST_CASES = 20_000
"""Cases one look holds; of more, the newest."""
STATES: Mapping[str, State] = {"done": "done", "open": "open", "cancelled": "withdrawn"}
MICROSECONDS_OF_A_MINUTE = 60_000_000

LOOKED_AT = """f.process = %(process)s AND f.opened_on >= %(begin)s AND f.opened_on < %(end)s
    AND (%(units)s::text[] IS NULL OR f.unit = ANY(%(units)s))
    AND (%(channel)s::text[] IS NULL OR f.channel = ANY(%(channel)s))
    AND (%(category)s::text[] IS NULL OR f.category = ANY(%(category)s))
    AND (%(place)s::text[] IS NULL OR f.place = ANY(%(place)s))"""
CONDITION = f"""{LOOKED_AT} AND NOT f.restricted AND c.compartment IS NULL AND c.about_unit IS NULL
    AND (%(version)s::text IS NULL OR c.definition = %(version)s)"""
CASES = f"""
    SELECT c.id, c.number, c.definition, c.opened_at, c.closed_at, f.worked,
        (SELECT bool_or(k.breached_at IS NOT NULL AND NOT k.excused) FROM clock k WHERE k.case_id = c.id)
    FROM figure_case f JOIN "case" c ON c.id = f.case_id WHERE {CONDITION} ORDER BY c.id DESC LIMIT {MOST_CASES + 1}
"""
IDS = f"""
    SELECT c.id FROM figure_case f JOIN "case" c ON c.id = f.case_id WHERE {CONDITION} ORDER BY c.id DESC LIMIT {MOST_CASES}
"""
"""The same cases, by id alone."""
STEPS = """
    SELECT case_id, element, unit, COALESCE(ended_by, assignee_id), state, created_at, taken_at, ended_at, due_at
    FROM work_item WHERE case_id = ANY(%s) ORDER BY case_id, ended_at NULLS LAST, task
"""
RESTRICTED = f"SELECT count(*) FROM figure_case f WHERE {LOOKED_AT} AND f.restricted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Cases of `process` registered on days `begin` <= day < `end`; of one `version` (definition id); handled by one of `units`
    (None: of any). `axis`, `values`: as on a board, only cases of one channel, or of these categories or places; no axis: all.
    `working`: times in working time, else as they pass."""

    process: str
    begin: date
    end: date
    version: str | None = None
    units: tuple[str, ...] | None = None
    axis: str = ""
    values: tuple[str, ...] = ()
    working: bool = True

    @property
    def parameters(self) -> dict[str, Any]:
        units = None if self.units is None else list(self.units)
        return {
            "process": self.process, "begin": self.begin, "end": self.end, "version": self.version, "units": units,
            **{axis: list(self.values) if axis == self.axis else None for axis in AXES},
        }  # fmt: skip


def read(connection: Connection, selection: Selection, calendar: Calendar) -> History:
    """The cases of the selection, oldest first. Figures of boards must be counted before (webapp.boards.counting)."""
    rows: list[Any] = connection.execute(CASES, selection.parameters).fetchall()
    cut, rows = len(rows) > MOST_CASES, rows[:MOST_CASES][::-1]
    steps = _steps(connection, [row[0] for row in rows], measure_of(selection, calendar))
    return History(traces=[_trace(row, steps.get(row[0], ()), selection.working) for row in rows], read_at=now(), cut=cut)


def measure_of(selection: Selection, calendar: Calendar) -> Measure:
    """How times of the selection are counted."""
    if not selection.working:
        return elapsed
    return working(calendar, datetime.combine(selection.begin, datetime.min.time(), CITY_TIME))


def restricted(connection: Connection, selection: Selection) -> int:
    """How many cases of the selection are left out because they are restricted."""
    row = connection.execute(RESTRICTED, selection.parameters).fetchone()
    return int(row[0]) if row else 0  # type: ignore[call-overload]


def _trace(row: Any, steps: tuple[Step, ...], is_working: bool) -> Trace:
    key, number, version, opened, closed, worked, late = row
    length = None
    if closed is not None:
        counted = worked * MICROSECONDS_OF_A_MINUTE if worked is not None else None
        length = counted if is_working else (closed - opened) // MICROSECOND
    return Trace(key, number, version, opened, closed, length, late, steps)


def _steps(connection: Connection, ids: list[int], measure: Measure) -> dict[int, tuple[Step, ...]]:
    rows: Iterable[Any] = connection.execute(STEPS, (ids,)).fetchall()
    moment = now()
    return {key: tuple(_step(row, measure, moment) for row in group) for key, group in groupby(rows, key=lambda row: row[0])}


def _step(row: Any, measure: Measure, moment: datetime) -> Step:
    _, element, unit, person, state, created, taken, ended, due = row
    end = ended or moment
    begun = taken if taken is not None and taken <= end else end if ended else None
    # whoever completes a task without taking it first took it at that moment
    waited = measure(created, begun or moment)
    took = measure(begun, end) if begun else None
    late = None if due is None else end > due
    return Step(element, unit, f"user:{person}" if person else None, STATES[state], created, ended, waited, took, late)
