"""What a line of the clearance list says beyond its lead: every broken promise of the case, who has it since when, how far
supervision has come and what comes next, and in which campaign it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from psycopg.rows import class_row

from webapp.casework.queries.late_cases import Lead
from webapp.database import connections
from webapp.database.connections import Connection

HIGHEST = 5
"""Transfer: nothing comes after it (domain B.8)."""


CASES = 'SELECT id, number, title, definition, phase, category, outcome FROM "case" WHERE id = ANY(%s)'
PROMISES = """
    SELECT e.case_id, e.clock, e.run, e.unit, (SELECT ARRAY[name, name_en] FROM org_unit WHERE code = e.unit), c.calendar,
        c.time_limit, e.due_at, CASE WHEN c.state <> 'stopped' AND c.due_at <> e.due_at THEN c.due_at END,
        COALESCE(e.stopped_at, e.cleared_at), c.excused, e.stopped_at, e.level
    FROM clearance_entry e JOIN clock c ON (c.case_id, c.name, c.run) = (e.case_id, e.clock, e.run)
    WHERE e.case_id = ANY(%s) ORDER BY e.due_at, e.clock
"""
HOLDERS = """
    SELECT w.case_id, w.element, w.unit, (SELECT ARRAY[name, name_en] FROM org_unit WHERE code = w.unit),
        (SELECT ARRAY[name, name_en] FROM "user" WHERE id = w.assignee_id), w.created_at
    FROM work_item w WHERE w.case_id = ANY(%s) AND w.state = 'open' ORDER BY w.created_at, w.task
"""
WATCHES = """
    SELECT l.target_id, s.number, (s.file ->> 'level')::integer, r.due_at
    FROM case_link l JOIN "case" s ON s.id = l.source_id
    LEFT JOIN clock r ON r.case_id = s.id AND r.name = 'response' AND r.state = 'running'
    WHERE l.target_id = ANY(%s) AND l.kind = 'supervises' AND s.process = 'supervision' AND s.closed_at IS NULL ORDER BY 3
"""
CAMPAIGNS = """
    SELECT i.case_id, c.number, c.title FROM campaign_item i JOIN "case" c ON c.id = i.campaign_id
    WHERE i.case_id = ANY(%s) AND c.closed_at IS NULL
"""
Names = tuple[str | None, str | None]
NOBODY: Names = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCase:
    """What the list shows of a case; its history and its papers stay where they are."""

    id: int
    number: str
    title: str
    definition: str
    phase: str | None
    category: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A broken promise; how late it is counts to `until` (done or cleared), or to now when None. `new_due_at`: it was extended or
    measured anew and is due then."""

    clock: str
    run: int
    unit: str
    unit_names: Names
    calendar: str
    time_limit: str
    due_at: datetime
    new_due_at: datetime | None
    until: datetime | None
    excused: bool
    stopped_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """An open task: step, unit and perhaps person that have it, and since when."""

    element: str
    unit: str
    unit_names: Names
    person: Names
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Supervision: its level, and when it rises if nothing happens (None: nothing is running)."""

    number: str
    level: int
    rises_at: datetime | None

    @property
    def next_level(self) -> int | None:
        return self.level + 1 if self.level < HIGHEST else None


@dataclass(slots=True, kw_only=True)
class LateCase:
    """`lead` is the promise by which the case is listed; `others` were broken too. `level`: reached so far."""

    case: ListedCase
    lead: Promise
    others: list[Promise] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    watch: Watch | None = None
    campaigns: list[tuple[str, str]] = field(default_factory=list)
    cleared_at: datetime | None = None
    level: int = 0


def lines(leads: Sequence[Lead]) -> list[LateCase]:
    """The lines of these leads, in their order."""
    ids = [lead.case_id for lead in leads]
    with connections.take() as connection:
        listed = connection.cursor(row_factory=class_row(ListedCase)).execute(CASES, (ids,)).fetchall()
        promises, levels = _promises(connection, ids)
        holders, watches, campaigns = _holders(connection, ids), _watches(connection, ids), _campaigns(connection, ids)
    cases = {case.id: case for case in listed}
    found = []
    for lead in leads:
        own = promises.get(lead.case_id, [])
        first = next(promise for promise in own if (promise.clock, promise.run) == (lead.clock, lead.run))
        watch = watches.get(lead.case_id)
        found.append(
            LateCase(
                case=cases[lead.case_id], lead=first, others=[promise for promise in own if promise is not first],
                holders=holders.get(lead.case_id, []), watch=watch, campaigns=campaigns.get(lead.case_id, []),
                cleared_at=lead.cleared_at, level=max(levels.get(lead.case_id, 0), watch.level if watch else 0),
            )
        )  # fmt: skip
    return found


def _promises(connection: Connection, ids: Sequence[int]) -> tuple[dict[int, list[Promise]], dict[int, int]]:
    found: dict[int, list[Promise]] = {}
    levels: dict[int, int] = {}
    rows: list[Any] = connection.execute(PROMISES, (ids,)).fetchall()
    for case_id, clock, run, unit, names, calendar, time_limit, due_at, new_due_at, until, excused, stopped_at, level in rows:
        found.setdefault(case_id, []).append(
            Promise(
                clock=clock, run=run, unit=unit, unit_names=_names(names), calendar=calendar, time_limit=time_limit,
                due_at=due_at, new_due_at=new_due_at, until=until, excused=excused, stopped_at=stopped_at,
            )
        )  # fmt: skip
        levels[case_id] = max(levels.get(case_id, 0), level)
    return found, levels


def _holders(connection: Connection, ids: Sequence[int]) -> dict[int, list[Holder]]:
    found: dict[int, list[Holder]] = {}
    rows: list[Any] = connection.execute(HOLDERS, (ids,)).fetchall()
    for case_id, element, unit, unit_names, person, since in rows:
        holder = Holder(element=element, unit=unit, unit_names=_names(unit_names), person=_names(person), since=since)
        found.setdefault(case_id, []).append(holder)
    return found


def _watches(connection: Connection, ids: Sequence[int]) -> dict[int, Watch]:
    """The highest open supervision of each case; it rises when its response is overdue."""
    rows: list[Any] = connection.execute(WATCHES, (ids,)).fetchall()
    return {case_id: Watch(number=number, level=level or 0, rises_at=rises_at) for case_id, number, level, rises_at in rows}


def _campaigns(connection: Connection, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """(number, title) of running campaigns that list the case."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows: list[Any] = connection.execute(CAMPAIGNS, (ids,)).fetchall()
    for case_id, number, title in rows:
        found.setdefault(case_id, []).append((number, title))
    return found


def _names(pair: Sequence[str | None] | None) -> Names:
    return (pair[0], pair[1]) if pair else NOBODY
