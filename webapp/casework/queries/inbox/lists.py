"""Pages of the lists of work, what stands beside a row of one, and all of one up to a limit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, select, tuple_

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.queries.inbox.filters import Filters, Sought, sought
from webapp.casework.queries.inbox.rows import InboxRow, rows
from webapp.casework.queries.inbox.scan import Direction, Key, keys
from webapp.casework.queries.paging import Page, pack, unpack
from webapp.casework.reading import READERS
from webapp.models import WorkItem, db

PAGE_ROWS = 50
LISTS = ("mine", "unit", "queue", "watching", "done")


@lru_cache(maxsize=1024)
def parts_of(which: str, by: Actor) -> tuple[ColumnElement[bool], ...]:
    """Ranges of an index that together are a list of open work: mine; unit: all that is open in a unit where `by` may read,
    whoever has claimed it; queue: unclaimed work of the positions of `by`. Kept: putting the conditions together costs more than
    asking the database."""
    match which:
        case "mine":
            ranges = [WorkItem.assignee_id == by.user_id]
        case "unit":
            ranges = [WorkItem.unit == unit for unit in sorted({unit for role, unit in by.positions if role in READERS})]
        case _:
            ranges = [
                and_(WorkItem.unit == unit, WorkItem.role == role, WorkItem.assignee_id.is_(None))
                for role, unit in sorted(by.positions)
            ]
    visible = visible_to(by, WorkItem)
    return tuple(and_(part, visible) for part in ranges)


def page(which: str, by: Actor, filters: Filters, after: str | None = None) -> Page[InboxRow]:
    """One page of `mine`, `unit`, `queue` (first due first, or newest first) or `done` (newest first)."""
    cursor = unpack(after, int, int)
    start = Key(cursor[0], *cursor[1]) if cursor else None
    wanted = sought(filters)
    if which == "done":
        found = _done(by, wanted, start, PAGE_ROWS + 1)
    else:
        found = keys(parts_of(which, by), wanted, Direction(newest=filters.newest), start, PAGE_ROWS + 1)
    shown = found[:PAGE_ROWS]
    last = shown[-1] if len(found) > PAGE_ROWS else None
    return Page(rows=rows([key[1:] for key in shown], by.user_id or 0), after=pack(*last) if last else None)


def every_key(which: str, by: Actor, filters: Filters, most: int) -> list[tuple[int, int]]:
    """The (case, task) keys of a whole list, at most `most`."""
    wanted = sought(filters)
    if which == "done":
        return [key[1:] for key in _done(by, wanted, None, most)]
    return [key[1:] for key in keys(parts_of(which, by), wanted, Direction(newest=filters.newest), None, most)]


def neighbours(which: str, by: Actor, filters: Filters, item: WorkItem) -> tuple[Key | None, Key | None]:
    """What stands before and after `item` in a list of open work, also when `item` has left it."""
    wanted, parts = sought(filters), parts_of(which, by)
    here = Key(item.created_at if filters.newest else item.due_at, item.case_id, item.task)
    before = keys(parts, wanted, Direction(newest=filters.newest, backward=True), here, 1)
    after = keys(parts, wanted, Direction(newest=filters.newest), here, 1)
    return before[0] if before else None, after[0] if after else None


def following(which: str, by: Actor, filters: Filters, item: WorkItem, most: int) -> list[tuple[int, int]]:
    """The (case, task) keys after `item` in a list of open work, at most `most`, also when `item` has left it."""
    here = Key(item.created_at if filters.newest else item.due_at, item.case_id, item.task)
    return [key[1:] for key in keys(parts_of(which, by), sought(filters), Direction(newest=filters.newest), here, most)]


def _done(by: Actor, wanted: Sought, start: Key | None, limit: int) -> list[Key]:
    """Work this user has finished, newest first."""
    order: Sequence[Any] = (WorkItem.ended_at, WorkItem.case_id, WorkItem.task)
    query = select(*order).where(WorkItem.state == "done", WorkItem.ended_by == by.user_id, visible_to(by, WorkItem))
    query = query.where(*wanted.conditions(WorkItem))
    if start:
        query = query.where(tuple_(*order) < tuple_(*start))
    return [Key(*row) for row in db.session.execute(query.order_by(*(key.desc() for key in order)).limit(limit))]
