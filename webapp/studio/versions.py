"""What a draft was before: every stretch of saving, and the moments somebody gave a name to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.database.connections import Connection
from webapp.studio import drafts
from webapp.studio.drafts import Draft, NoSuchDraft

MOST = 200
"""Versions listed; older ones stay and can be asked for by number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """`paths`: what differs from the version before, sorted. `saved_by`: user id. `note`: its name, None if nobody gave one."""

    revision: int
    saved_by: int
    saved_at: datetime
    note: str | None
    paths: tuple[str, ...]


def of(connection: Connection, draft_id: int) -> list[Version]:
    """Newest first, at most MOST."""
    rows: list[tuple[Any, ...]] = connection.execute(
        """SELECT v.revision, v.saved_by, v.saved_at, v.note,
                  ARRAY(SELECT coalesce(a.key, b.key) FROM jsonb_each_text(v.files) a FULL JOIN jsonb_each_text(v.before) b
                        ON a.key = b.key WHERE a.value IS DISTINCT FROM b.value ORDER BY 1)
           FROM (SELECT *, coalesce(lag(files) OVER (ORDER BY revision), '{}') AS before
                 FROM studio_version WHERE draft = %s) v
           ORDER BY v.revision DESC LIMIT %s""",
        (draft_id, MOST),
    ).fetchall()
    return [
        Version(revision=revision, saved_by=by, saved_at=at, note=note, paths=tuple(paths))
        for revision, by, at, note, paths in rows
    ]


def files_at(connection: Connection, draft_id: int, revision: int) -> Mapping[str, str]:
    """The folder as it was. Errors: NoSuchDraft."""
    row = connection.execute(
        "SELECT files FROM studio_version WHERE draft = %s AND revision = %s", (draft_id, revision)
    ).fetchone()
    if row is None:
        raise NoSuchDraft(id=draft_id, revision=revision)
    found: Mapping[str, str] = row[0]  # type: ignore[assignment]
    return found


def name(connection: Connection, draft_id: int, note: str) -> int:
    """Give the draft as it is now a name; its revision. What is named never grows on. Errors: NoSuchDraft."""
    with connection.transaction():
        draft = drafts.load(connection, draft_id)
        connection.execute(
            "UPDATE studio_version SET note = %s WHERE draft = %s AND revision = %s", (note, draft_id, draft.revision)
        )
    return draft.revision


def restore(connection: Connection, draft_id: int, revision: int, by: int) -> Draft:
    """Make it again what it was at `revision`; what it is now stays as a version. Errors: NoSuchDraft, drafts.DraftNotOpen."""
    files = files_at(connection, draft_id, revision)
    with connection.transaction():
        draft = drafts.load(connection, draft_id)
        drafts.replace_all(connection, draft_id, files, draft.revision, by)
        return drafts.load(connection, draft_id)
