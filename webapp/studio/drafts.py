"""Drafts of process folders. Every save is a revision; who saves on top of what he has not seen is told, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.errors import Rejection
from engine.now import now
from webapp.database.connections import Connection, json
from webapp.studio.paths import SCENARIOS, checked

STATUSES = ("open", "in_review", "approved", "released", "discarded")
ONE_STRETCH = timedelta(minutes=2)
"""Saves of one person in so short a time are one version: a typed word is not eight of them."""


class NoSuchDraft(Rejection):
    """There is no such draft."""


class DraftChanged(Rejection):
    """Somebody else saved this file meanwhile. facts: path, revision, text (what it is now; None: removed), by, at."""


class DraftNotOpen(Rejection):
    """It is being judged, released or thrown away: nothing in it may change. facts: status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`base`: id of the definition it began from. `files`: path -> text. `touched`: path -> revision that changed it last, also
    of what was removed. `created_by`, `changed_by`: user ids."""

    id: int
    process: str
    title: str
    base: str | None
    files: Mapping[str, str]
    touched: Mapping[str, int]
    revision: int
    status: str
    created_by: int
    created_at: datetime
    changed_by: int
    changed_at: datetime

    @property
    def is_open(self) -> bool:
        return self.status == "open"


_COLUMNS = (
    "id, process, title, base, files, touched, revision, status, created_by, created_at, changed_by, changed_at"  # as in Draft
)


def start(
    connection: Connection, process: str, by: int, *, title: str, files: Mapping[str, str] | None = None, base: str | None = None
) -> Draft:
    """A new draft of `files`; without them, of the definition `base`. Errors: NoSuchDraft (no such base), as paths.checked."""
    if files is None:
        row = connection.execute("SELECT files FROM definition WHERE id = %s", (base,)).fetchone()
        if row is None:
            raise NoSuchDraft(base=base)
        files = dict(row[0])  # type: ignore[call-overload]
    checked(files)
    at = now()
    with connection.transaction():
        row = connection.execute(
            f"""INSERT INTO studio_draft (process, title, base, files, touched, revision, status, created_by, created_at,
                   changed_by, changed_at)
                VALUES (%s, %s, %s, %s, '{{}}', 1, 'open', %s, %s, %s, %s) RETURNING {_COLUMNS}""",
            (process, title, base, json(dict(files)), by, at, by, at),
        ).fetchone()
        draft = _draft(row)
        _keep_version(connection, draft)
    return draft


def load(connection: Connection, draft_id: int) -> Draft:
    """Errors: NoSuchDraft."""
    return _draft(connection.execute(f"SELECT {_COLUMNS} FROM studio_draft WHERE id = %s", (draft_id,)).fetchone())


def save(connection: Connection, draft_id: int, path: str, text: str, revision: int, by: int) -> int:
    """Keep one file that `by` has edited since `revision`. The new revision; the old one when nothing differs. Another file that
    was saved meanwhile is no conflict. Errors: DraftChanged, DraftNotOpen, NoSuchDraft, those of paths.checked."""

    def edit(files: dict[str, str]) -> None:
        files[path] = text

    return _change(connection, draft_id, revision, by, edit)


def remove(connection: Connection, draft_id: int, path: str, revision: int, by: int) -> int:
    """Take a file out; as `save`."""

    def edit(files: dict[str, str]) -> None:
        files.pop(path, None)

    return _change(connection, draft_id, revision, by, edit)


def replace_all(connection: Connection, draft_id: int, files: Mapping[str, str], revision: int, by: int) -> int:
    """The whole folder anew; a conflict when any file that differs was saved since `revision`."""

    def edit(found: dict[str, str]) -> None:
        found.clear()
        found.update(files)

    return _change(connection, draft_id, revision, by, edit, stretch=timedelta(0))


def rename(connection: Connection, draft_id: int, title: str) -> None:
    """What people call it."""
    connection.execute("UPDATE studio_draft SET title = %s WHERE id = %s", (title, draft_id))


def set_status(connection: Connection, draft_id: int, status: str, *, known: str) -> Draft:
    """From `known` to `status`. Errors: DraftNotOpen when it is not `known` any more."""
    assert status in STATUSES, status
    row = connection.execute(
        f"UPDATE studio_draft SET status = %s WHERE id = %s AND status = %s RETURNING {_COLUMNS}", (status, draft_id, known)
    ).fetchone()
    if row is None:
        raise DraftNotOpen(status=load(connection, draft_id).status)
    return _draft(row)


def editors_of(connection: Connection, draft_id: int) -> frozenset[int]:
    """Everybody who saved something in it, whoever began it included."""
    rows = connection.execute("SELECT DISTINCT saved_by FROM studio_version WHERE draft = %s", (draft_id,)).fetchall()
    return frozenset(int(str(row[0])) for row in rows)


def files_of(draft: Draft) -> dict[str, bytes]:
    """What of it belongs to the version that it may become: not its scenarios."""
    return {path: text.encode() for path, text in draft.files.items() if path != SCENARIOS}


def _change(
    connection: Connection,
    draft_id: int,
    revision: int,
    by: int,
    edit: Callable[[dict[str, str]], None],
    stretch: timedelta = ONE_STRETCH,
) -> int:
    try:
        return _changed(connection, draft_id, revision, by, edit, stretch)
    except DraftChanged:  # whoever decides to overwrite it, in another window of his own too, leaves it as a version
        connection.execute(
            """UPDATE studio_version SET begun_at = 'epoch' WHERE draft = %(draft)s
               AND revision = (SELECT max(revision) FROM studio_version WHERE draft = %(draft)s)""",
            {"draft": draft_id},
        )
        raise


def _changed(
    connection: Connection, draft_id: int, revision: int, by: int, edit: Callable[[dict[str, str]], None], stretch: timedelta
) -> int:
    with connection.transaction():
        draft = _draft(
            connection.execute(f"SELECT {_COLUMNS} FROM studio_draft WHERE id = %s FOR UPDATE", (draft_id,)).fetchone()
        )
        files = dict(draft.files)
        edit(files)
        differing = {path for path in {*files, *draft.files} if files.get(path) != draft.files.get(path)}
        if not differing:
            return draft.revision
        if not draft.is_open:
            raise DraftNotOpen(status=draft.status)
        for path in sorted(differing):
            if draft.touched.get(path, 0) > revision:
                raise DraftChanged(
                    path=path, revision=draft.revision, text=draft.files.get(path), by=draft.changed_by, at=draft.changed_at
                )
        checked(files)
        touched = {**draft.touched, **dict.fromkeys(differing, draft.revision + 1)}
        row = connection.execute(
            f"""UPDATE studio_draft SET files = %s, touched = %s, revision = revision + 1, changed_by = %s, changed_at = %s
                WHERE id = %s RETURNING {_COLUMNS}""",
            (json(files), json(touched), by, now(), draft_id),
        ).fetchone()
        changed = _draft(row)
        _keep_version(connection, changed, stretch)
    return changed.revision


def _keep_version(connection: Connection, draft: Draft, stretch: timedelta = ONE_STRETCH) -> None:
    """The newest unnamed version of the same person grows on for a while; everything else is a version of its own."""
    grown = connection.execute(
        """UPDATE studio_version v SET revision = %s, files = %s, saved_at = %s
           WHERE v.draft = %s AND v.saved_by = %s AND v.note IS NULL AND v.begun_at > %s AND v.revision > 1
             AND v.revision = (SELECT max(revision) FROM studio_version WHERE draft = v.draft)""",
        (draft.revision, json(dict(draft.files)), draft.changed_at, draft.id, draft.changed_by, draft.changed_at - stretch),
    )
    if grown.rowcount == 0:
        connection.execute(
            """INSERT INTO studio_version (draft, revision, files, saved_by, begun_at, saved_at)
               VALUES (%s, %s, %s, %s, %s, %s)""",
            (draft.id, draft.revision, json(dict(draft.files)), draft.changed_by, draft.changed_at, draft.changed_at),
        )


def _draft(row: tuple[Any, ...] | None) -> Draft:
    if row is None:
        raise NoSuchDraft
    return Draft(**dict(zip(_COLUMNS.split(", "), row, strict=True)))
