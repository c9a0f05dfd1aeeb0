"""Reviews: a draft is frozen, looked at by somebody who had no hand in it, and approved or sent back.

What is approved is the content that was frozen; `intact` compares it with the draft, file by file, whenever it matters."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.library import identity
from engine.now import now
from webapp import vault
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.casework.reasons import given
from webapp.database.connections import Connection, json
from webapp.releases import duties
from webapp.releases.refusals import AlreadyScheduled, ContentChanged, NotAFolder, NothingChanged, ReviewOver
from webapp.studio import drafts
from webapp.studio.drafts import Draft
from webapp.studio.paths import SCENARIOS

LONGEST = 2000
"""Characters of a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """`files`: the frozen content, scenarios included, path -> text. `definition`: the version it becomes. `digest`: SHA-256 over
    all of it. `editors`: user ids of all who had a hand in it. `state`: asked, approved, sent_back, withdrawn, released.
    `compared`: the running version that the decision looked at."""

    id: int
    draft: int
    process: str
    definition: str
    digest: bytes
    files: Mapping[str, str]
    base: str | None
    editors: frozenset[int]
    note: str
    asked_by: int
    asked_at: datetime
    state: str
    remarks: str | None
    compared: str | None
    decided_by: int | None
    decided_at: datetime | None

    @property
    def version(self) -> dict[str, bytes]:
        """What is released of it."""
        return {path: text.encode() for path, text in self.files.items() if path != SCENARIOS}


COLUMNS = """id, draft, process, definition_id AS definition, digest, files, base, editors, note, asked_by, asked_at, state,
    remarks, compared, decided_by, decided_at"""


def digest_of(files: Mapping[str, str]) -> bytes:
    """SHA-256 over names, lengths and contents."""
    found = hashlib.sha256()
    for path in sorted(files):
        content = files[path].encode()
        found.update(f"{path}\0{len(content)}\0".encode() + content)
    return found.digest()


def ask(connection: Connection, draft_id: int, by: Actor, *, revision: int, note: str) -> Review:
    """Freeze the draft as `by` saw it (`revision`) and ask for review. Errors: NotAllowed, ContentChanged, NotAFolder,
    NothingChanged, drafts.DraftNotOpen, drafts.NoSuchDraft."""
    asker = duties.require_asking(by)
    with connection.transaction():
        draft = drafts.set_status(connection, draft_id, "in_review", known="open")
        if draft.revision != revision:
            raise ContentChanged(revision=draft.revision)
        version = _becomes(draft)
        if version == running(connection, draft.process):
            raise NothingChanged
        editors = sorted({*drafts.editors_of(connection, draft_id), draft.created_by, draft.changed_by, asker})
        row = connection.execute(
            f"""INSERT INTO model_review (draft, process, definition_id, digest, files, base, editors, note, asked_by, asked_at,
                    state)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'asked') RETURNING {COLUMNS}""",
            (draft.id, draft.process, version, digest_of(draft.files), json(dict(draft.files)), draft.base, json(editors),
             vault.redact(note.strip())[:LONGEST], asker, now()),
        ).fetchone()  # fmt: skip
        review = _review(row)
        _log(connection, "review_asked", by, review, reason=review.note)
        return review


def load(connection: Connection, review_id: int) -> Review | None:
    row = connection.execute(f"SELECT {COLUMNS} FROM model_review WHERE id = %s", (review_id,)).fetchone()
    return None if row is None else _review(row)


def of_draft(connection: Connection, draft_id: int) -> list[Review]:
    """Newest first."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM model_review WHERE draft = %s ORDER BY asked_at DESC, id DESC", (draft_id,))
    return [_review(row) for row in rows.fetchall()]


def approve(connection: Connection, review_id: int, by: Actor, *, seen: bytes, compared: str | None, remarks: str = "") -> Review:
    """`seen`: digest of the content on the page; `compared`: the running version beside it. Errors: NotAllowed, OwnWork,
    ReviewOver, ContentChanged."""
    with connection.transaction():
        review = _asked(connection, review_id)
        duties.require_judging(by, editors=review.editors)
        if seen != review.digest or not intact(review, drafts.load(connection, review.draft)):
            raise ContentChanged
        drafts.set_status(connection, review.draft, "approved", known="in_review")
        done = _decide(connection, review, by, "approved", vault.redact(remarks.strip())[:LONGEST], compared)
        _log(connection, "draft_approved", by, review, digest=review.digest.hex())
        return done


def send_back(connection: Connection, review_id: int, by: Actor, *, remarks: str) -> Review:
    """Back to whoever draws, with what is to be changed. Errors: NotAllowed, OwnWork, ReviewOver, NoReason."""
    with connection.transaction():
        review = _asked(connection, review_id)
        duties.require_judging(by, editors=review.editors)
        drafts.set_status(connection, review.draft, "open", known="in_review")
        done = _decide(connection, review, by, "sent_back", given(remarks), None)
        _log(connection, "draft_sent_back", by, review, reason=done.remarks)
        return done


def take_back(connection: Connection, draft_id: int, by: Actor) -> None:
    """Open the draft again for drawing: a review that is asked for ends, an approval is void. Errors: NotAllowed, ReviewOver,
    AlreadyScheduled."""
    duties.require_asking(by)
    with connection.transaction():
        row = connection.execute(
            f"""UPDATE model_review SET state = 'withdrawn' WHERE draft = %s AND state IN ('asked', 'approved')
                RETURNING {COLUMNS}""",
            (draft_id,),
        ).fetchone()
        if row is None:
            raise ReviewOver
        review = _review(row)
        if connection.execute("SELECT 1 FROM model_release WHERE review = %s AND state = 'scheduled'", (review.id,)).fetchone():
            raise AlreadyScheduled
        status = drafts.load(connection, draft_id).status
        drafts.set_status(connection, draft_id, "open", known=status)
        _log(connection, "review_ended", by, review)


def intact(review: Review, draft: Draft) -> bool:
    """Whether the draft still holds exactly what was frozen."""
    return dict(review.files) == dict(draft.files) and digest_of(draft.files) == review.digest


def running(connection: Connection, process: str) -> str | None:
    """The version that new cases run on now."""
    row = connection.execute(
        "SELECT definition_id FROM deployment WHERE key = %s ORDER BY deployed_at DESC, id DESC LIMIT 1", (process,)
    ).fetchone()
    return None if row is None else str(row[0])


def files_of_version(connection: Connection, definition: str | None) -> dict[str, bytes]:
    """Path -> content; empty when there is no such version."""
    row = connection.execute("SELECT files FROM definition WHERE id = %s", (definition,)).fetchone()
    files: Mapping[str, str] = {} if row is None else row[0]  # type: ignore[assignment]
    return {path: text.encode() for path, text in files.items()}


def _becomes(draft: Draft) -> str:
    """The version it would be. Errors: NotAFolder."""
    try:
        version = identity(drafts.files_of(draft))
    except (KeyError, ValueError, TypeError):
        raise NotAFolder from None
    if version.partition("@")[0] != draft.process:
        raise NotAFolder
    return version


def _asked(connection: Connection, review_id: int) -> Review:
    row = connection.execute(f"SELECT {COLUMNS} FROM model_review WHERE id = %s FOR UPDATE", (review_id,)).fetchone()
    review = None if row is None else _review(row)
    if review is None or review.state != "asked":
        raise ReviewOver(state=review.state if review else None)
    return review


def _decide(connection: Connection, review: Review, by: Actor, state: str, remarks: str, compared: str | None) -> Review:
    row = connection.execute(
        f"""UPDATE model_review SET state = %s, remarks = %s, compared = %s, decided_by = %s, decided_at = %s WHERE id = %s
            RETURNING {COLUMNS}""",
        (state, remarks, compared, duties.user(by), now(), review.id),
    ).fetchone()
    return _review(row)


def _log(connection: Connection, kind: str, by: Actor, review: Review, **more: Any) -> None:
    about = {"review": review.id, "draft": review.draft, "process": review.process, "definition": review.definition}
    log.record(connection, kind, by.label, {**about, **more})


def _review(row: tuple[Any, ...] | None) -> Review:
    assert row is not None
    found = dict(zip(Review.__dataclass_fields__, row, strict=True))
    return Review(**{**found, "digest": bytes(found["digest"]), "editors": frozenset(found["editors"])})
