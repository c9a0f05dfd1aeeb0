"""How many, without counting everything: exact up to MOST, "99+" beyond. And what became of rows that somebody looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Row, and_, bindparam, false, func, or_, select, tuple_, union_all
from sqlalchemy import literal_column as as_is

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.queries.compiled import Compiled, compiled
from webapp.casework.queries.inbox.filters import Filters, sought
from webapp.casework.queries.inbox.lists import LISTS, parts_of
from webapp.casework.queries.inbox.scan import IS_OPEN, Direction, keys
from webapp.models import Case, CaseSeen, User, Watch, WorkItem, db

MOST = 99
ONE, ENOUGH = as_is("1").label("one"), as_is(str(MOST + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Rows in each list, at most MOST + 1. `watching`: watched cases with news; `done`: what I finished since `today`."""

    mine: int
    unit: int
    queue: int
    watching: int
    done: int


def counts(by: Actor, today: datetime) -> Counts:
    """All five in one statement."""
    (found,) = _counting(by).rows(today=today)
    return Counts(**dict(zip(LISTS, found, strict=True)))


@lru_cache(maxsize=2048)
def _counting(by: Actor) -> Compiled:
    """Each list in its order: so its own index is walked, and no other, whatever the planner guesses."""
    of = {
        **{which: _open(which, by) for which in ("mine", "unit", "queue")},
        "watching": select(ONE).select_from(Watch).join(Case, Case.id == Watch.case_id)
        .outerjoin(CaseSeen, and_(CaseSeen.case_id == Watch.case_id, CaseSeen.user_id == Watch.user_id))
        .where(Watch.user_id == by.user_id, or_(CaseSeen.version.is_(None), Case.version > CaseSeen.version), visible_to(by)),
        "done": select(ONE).where(
            WorkItem.state == as_is("'done'"), WorkItem.ended_by == by.user_id, visible_to(by, WorkItem),
            WorkItem.ended_at >= bindparam("today", None, DateTime(timezone=True)),
        ).order_by(WorkItem.ended_at),
    }  # fmt: skip
    return compiled(select(*(_capped(of[name]) for name in LISTS)))


def _open(which: str, by: Actor) -> Any:
    """A part that alone reaches the cap ends the counting of its list: parts are counted one after the other."""
    parts = [select(ONE).where(IS_OPEN, part).order_by(WorkItem.due_at).limit(ENOUGH) for part in parts_of(which, by)]
    if not parts:
        return select(ONE).where(false())
    return union_all(*(part.subquery().select() for part in parts))


def _capped(query: Any) -> Any:
    return select(func.count()).select_from(query.limit(ENOUGH).subquery()).scalar_subquery()


def newer(which: str, by: Actor, filters: Filters, since: datetime) -> list[tuple[int, int]]:
    """Keys of rows that came into a list of open work after `since`, newest first, at most MOST + 1."""
    parts: Sequence[ColumnElement[bool]] = parts_of(which, by)
    if which == "mine":
        came = [and_(part, WorkItem.taken_at > since) for part in parts]
    else:
        came = [and_(part, WorkItem.created_at > since) for part in parts]
    return [key[1:] for key in keys(came, sought(filters), Direction(newest=True), None, MOST + 1)]


def now_of(by: Actor, shown: Sequence[tuple[int, int]]) -> Sequence[Row[Any]]:
    """What became of these rows: (case_id, task, state, assignee_id, name, name_en, version), those that exist for `by`."""
    who = func.coalesce(WorkItem.ended_by, WorkItem.assignee_id)
    query = (
        select(
            WorkItem.case_id, WorkItem.task, WorkItem.state, who.label("who"), User.name, User.name_en, Case.version
        )
        .join(Case, Case.id == WorkItem.case_id)
        .outerjoin(User, User.id == who)
        .where(tuple_(WorkItem.case_id, WorkItem.task).in_(shown), visible_to(by, WorkItem))
    )  # fmt: skip
    return db.session.execute(query).all() if shown else []
