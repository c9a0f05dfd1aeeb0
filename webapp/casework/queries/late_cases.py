"""The clearance list: one line per late case, led by the promise that was broken first. Three lists:

    late      a promise is broken and still not kept
    done      what was late has been done, or was excused since; the case is still open
    cleared   the case is finished; the entry stays as record

Every list follows an index of clearance_entry and stops when a page is full; counts stop at MOST_COUNTED."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, DateTime, Select, and_, bindparam, exists, func, not_, or_, select, tuple_
from sqlalchemy.orm import aliased

from engine.now import now
from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.queries.paging import Page, pack, unpack
from webapp.casework.queries.watching import watched_at
from webapp.models import CampaignItem, Case, ClearanceEntry, db

Which = Literal["late", "done", "cleared"]
PAGE_ROWS = 50
MOST_COUNTED = 999
AGES = (1, 4, 8, 16, 31)
"""Lower ends, in calendar days late, of the bands of ageing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`days`: late by at least so many calendar days, `before`: and by less. `level`: of supervision, at least. `campaign`: id of
    its case. `newest`: what became late last on top."""

    which: Which = "late"
    clock: str | None = None
    phase: str | None = None
    category: str | None = None
    level: int | None = None
    days: int | None = None
    before: int | None = None
    campaign: int | None = None
    newest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The entry that puts a case on the list."""

    case_id: int
    clock: str
    run: int
    due_at: datetime
    cleared_at: datetime | None


def page(wanted: Wanted, by: Actor, paths: Sequence[str], after: str | None = None) -> Page[Lead]:
    """Leads of one page: longest late first, or newest first; cleared ones by when they were cleared."""
    if not paths:
        return Page(rows=[])
    query = _leads(wanted, by, tuple(paths))
    if cursor := unpack(after, int, str, int):
        here, there = tuple_(*_key(wanted)), tuple_(cursor[0], *cursor[1])
        query = query.where(here < there if _backwards(wanted) else here > there)
    rows = [Lead(**row._mapping) for row in db.session.execute(query.limit(PAGE_ROWS + 1), _moments(wanted))]
    last = rows[PAGE_ROWS - 1] if len(rows) > PAGE_ROWS else None
    at = (last.cleared_at if wanted.which == "cleared" else last.due_at) if last else None
    return Page(rows=rows[:PAGE_ROWS], after=pack(at, last.case_id, last.clock, last.run) if last else None)


def every(wanted: Wanted, by: Actor, paths: Sequence[str], most: int) -> Iterator[Lead]:
    """All of them in the same order, at most `most`."""
    if paths:
        for row in db.session.execute(_leads(wanted, by, tuple(paths)).limit(most), _moments(wanted)):
            yield Lead(**row._mapping)


def count(wanted: Wanted, by: Actor, paths: Sequence[str]) -> int:
    """How many lines; MOST_COUNTED + 1 says that there are more."""
    if not paths:
        return 0
    most = MOST_COUNTED + 1
    found = _leads(wanted, by, tuple(paths)).order_by(None).limit(most).subquery()
    return min(db.session.scalar(select(func.count()).select_from(found), _moments(wanted)) or 0, most)


def ages(wanted: Wanted, by: Actor, paths: Sequence[str]) -> list[tuple[int, int | None, int]]:
    """(from days, to days or None, how many) of what is late now, the youngest first."""
    ends = (*AGES[1:], None)
    bands = [(low, high) for low, high in zip(AGES, ends, strict=True)]
    return [
        (low, high - 1 if high else None, count(replace(wanted, days=low if low > 1 else None, before=high), by, paths))
        for low, high in bands
    ]  # fmt: skip


@lru_cache(maxsize=256)
def _leads(wanted: Wanted, by: Actor, paths: tuple[str, ...]) -> Select:
    """Finds each lead once, in the order of the list. Kept: putting it together costs more than asking; what the clock on the
    wall decides comes with the question (`_moments`)."""
    entry = ClearanceEntry
    query = (
        select(entry.case_id, entry.clock, entry.run, entry.due_at, entry.cleared_at)
        .join(Case, Case.id == entry.case_id)
        .where(below(entry.unit_path, paths), visible_to(by), _is_in(wanted.which), not_(_has_earlier(wanted, paths)))
        .order_by(*(column.desc() if _backwards(wanted) else column for column in _key(wanted)))
    )
    if wanted.clock:
        query = query.where(entry.clock == wanted.clock)
    if wanted.phase:
        query = query.where(Case.phase == wanted.phase)
    if wanted.category:
        query = query.where(or_(Case.category == wanted.category, Case.category.like(f"{_literally(wanted.category)}.%")))
    if wanted.level is not None:
        query = query.where(or_(entry.level >= wanted.level, watched_at(wanted.level)))
    if wanted.days:
        query = query.where(entry.due_at <= bindparam("late_since", type_=DateTime(timezone=True)))
    if wanted.before:
        query = query.where(entry.due_at > bindparam("in_time_until", type_=DateTime(timezone=True)))
    if wanted.campaign:
        query = query.where(exists().where(CampaignItem.case_id == entry.case_id, CampaignItem.campaign_id == wanted.campaign))
    return query


def _moments(wanted: Wanted) -> dict[str, datetime]:
    """Due before the one, and after the other: where the list asks for that."""
    asked = {"late_since": wanted.days, "in_time_until": wanted.before}
    return {name: now() - timedelta(days=days - 1) for name, days in asked.items() if days}


def _is_in(which: Which) -> ColumnElement[bool]:
    """Said in the words of the index of each list, so that PostgreSQL follows it."""
    entry, other = ClearanceEntry, aliased(ClearanceEntry)
    if which == "cleared":
        return entry.cleared_at.is_not(None)
    if which == "late":
        return _is_late(entry)
    is_done = and_(entry.cleared_at.is_(None), or_(entry.stopped_at.is_not(None), entry.excused))
    return and_(is_done, not_(exists().where(other.case_id == entry.case_id, _is_late(other))))


def _is_late(entry: Any) -> ColumnElement[bool]:
    return and_(entry.cleared_at.is_(None), entry.stopped_at.is_(None), not_(entry.excused))


def _has_earlier(wanted: Wanted, paths: Sequence[str]) -> ColumnElement[bool]:
    """Whether another entry of the case leads: the one due first, of those the list is about."""
    other = aliased(ClearanceEntry)
    key, own = (tuple_(e.due_at, e.clock, e.run) for e in (other, ClearanceEntry))
    conditions = [other.case_id == ClearanceEntry.case_id, key < own, below(other.unit_path, paths)]
    if wanted.which == "late":
        conditions.append(_is_late(other))
    if wanted.clock:
        conditions.append(other.clock == wanted.clock)
    return exists().where(*conditions)


def below(column: Any, paths: Sequence[str]) -> ColumnElement[bool]:
    """Rows under any of these paths; a plain LIKE without ESCAPE, which the text_pattern_ops index serves."""
    return or_(*(column.like(f"{_literally(path)}%") for path in paths))


def _key(wanted: Wanted) -> tuple[Any, ...]:
    at = ClearanceEntry.cleared_at if wanted.which == "cleared" else ClearanceEntry.due_at
    return at, ClearanceEntry.case_id, ClearanceEntry.clock, ClearanceEntry.run


def _backwards(wanted: Wanted) -> bool:
    return wanted.newest or wanted.which == "cleared"


def _literally(text: str) -> str:
    return text.replace("\\", r"\\").replace("_", r"\_").replace("%", r"\%")
