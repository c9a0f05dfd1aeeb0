"""Keys of a list in its order, from wherever one stands, forwards or backwards, without reading the whole list.

A list is one or a few ranges of an index ("parts"). Where many rows pass the filters, the head of the list holds enough of them
and is read through. Only when it does not, the index of the most telling filter finds the rows: for each of its codes the first
few in order, merged. Both ways end after a bounded number of rows, however long the list is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy import literal_column as as_is

from webapp.casework.flags import holding
from webapp.casework.queries.inbox.filters import ANY_MOMENT, Sought
from webapp.casework.queries.search import is_number, number_matches, title_matches
from webapp.models import Case, WorkItem, db

HEAD, HEAD_FOR_WORDS = 500, 2_000
"""Rows of a list that are read through before an index of a filter is asked. Words have the dearest index."""


class Key(NamedTuple):
    """Where a row stands: `at` is its due date, or when it was created in lists that show the newest first."""

    at: datetime | None
    case_id: int
    task: int


MOMENT = DateTime(timezone=True)
START = (bindparam("start_at", type_=MOMENT), bindparam("start_case", type_=BigInteger), bindparam("start_task", type_=Integer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """`newest`: order by creation, newest first; else by due date, what has none last. `backward`: towards the beginning."""

    newest: bool = False
    backward: bool = False

    @property
    def column(self) -> Any:
        return WorkItem.created_at if self.newest else WorkItem.due_at

    @property
    def falls(self) -> bool:
        return self.newest != self.backward

    def order(self, *columns: Any) -> list[Any]:
        return [column.desc() if self.falls else column for column in columns]

    def beyond(self, columns: Sequence[Any], place: Sequence[Any]) -> ColumnElement[bool]:
        here, there = tuple_(*columns), tuple_(*place)
        return here < there if self.falls else here > there


Leg = list[ColumnElement[bool]]
"""Conditions that hold on one stretch of the order."""

IS_OPEN, NOT_ENDED = WorkItem.state == as_is("'open'"), WorkItem.ended_at.is_(None)
"""Both say the same, and choose the index: those of whole lists hold what is open, those of filters what has not ended. Otherwise
a value that hardly any row has would be looked for along the whole list."""


def keys(
    parts: Sequence[ColumnElement[bool]],
    wanted: Sought,
    direction: Direction,
    start: Key | None,
    limit: int,
    *,
    once: bool = False,
) -> list[Key]:
    """The first `limit` keys beyond `start`, in the order of `direction`. With filters: from the head of the list, and only when
    it does not hold enough, everything by the index of a filter. `once`: nobody asks the same again."""
    put = _put_together if once or wanted.words else _kept  # words are somebody's, and hardly ever the same again
    asked = (tuple(parts), wanted.timeless(), direction, _place(start), limit)
    found: list[Key] = []
    for is_head in (False,) if wanted.is_empty else (True, False):
        query = put(*asked, is_head)
        found = [Key(*row) for row in db.session.execute(query, _values(wanted, start))] if query is not None else []
        if len(found) == limit:
            break
    return found


def _put_together(
    parts: tuple[ColumnElement[bool], ...], wanted: Sought, direction: Direction, start: Key | None, limit: int, is_head: bool
) -> Select[Any] | None:
    """One statement; moments and the place to start from are named parameters (`_values`). None: there is nothing to find."""
    legs = _legs(wanted, direction, start)
    if not parts or not legs:
        return None
    if is_head:
        most = HEAD if wanted.narrow or wanted.filters.flags else HEAD_FOR_WORDS
        return _merged([_head(part, legs[0], wanted, direction, limit, most) for part in parts], direction, limit)
    if wanted.is_empty:
        return _merged([_part(part, leg, direction, limit) for part in parts for leg in legs], direction, limit)
    return _merged([way for part in parts for way in _ways(part, legs, wanted, direction, limit)], direction, limit)


_kept = lru_cache(maxsize=256)(_put_together)
"""Putting a list together costs more than asking for it, and people look at the same few lists again and again."""


def _place(start: Key | None) -> Key | None:
    """What of a place a statement is made for: whether it has a date."""
    return start and Key(start.at and ANY_MOMENT, 0, 0)


def _values(wanted: Sought, start: Key | None) -> dict[str, Any]:
    filters = wanted.filters
    asked = {"due_from": filters.due_from, "due_before": filters.due_before}
    if start:
        asked |= {"start_at": start.at, "start_case": start.case_id, "start_task": start.task}
    return {name: value for name, value in asked.items() if value is not None}


def _legs(wanted: Sought, direction: Direction, start: Key | None) -> list[Leg]:
    """Ranges of the index to walk one after the other: an index range cannot pass from dates to no date."""
    ids, full = (WorkItem.case_id, WorkItem.task), (direction.column, WorkItem.case_id, WorkItem.task)
    if direction.newest:
        return [[direction.beyond(full, START), *_dates(wanted)] if start else _dates(wanted)]
    dated, undated = [WorkItem.due_at.is_not(None), *_dates(wanted)], [WorkItem.due_at.is_(None)]
    legs = [(True, dated)] if wanted.filters.has_dates else [(True, dated), (False, undated)]
    if direction.backward:
        legs.reverse()
    if start is None:
        return [leg for _, leg in legs]
    has_date = start.at is not None
    while legs and legs[0][0] != has_date:
        legs.pop(0)
    first = direction.beyond(full, START) if has_date else direction.beyond(ids, START[1:])
    return [[*leg, first] if number == 0 else leg for number, (_, leg) in enumerate(legs)]


def _dates(wanted: Sought) -> list[ColumnElement[bool]]:
    filters, found = wanted.filters, []
    if filters.due_from is not None:
        found.append(WorkItem.due_at >= bindparam("due_from", type_=MOMENT))
    if filters.due_before is not None:
        found.append(WorkItem.due_at < bindparam("due_before", type_=MOMENT))
    return found


_NEEDED = (
    WorkItem.number, WorkItem.title, WorkItem.category, WorkItem.place, WorkItem.channel, WorkItem.phase, WorkItem.urgency,
    WorkItem.flags,
)  # fmt: skip


def _head(part: ColumnElement[bool], leg: Leg, wanted: Sought, direction: Direction, limit: int, most: int) -> Select[Any]:
    """What of the first `most` rows passes the filters."""
    head = _part(part, leg, direction, most, *_NEEDED).subquery()
    passed = select(head.c.at, head.c.case_id, head.c.task).where(*wanted.conditions(head.c))
    return passed.order_by(*direction.order(head.c.at, head.c.case_id, head.c.task)).limit(limit)


def _ways(part: ColumnElement[bool], legs: list[Leg], wanted: Sought, direction: Direction, limit: int) -> list[Select[Any]]:
    """Queries that together find what passes the filters, each through the index of one of them."""
    if wanted.filters.flags:
        passes, codes = wanted.conditions(WorkItem), holding(wanted.filters.flags)
        return [_each("flags", codes, [*leg, part, *passes], direction, limit) for leg in legs]
    if wanted.narrow:
        (column, codes), *_ = wanted.narrow
        passes = wanted.conditions(WorkItem, but=column)
        return [_each(column, codes, [*leg, part, *passes], direction, limit) for leg in legs]
    anywhere = or_(*(and_(true(), *leg) for leg in legs))  # one question for all legs: this index is not in their order
    if is_number(wanted.words):
        numbered = WorkItem.case_id.in_(select(Case.id).where(number_matches(Case.number, wanted.words)))
        return [_part(numbered, [anywhere, part], direction, limit, is_open=NOT_ENDED)]
    by_title = title_matches(WorkItem.case_id, WorkItem.title, wanted.words)
    return [
        _part(by_title, [anywhere, part], direction, limit, is_open=NOT_ENDED),
        *(_each(column, codes, [*leg, part], direction, limit) for column, codes in wanted.named for leg in legs),
    ]


def _each(column: str, codes: tuple[str, ...], where: list[ColumnElement[bool]], direction: Direction, limit: int) -> Select[Any]:
    """The first rows of each code, merged: the index of `column` is in order within one code only."""
    kind = Integer if column == "flags" else Text
    code = func.unnest(literal(list(codes), ARRAY(kind))).table_valued("code").render_derived()
    here = and_(getattr(WorkItem, column) == code.c.code, *([WorkItem.flags != 0] if column == "flags" else []))
    one = _part(here, where, direction, limit, is_open=NOT_ENDED).lateral("one")
    found = select(one.c.at, one.c.case_id, one.c.task).select_from(code).join(one, true())
    return found.order_by(*direction.order(one.c.at, one.c.case_id, one.c.task)).limit(limit)


def _part(
    part: ColumnElement[bool],
    where: Sequence[ColumnElement[bool]],
    direction: Direction,
    limit: int,
    *more: Any,
    is_open: ColumnElement[bool] = IS_OPEN,
) -> Select[Any]:
    """One range of an index, which gives the order and the end."""
    columns = (direction.column.label("at"), WorkItem.case_id, WorkItem.task)
    ordered = direction.order(direction.column, WorkItem.case_id, WorkItem.task)
    return select(*columns, *more).where(is_open, part, *where).order_by(*ordered).limit(limit)


def _merged(selects: list[Select[Any]], direction: Direction, limit: int) -> Select[Any]:
    """Rows of all queries in one order, each once: two may find the same row. What has no due date comes last by itself, or
    first when the order is turned round."""
    if len(selects) == 1:
        return selects[0]
    merged = union_all(*(part.subquery().select() for part in selects)).subquery()
    return select(merged).distinct().order_by(*direction.order(*merged.c)).limit(limit)
