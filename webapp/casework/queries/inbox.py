"""The three lists of the inbox: mine, the queue of my positions, done.

Rows come in index order (work_item_mine, work_item_queue, work_item_done), first those with a due date, then those without;
names of places and categories are looked up for the rows of the page only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, exists, select, tuple_, union_all

from webapp.casework.queries.paging import Page, pack, unpack
from webapp.casework.queries.search import title_matches
from webapp.models import Case, Category, ClockRow, OrgUnit, User, WorkItem, db

PAGE_ROWS = 50
HEAD = 2_000
"""Rows of a queue that are read through for a word before its index is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader asked for; `late_before`: only what was due before this moment."""

    phase: str | None = None
    urgency: str | None = None
    late_before: datetime | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One line. Names are (Chinese, English or None); `held`: a clock of the case is paused."""

    case_id: int
    task: int
    number: str
    title: str
    definition: str
    element: str
    phase: str | None
    urgency: str | None
    due_at: datetime | None
    ended_at: datetime | None
    held: bool
    unit: str
    unit_name: str | None
    unit_name_en: str | None
    category: str | None
    category_name: str | None
    category_name_en: str | None
    place: str | None
    place_name: str | None
    place_name_en: str | None


Seats = Sequence[tuple[str, str]]
"""(unit, role) pairs"""


def mine(user_id: int, filters: Filters, after: str | None = None) -> Page[InboxRow]:
    """Open work this user has claimed, first due first."""
    return _by_due([WorkItem.assignee_id == user_id], filters, after)


def queue(seats: Seats, filters: Filters, after: str | None = None) -> Page[InboxRow]:
    """Open work nobody has claimed, for anyone holding one of `seats`, first due first."""
    if not seats:
        return Page(rows=[])
    parts = [(WorkItem.unit == unit) & (WorkItem.role == role) & WorkItem.assignee_id.is_(None) for unit, role in seats]
    return _by_due(parts, filters, after)


def done(user_id: int, filters: Filters, after: str | None = None) -> Page[InboxRow]:
    """Work this user has finished, newest first."""
    keys = (WorkItem.ended_at, WorkItem.case_id, WorkItem.task)
    query = select(*(c for c in _KEYS), WorkItem.ended_at).where(
        WorkItem.state == "done", WorkItem.ended_by == user_id, *_conditions(filters)
    )
    if filters.words:
        query = query.where(title_matches(WorkItem.case_id, WorkItem.title, filters.words))
    if cursor := unpack(after, int, int):
        query = query.where(tuple_(*keys) < tuple_(cursor[0], *cursor[1]))
    found = db.session.execute(query.order_by(*(key.desc() for key in keys)).limit(PAGE_ROWS + 1)).all()
    page = [(row.case_id, row.task) for row in found[:PAGE_ROWS]]
    last = found[PAGE_ROWS - 1] if len(found) > PAGE_ROWS else None
    return Page(rows=_rows(page), after=pack(last.ended_at, last.case_id, last.task) if last else None)


_KEYS = (WorkItem.due_at, WorkItem.case_id, WorkItem.task)
_FILTERED = (WorkItem.phase, WorkItem.urgency)


def _by_due(parts: Sequence[ColumnElement[bool]], filters: Filters, after: str | None) -> Page[InboxRow]:
    """`parts`: one index range each. Two passes, because an index range cannot pass from dates to no date."""
    cursor = unpack(after, int, int)
    found: list[Any] = []
    if cursor is None or cursor[0] is not None:
        start = [tuple_(*_KEYS) > tuple_(cursor[0], *cursor[1])] if cursor else []
        found = _scan(parts, [WorkItem.due_at.is_not(None), *start], filters, PAGE_ROWS + 1)
        cursor = None
    if len(found) <= PAGE_ROWS and filters.late_before is None:
        start = [tuple_(WorkItem.case_id, WorkItem.task) > tuple_(*cursor[1])] if cursor else []
        found += _scan(parts, [WorkItem.due_at.is_(None), *start], filters, PAGE_ROWS + 1 - len(found))
    page = [(row.case_id, row.task) for row in found[:PAGE_ROWS]]
    last = found[PAGE_ROWS - 1] if len(found) > PAGE_ROWS else None
    return Page(rows=_rows(page), after=pack(last.due_at, last.case_id, last.task) if last else None)


def _scan(parts: Sequence[ColumnElement[bool]], place: list[ColumnElement[bool]], filters: Filters, limit: int) -> list[Any]:
    """The first `limit` keys that pass `filters`. Where many pass, the head of the queue holds enough of them; only when it does
    not are words looked up in their index: for common words that would mean to fetch and sort a large part of all cases."""
    if not filters.words:
        return _merged([_part(part, [*place, *_conditions(filters)], limit) for part in parts], limit)
    heads = [_part(part, place, HEAD, WorkItem.title, *_FILTERED).subquery() for part in parts]
    found = _merged([_within(head, filters).limit(limit) for head in heads], limit)
    if len(found) == limit:
        return found
    wanted = title_matches(WorkItem.case_id, WorkItem.title, filters.words)
    return _merged([_part(part, [*place, *_conditions(filters), wanted], limit) for part in parts], limit)


def _part(part: ColumnElement[bool], conditions: list[ColumnElement[bool]], limit: int, *more: Any) -> Select[Any]:
    """One range of the index, which gives the order and the end."""
    return select(*_KEYS, *more).where(WorkItem.state == "open", part, *conditions).order_by(*_KEYS).limit(limit)


def _within(head: Subquery, filters: Filters) -> Select[Any]:
    """What of the head of a queue passes the filters."""
    wanted = [head.c.title.icontains(filters.words, autoescape=True)]
    wanted += [head.c[name] == value for name, value in (("phase", filters.phase), ("urgency", filters.urgency)) if value]
    if filters.late_before:
        wanted.append(head.c.due_at < filters.late_before)
    return select(head.c.due_at, head.c.case_id, head.c.task).where(*wanted).order_by(head.c.due_at, head.c.case_id, head.c.task)


def _merged(selects: list[Select[Any]], limit: int) -> list[Any]:
    """Rows of all parts in one order; a task belongs to one part only unless somebody holds the same seat twice."""
    if len(selects) == 1:
        return list(db.session.execute(selects[0]))
    merged = union_all(*(part.subquery().select() for part in selects)).subquery()
    return list(db.session.execute(select(merged).distinct().order_by(*merged.c).limit(limit)))


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.phase:
        wanted.append(WorkItem.phase == filters.phase)
    if filters.urgency:
        wanted.append(WorkItem.urgency == filters.urgency)
    if filters.late_before:
        wanted.append(WorkItem.due_at < filters.late_before)
    return wanted


def _rows(keys: list[tuple[int, int]]) -> list[InboxRow]:
    """The full lines of these (case, task) keys, in their order."""
    if not keys:
        return []
    unit, place = OrgUnit.__table__.alias("u"), OrgUnit.__table__.alias("p")
    held = exists().where(ClockRow.case_id == WorkItem.case_id, ClockRow.state == "paused")
    query = (
        select(
            WorkItem.case_id, WorkItem.task, WorkItem.number, WorkItem.title, Case.definition, WorkItem.element, WorkItem.phase,
            WorkItem.urgency, WorkItem.due_at, WorkItem.ended_at, held.label("held"), WorkItem.unit,
            unit.c.name.label("unit_name"), unit.c.name_en.label("unit_name_en"),
            WorkItem.category, Category.name.label("category_name"), Category.name_en.label("category_name_en"),
            Case.place, place.c.name.label("place_name"), place.c.name_en.label("place_name_en"),
        )
        .join(Case, Case.id == WorkItem.case_id)
        .outerjoin(unit, unit.c.code == WorkItem.unit)
        .outerjoin(place, place.c.code == Case.place)
        .outerjoin(Category, Category.code == WorkItem.category)
        .where(tuple_(WorkItem.case_id, WorkItem.task).in_(keys))
    )  # fmt: skip
    rows = {(row.case_id, row.task): InboxRow(**row._mapping) for row in db.session.execute(query)}
    return [rows[key] for key in keys if key in rows]


def names_of_people(ids: Sequence[int]) -> dict[int, tuple[str, str | None]]:
    """Names (Chinese, English or None) of these users."""
    found = db.session.execute(select(User.id, User.name, User.name_en).where(User.id.in_(set(ids))))
    return {row.id: (row.name, row.name_en) for row in found}
