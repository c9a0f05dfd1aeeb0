"""Saved views: a list with its filters under a name, for oneself or for everybody of a unit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select, update

from engine.now import now
from webapp.database import connections
from webapp.models import InboxSetting, SavedView, db

MOST_VIEWS = 30
"""Of one person; more are not a help."""


VIEWS = "SELECT id, owner_id, unit, name, query FROM saved_view WHERE owner_id = %s OR unit = ANY(%s) ORDER BY name, id"


def views_of(user_id: int, units: Collection[str]) -> list[SavedView]:
    """One's own and those shared with one's units, by name."""
    with connections.take() as connection:
        rows: list[Any] = connection.execute(VIEWS, (user_id, sorted(units))).fetchall()
    return [SavedView(id=id, owner_id=owner, unit=unit, name=name, query=query) for id, owner, unit, name, query in rows]


def save(user_id: int, *, name: str, query: str, unit: str | None) -> SavedView | None:
    """Keep a view. The same name again replaces the view of that name. None: there are too many. Commits."""
    own = db.session.scalars(select(SavedView).where(SavedView.owner_id == user_id)).all()
    view = next((view for view in own if view.name == name), None)
    if view is None:
        if len(own) >= MOST_VIEWS:
            return None
        view = SavedView(owner_id=user_id, name=name, created_at=now(), query=query)
        db.session.add(view)
    view.query, view.unit = query, unit
    db.session.commit()
    return view


def remove(user_id: int, view_id: int) -> bool:
    """Only one's own; nobody's inbox opens with it any more. Commits."""
    gone = db.session.execute(
        delete(SavedView).where(SavedView.id == view_id, SavedView.owner_id == user_id).returning(SavedView.id)
    ).first()
    if gone:
        db.session.execute(update(InboxSetting).where(InboxSetting.view_id == view_id).values(view_id=None))
    db.session.commit()
    return gone is not None


def opens_first(view_id: int | None, user_id: int, units: Collection[str]) -> SavedView | None:
    """The default view, while its owner still shares it with this person."""
    view = db.session.get(SavedView, view_id) if view_id else None
    return view if view and (view.owner_id == user_id or view.unit in units) else None
