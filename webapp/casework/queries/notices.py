"""Somebody's notices: how many are unread, and the newest. Lines about cases that do not exist for him are left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy import literal_column as as_is

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.queries.compiled import Compiled, compiled
from webapp.casework.queries.paging import Page
from webapp.models import Case, NoticeSetting, PersonalNotice, db

PAGE_ROWS = 40
MOST_COUNTED = 100
"""The bell says 99+ beyond."""
ONE, ENOUGH = as_is("1").label("one"), as_is(str(MOST_COUNTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    id: int
    kind: str
    facts: dict[str, Any]
    at: datetime
    read_at: datetime | None
    task: int | None
    number: str | None
    title: str | None
    definition: str | None


def unread(by: Actor) -> int:
    """Unread lines, at most MOST_COUNTED: one indexed query."""
    ((count,),) = _unread(by).rows()
    return int(count)


@lru_cache(maxsize=2048)
def _unread(by: Actor) -> Compiled:
    """The query of the bell, which is on every page, is put together once per person."""
    lines = _lines(by, ONE).where(PersonalNotice.read_at.is_(None)).limit(ENOUGH)
    return compiled(select(func.count()).select_from(lines.subquery()))


def newest(by: Actor, *, before: int | None = None, only_unread: bool = False) -> Page[NoticeRow]:
    """Newest first; `before`: id of the last line seen."""
    columns = [getattr(PersonalNotice, name) for name in ("id", "kind", "facts", "at", "read_at", "task")]
    query = _lines(by, *columns, Case.number, Case.title, Case.definition)
    if before is not None:
        query = query.where(PersonalNotice.id < before)
    if only_unread:
        query = query.where(PersonalNotice.read_at.is_(None))
    found = db.session.execute(query.order_by(PersonalNotice.id.desc()).limit(PAGE_ROWS + 1)).all()
    rows = [NoticeRow(**row._mapping) for row in found]
    return Page(rows=rows[:PAGE_ROWS], after=str(rows[PAGE_ROWS - 1].id) if len(rows) > PAGE_ROWS else None)


def one(by: Actor, notice_id: int) -> NoticeRow | None:
    """This line, if it is his and its case exists for him."""
    page = newest(by, before=notice_id + 1)
    return next((row for row in page.rows if row.id == notice_id), None)


def mark_read(by: Actor, at: datetime, ids: Iterable[int] | None = None) -> int:
    """Mark his lines read (`ids` None: all of them); how many were unread."""
    change = update(PersonalNotice).where(PersonalNotice.user_id == by.user_id, PersonalNotice.read_at.is_(None))
    if ids is not None:
        change = change.where(PersonalNotice.id.in_(list(ids)))
    changed = db.session.execute(change.values(read_at=at)).rowcount
    db.session.commit()
    return changed


def setting(user_id: int) -> NoticeSetting | None:
    return db.session.get(NoticeSetting, user_id)


def _lines(by: Actor, *columns: ColumnElement[Any]) -> Select[Any]:
    wanted = NoticeSetting.channels[PersonalNotice.kind]
    return (
        select(*columns)
        .select_from(PersonalNotice)
        .outerjoin(Case, Case.id == PersonalNotice.case_id)
        .outerjoin(NoticeSetting, NoticeSetting.user_id == PersonalNotice.user_id)
        .where(
            PersonalNotice.user_id == by.user_id,
            or_(PersonalNotice.case_id.is_(None), visible_to(by)),
            or_(wanted.is_(None), wanted.contains(as_is("'[\"app\"]'::jsonb"))),
        )
    )
