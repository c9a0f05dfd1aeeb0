"""Which cases a campaign would take: a query that people compose, as one SELECT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from engine.calendar import SHANGHAI
from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.queries.watching import watched_at
from webapp.models import Case, ClearanceEntry, OrgUnit

PROCESSES = ("complaint", "grid_event", "petition", "supervision")
WATCHING = ("campaign", "supervision")
"""Processes that look after others: listed only when they are asked for by name, campaigns never."""
CLOCKS = ("handle", "reply", "dispatch", "first_contact", "return", "callback")
LEVELS = (1, 2, 3, 4, 5)
MOST_NUMBERS = 500
"""Cases that are named one by one; more are found by a query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """`overdue`: only cases with a broken promise that is still not kept. `opened_before`: that day is not included. `below`:
    unit whose promise it is, or that has the case; `place`, `category`: with all below. `level`: of supervision, at least.
    `numbers`: only these cases."""

    overdue: bool = True
    opened_before: date | None = None
    process: str | None = None
    below: str | None = None
    place: str | None = None
    category: str | None = None
    clock: str | None = None
    level: int | None = None
    numbers: tuple[str, ...] = ()

    @classmethod
    def of(cls, answers: Mapping[str, Any]) -> Cohort:
        """From the answers of the task "choose_cohort". What is not understood is left out."""
        before, level = _day(answers.get("opened_before")), str(answers.get("level") or "")
        return cls(
            overdue=answers.get("which") != "open",
            opened_before=before,
            process=_known(answers.get("process"), PROCESSES),
            below=answers.get("below") or None,
            place=answers.get("place") or None,
            category=answers.get("category") or None,
            clock=_known(answers.get("clock"), CLOCKS),
            level=int(level) if level.isdecimal() and int(level) in LEVELS else None,
            numbers=numbers_of(answers.get("numbers")),
        )

    def answers(self) -> dict[str, Any]:
        """As `of` reads it; what was not asked for is left out."""
        given = {
            "which": "overdue" if self.overdue else "open",
            "opened_before": self.opened_before.isoformat() if self.opened_before else None,
            "process": self.process, "below": self.below, "place": self.place, "category": self.category,
            "clock": self.clock, "level": self.level, "numbers": list(self.numbers) or None,
        }  # fmt: skip
        return {name: value for name, value in given.items() if value is not None}


def members(cohort: Cohort, unit: str, by: Actor) -> Select:
    """Open cases under `unit` that `by` may know of: case_id, number, unit, category, urgency, tier, clock, due_at, opened_at."""
    late = _late(cohort)
    query = (
        select(
            Case.id.label("case_id"), Case.number, func.coalesce(late.c.unit, Case.unit).label("unit"), Case.category,
            Case.urgency, Case.tier, late.c.clock, func.coalesce(late.c.due_at, Case.due_at).label("due_at"), Case.opened_at,
        )
        .join(late, late.c.case_id == Case.id, isouter=not cohort.overdue)
        .where(Case.status.in_(("active", "incident")), visible_to(by))
        .where(or_(within(Case.unit, unit), within(Case.place, unit)))
    )  # fmt: skip
    query = query.where(Case.process == cohort.process if cohort.process else Case.process.not_in(WATCHING))
    if cohort.numbers:
        query = query.where(Case.number.in_(cohort.numbers))
    if cohort.opened_before:
        query = query.where(Case.opened_at < datetime.combine(cohort.opened_before, time(), SHANGHAI))
    if cohort.below:
        query = query.where(within(func.coalesce(late.c.unit, Case.unit), cohort.below))
    if cohort.place:
        query = query.where(within(Case.place, cohort.place))
    if cohort.category:
        query = query.where(or_(Case.category == cohort.category, Case.category.like(f"{_literally(cohort.category)}.%")))
    if cohort.clock and not cohort.overdue:
        query = query.where(late.c.clock.is_not(None))
    return query


def within(column: ColumnElement[Any], unit: str) -> ColumnElement[bool]:
    """Whether the unit in the column is `unit` or lies below it."""
    top = aliased(OrgUnit)
    below = aliased(OrgUnit)
    return column.in_(select(below.code).join(top, below.path.startswith(top.path)).where(top.code == unit))


def _late(cohort: Cohort) -> Any:
    """The first promise of each case that is broken and not kept yet."""
    query = (
        select(ClearanceEntry.case_id, ClearanceEntry.clock, ClearanceEntry.unit, ClearanceEntry.due_at)
        .where(ClearanceEntry.cleared_at.is_(None), ClearanceEntry.stopped_at.is_(None), ClearanceEntry.excused.is_(False))
        .ext(distinct_on(ClearanceEntry.case_id))
        .order_by(ClearanceEntry.case_id, ClearanceEntry.due_at, ClearanceEntry.clock)
    )  # fmt: skip
    if cohort.clock:
        query = query.where(ClearanceEntry.clock == cohort.clock)
    if cohort.level:
        query = query.where(or_(ClearanceEntry.level >= cohort.level, watched_at(cohort.level)))
    return query.subquery()


def _literally(text: str) -> str:
    return text.replace("\\", r"\\").replace("_", r"\_").replace("%", r"\%")


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def numbers_of(value: Any) -> tuple[str, ...]:
    """From a list, or from a text with commas."""
    parts = value.split(",") if isinstance(value, str) else value or ()
    return tuple(sorted({str(part).strip() for part in parts if str(part).strip()}))[:MOST_NUMBERS]


def _known(value: Any, codes: Sequence[str]) -> str | None:
    return value if value in codes else None
