"""What a line of the clearance list says beyond its lead: every broken promise of the case, who has it since when, how far
supervision has come and what comes next, and in which campaign it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from webapp.casework.queries.late_cases import Lead
from webapp.models import CampaignItem, Case, CaseLink, ClearanceEntry, ClockRow, OrgUnit, User, WorkItem, db

HIGHEST = 5
"""Transfer: nothing comes after it (domain B.8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A broken promise; how late it is counts to `until` (done or cleared), or to now when None. `new_due_at`: it was extended or
    measured anew and is due then."""

    clock: str
    run: int
    unit: str
    unit_names: tuple[str | None, str | None]
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
    unit_names: tuple[str | None, str | None]
    person: tuple[str | None, str | None]
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

    case: Case
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
    cases = {case.id: case for case in db.session.scalars(select(Case).where(Case.id.in_(ids)))}
    promises, levels = _promises(ids)
    holders, watches, campaigns = _holders(ids), _watches(ids), _campaigns(ids)
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


def _promises(ids: Sequence[int]) -> tuple[dict[int, list[Promise]], dict[int, int]]:
    entry = ClearanceEntry
    query = (
        select(entry, ClockRow, OrgUnit)
        .join(ClockRow, (ClockRow.case_id == entry.case_id) & (ClockRow.name == entry.clock) & (ClockRow.run == entry.run))
        .outerjoin(OrgUnit, OrgUnit.code == entry.unit)
        .where(entry.case_id.in_(ids))
        .order_by(entry.due_at, entry.clock)
    )
    found: dict[int, list[Promise]] = {}
    levels: dict[int, int] = {}
    for row, clock, unit in db.session.execute(query):
        is_moved = clock.state != "stopped" and clock.due_at is not None and clock.due_at != row.due_at
        found.setdefault(row.case_id, []).append(
            Promise(
                clock=row.clock, run=row.run, unit=row.unit, unit_names=_names(unit), calendar=clock.calendar,
                time_limit=clock.time_limit, due_at=row.due_at, new_due_at=clock.due_at if is_moved else None,
                until=row.stopped_at or row.cleared_at, excused=clock.excused, stopped_at=row.stopped_at,
            )
        )  # fmt: skip
        levels[row.case_id] = max(levels.get(row.case_id, 0), row.level)
    return found, levels


def _holders(ids: Sequence[int]) -> dict[int, list[Holder]]:
    query = (
        select(WorkItem, OrgUnit, User)
        .outerjoin(OrgUnit, OrgUnit.code == WorkItem.unit)
        .outerjoin(User, User.id == WorkItem.assignee_id)
        .where(WorkItem.case_id.in_(ids), WorkItem.state == "open")
        .order_by(WorkItem.created_at, WorkItem.task)
    )
    found: dict[int, list[Holder]] = {}
    for item, unit, user in db.session.execute(query):
        holder = Holder(element=item.element, unit=item.unit, unit_names=_names(unit), person=_names(user), since=item.created_at)
        found.setdefault(item.case_id, []).append(holder)
    return found


def _watches(ids: Sequence[int]) -> dict[int, Watch]:
    """The highest open supervision of each case; it rises when its response is overdue."""
    response = aliased(ClockRow)
    query = (
        select(CaseLink.target_id, Case.number, Case.file["level"].as_integer(), response.due_at)
        .join(Case, Case.id == CaseLink.source_id)
        .outerjoin(response, (response.case_id == Case.id) & (response.name == "response") & (response.state == "running"))
        .where(
            CaseLink.target_id.in_(ids), CaseLink.kind == "supervises", Case.process == "supervision", Case.closed_at.is_(None)
        )
        .order_by(Case.file["level"].as_integer())
    )
    return {
        case_id: Watch(number=number, level=level or 0, rises_at=rises_at)
        for case_id, number, level, rises_at in db.session.execute(query)
    }


def _campaigns(ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """(number, title) of running campaigns that list the case."""
    query = (
        select(CampaignItem.case_id, Case.number, Case.title)
        .join(Case, Case.id == CampaignItem.campaign_id)
        .where(CampaignItem.case_id.in_(ids), Case.closed_at.is_(None))
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for case_id, number, title in db.session.execute(query):
        found.setdefault(case_id, []).append((number, title))
    return found


def _names(thing: Any) -> tuple[str | None, str | None]:
    return (thing.name, thing.name_en) if thing else (None, None)
