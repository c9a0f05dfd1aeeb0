"""What one person has read, watches and prefers. None of it changes a case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, literal, select
from sqlalchemy.dialects.postgresql import insert

from engine.now import now
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.models import Case, CaseSeen, InboxSetting, Watch, db

SEEN = """
    INSERT INTO case_seen AS s (user_id, case_id, version, at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (user_id, case_id) DO UPDATE SET version = excluded.version, at = excluded.at WHERE s.version < excluded.version
"""
SWEEP = """
    DELETE FROM case_seen WHERE ctid = ANY(ARRAY(
        SELECT s.ctid FROM case_seen s JOIN "case" c ON c.id = s.case_id WHERE c.closed_at < %s LIMIT 10000))
"""
SETTING = "SELECT after_sending, density, view_id FROM inbox_setting WHERE user_id = %s"
KEPT = timedelta(days=90)
AFTER_SENDING = ("next", "list")
DENSITIES = ("roomy", "dense")


def seen(user_id: int, case_id: int, version: int) -> None:
    """This person has read the case up to `version`; never less than before. On a connection of its own: a page that is being
    read must not lose what it has loaded."""
    with connections.take() as connection:
        connection.execute(SEEN, (user_id, case_id, version, now()))


def seen_many(user_id: int, cases: Collection[int]) -> None:
    """This person knows these cases as they are now: he has just changed them himself. Commits."""
    if cases:
        known = select(literal(user_id), Case.id, Case.version, literal(now())).where(Case.id.in_(sorted(set(cases))))
        row = insert(CaseSeen).from_select(["user_id", "case_id", "version", "at"], known)
        changed = {"version": row.excluded.version, "at": row.excluded.at}
        db.session.execute(row.on_conflict_do_update(index_elements=[CaseSeen.user_id, CaseSeen.case_id], set_=changed))
        db.session.commit()


def sweep(connection: Connection, at: datetime) -> int:
    """Forget what was read of cases that have long been closed (KEPT): no list shows them as unread any more. How many."""
    return connection.execute(SWEEP, (at - KEPT,)).rowcount


def watch(user_id: int, case_id: int) -> None:
    """Commits. Watching twice is watching."""
    db.session.execute(insert(Watch).values(user_id=user_id, case_id=case_id, since=now()).on_conflict_do_nothing())
    db.session.commit()


def unwatch(user_id: int, case_id: int) -> None:
    """Commits."""
    db.session.execute(delete(Watch).where(Watch.user_id == user_id, Watch.case_id == case_id))
    db.session.commit()


def is_watched(user_id: int, case_id: int) -> bool:
    return db.session.get(Watch, (user_id, case_id)) is not None


def setting(user_id: int) -> InboxSetting:
    """How the inbox behaves for this person; the house's way for whoever has chosen nothing (not stored then)."""
    with connections.take() as connection:
        found: Any = connection.execute(SETTING, (user_id,)).fetchone()
    after_sending, density, view_id = found or ("next", "roomy", None)
    return InboxSetting(user_id=user_id, after_sending=after_sending, density=density, view_id=view_id)


def set_inbox(user_id: int, **chosen: str | int | None) -> None:
    """Change what was chosen (after_sending, density, view_id), keep the rest. Commits."""
    now_set = setting(user_id)
    values = {name: getattr(now_set, name) for name in ("after_sending", "density", "view_id")} | chosen
    row = insert(InboxSetting).values(user_id=user_id, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=[InboxSetting.user_id], set_=values))
    db.session.commit()
