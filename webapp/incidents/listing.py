"""Open incidents: by cause and place, then one by one. Restricted cases are counted, and otherwise not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.models import Case, CaseEvent, IncidentRow, db

MOST = 200
"""Incidents listed and tried again at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Incidents of one kind at one element. `definitions`: the versions they happened on, `definition` one of them."""

    process: str
    element: str
    kind: str
    count: int
    since: datetime
    last: datetime
    definitions: tuple[str, ...]

    @property
    def definition(self) -> str:
        return self.definitions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """One incident. `kind` and `message` as the engine said them."""

    case_id: int
    number: str
    incident: int
    process: str
    definition: str
    element: str
    kind: str
    message: str
    since: datetime


def count(by: Actor) -> int:
    """All open ones that this person may know of."""
    query = select(func.count()).select_from(IncidentRow).join(Case, Case.id == IncidentRow.case_id)
    return db.session.scalar(query.where(IncidentRow.resolved_at.is_(None), visible_to(by))) or 0


def groups(by: Actor) -> list[Alike]:
    """Most first, then the oldest."""
    many = func.count()
    since = func.min(IncidentRow.raised_at)
    query = (
        select(
            Case.process, IncidentRow.element, IncidentRow.kind, many, since, func.max(IncidentRow.raised_at),
            func.array_agg(Case.definition.distinct()),
        )
        .join(Case, Case.id == IncidentRow.case_id)
        .where(IncidentRow.resolved_at.is_(None), visible_to(by))
        .group_by(Case.process, IncidentRow.element, IncidentRow.kind)
        .order_by(many.desc(), since)
    )  # fmt: skip
    return [
        Alike(process=process, element=element, kind=kind, count=count, since=first, last=last, definitions=tuple(definitions))
        for process, element, kind, count, first, last, definitions in db.session.execute(query)
    ]


def one_by_one(by: Actor, *, process: str, element: str, kind: str, most: int = MOST) -> list[Open]:
    """Of one group, the longest waiting first."""
    query = _open(by).where(Case.process == process, IncidentRow.element == element, IncidentRow.kind == kind)
    return [_one(row) for row in db.session.execute(query.limit(most))]


def find(by: Actor, number: str, incident: int) -> Open | None:
    """None: it does not exist, not for this person, or not any more."""
    row = db.session.execute(_open(by).where(Case.number == number, IncidentRow.incident == incident)).first()
    return None if row is None else _one(row)


def alike(by: Actor, one: Open) -> int:
    """How many of its group there are."""
    found = (
        group.count for group in groups(by) if (group.process, group.element, group.kind) == (one.process, one.element, one.kind)
    )
    return next(found, 0)


def restricted(by: Actor) -> int:
    """How many open incidents there are in cases that do not exist for this person."""
    every = select(func.count()).select_from(IncidentRow).where(IncidentRow.resolved_at.is_(None))
    seen = every.join(Case, Case.id == IncidentRow.case_id).where(visible_to(by))
    return (db.session.scalar(every) or 0) - (db.session.scalar(seen) or 0)


def tried(one: Open) -> list[CaseEvent]:
    """Earlier tries at this element, newest first."""
    query = select(CaseEvent).where(
        CaseEvent.case_id == one.case_id,
        CaseEvent.kind == "IncidentResolved",
        CaseEvent.data["element"].as_string() == one.element,
    )
    return list(db.session.scalars(query.order_by(CaseEvent.seq.desc()).limit(10)))


def _open(by: Actor) -> Select[Any]:
    return (
        select(
            Case.id, Case.number, IncidentRow.incident, Case.process, Case.definition, IncidentRow.element, IncidentRow.kind,
            IncidentRow.message, IncidentRow.raised_at,
        )
        .join(Case, Case.id == IncidentRow.case_id)
        .where(IncidentRow.resolved_at.is_(None), visible_to(by))
        .order_by(IncidentRow.raised_at, Case.id)
    )  # fmt: skip


def _one(row: Any) -> Open:
    return Open(**dict(zip(Open.__dataclass_fields__, row, strict=True)))
