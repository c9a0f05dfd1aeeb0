"""The clearance list of a unit and everything below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from webapp.casework.queries.paging import Page, pack, unpack
from webapp.models import Case, CaseLink, ClearanceEntry, ClockRow, OrgUnit, db

PAGE_ROWS = 50
LONGEST_EXPORT = 10_000
"""Rows of a CSV; list pages and exports are capped (domain F.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """One broken promise; how late it is counts to `until` (done or cleared), or to now when None."""

    case_id: int
    run: int
    number: str
    title: str
    definition: str
    clock: str
    phase: str | None
    unit: str
    unit_name: str | None
    unit_name_en: str | None
    calendar: str
    time_limit: str
    due_at: datetime
    level: int
    excused: bool
    stopped_at: datetime | None
    cleared_at: datetime | None
    outcome: str | None

    @property
    def until(self) -> datetime | None:
        return self.stopped_at or self.cleared_at


def late(paths: list[str], *, cleared: bool = False, after: str | None = None) -> Page[LateRow]:
    """Entries of the units below any of `paths`: open ones with the longest late first, cleared ones newest first."""
    if not paths:
        return Page(rows=[])
    query = _late(paths, cleared=cleared)
    if cursor := unpack(after, int, str, int):
        here, there = tuple_(*_order(cleared)), tuple_(cursor[0], *cursor[1])
        query = query.where(here < there if cleared else here > there)
    rows = [LateRow(**row._mapping) for row in db.session.execute(query.limit(PAGE_ROWS + 1))]
    last = rows[PAGE_ROWS - 1] if len(rows) > PAGE_ROWS else None
    at = (last.cleared_at if cleared else last.due_at) if last else None
    return Page(rows=rows[:PAGE_ROWS], after=pack(at, last.case_id, last.clock, last.run) if last else None)


def every_late(paths: list[str], *, cleared: bool) -> Iterator[LateRow]:
    """The same list for an export, at most LONGEST_EXPORT rows."""
    if paths:
        for row in db.session.execute(_late(paths, cleared=cleared).limit(LONGEST_EXPORT)):
            yield LateRow(**row._mapping)


def _level() -> ColumnElement[int]:
    """The level of supervision reached: of the entry itself, or of the supervision cases that watch its case."""
    watcher = aliased(Case)
    reached = (
        select(func.max(watcher.file["level"].as_integer()))
        .join(CaseLink, CaseLink.source_id == watcher.id)
        .where(CaseLink.target_id == ClearanceEntry.case_id, CaseLink.kind == "supervises")
        .correlate(ClearanceEntry)
        .scalar_subquery()
    )
    return func.greatest(ClearanceEntry.level, reached)


def _order(cleared: bool) -> tuple[ColumnElement[Any], ...]:
    at = ClearanceEntry.cleared_at if cleared else ClearanceEntry.due_at
    return at, ClearanceEntry.case_id, ClearanceEntry.clock, ClearanceEntry.run


def _late(paths: list[str], *, cleared: bool) -> Select:
    order = [column.desc() if cleared else column for column in _order(cleared)]
    is_shown = ClearanceEntry.cleared_at.is_not(None) if cleared else ClearanceEntry.cleared_at.is_(None)
    return (
        select(
            ClearanceEntry.case_id, ClearanceEntry.run, Case.number, Case.title, Case.definition, ClearanceEntry.clock,
            ClearanceEntry.phase,
            ClearanceEntry.unit, OrgUnit.name.label("unit_name"), OrgUnit.name_en.label("unit_name_en"), ClockRow.calendar,
            ClockRow.time_limit, ClearanceEntry.due_at, _level().label("level"), ClockRow.excused, ClearanceEntry.stopped_at,
            ClearanceEntry.cleared_at, ClearanceEntry.outcome,
        )
        .join(Case, Case.id == ClearanceEntry.case_id)
        .join(
            ClockRow,
            (ClockRow.case_id == ClearanceEntry.case_id)
            & (ClockRow.name == ClearanceEntry.clock)
            & (ClockRow.run == ClearanceEntry.run),
        )
        .outerjoin(OrgUnit, OrgUnit.code == ClearanceEntry.unit)
        .where(_below(ClearanceEntry.unit_path, paths), is_shown)
        .order_by(*order)
    )  # fmt: skip


def _below(column: ColumnElement[str], paths: list[str]) -> ColumnElement[bool]:
    """Rows under any of these paths; a plain LIKE without ESCAPE, which the text_pattern_ops index serves."""
    escaped = (path.replace("\\", r"\\").replace("_", r"\_").replace("%", r"\%") for path in paths)
    return or_(*(column.like(f"{path}%") for path in escaped))
