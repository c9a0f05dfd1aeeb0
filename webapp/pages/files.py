"""Attachments as templates show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import g, url_for

from webapp.attachments import names_of
from webapp.attachments.kinds import PICTURES
from webapp.casework import disclosure
from webapp.database import connections
from webapp.form_files import file_ids
from webapp.models import Attachment, Case, db
from webapp.pages.attachments import may_see
from webapp.pages.people import me
from webapp.pages.texts import t

KINDS = {"audio": "audio", "video": "video", "application/pdf": "pdf", "text/plain": "text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`preview`: address of a small picture or "". `open`: address to look at it, "" when that needs a reason (`ask`) or is not
    for this reader. `reads`: it opens in the page, in a frame."""

    id: int
    name: str
    kind: str
    size: str
    row: Attachment
    preview: str
    open: str
    download: str
    ask: bool
    reads: bool


def of_case(case: Case) -> list[Shown]:
    """What is attached to a case, newest first, for a reader of the case."""
    query = db.select(Attachment).where(Attachment.case_id == case.id, Attachment.attached_at.is_not(None))
    rows = list(db.session.scalars(query.order_by(Attachment.attached_at.desc(), Attachment.id.desc())))
    return _shown(rows, case)


def uploads_of(value: Any) -> list[Shown]:
    """Files of one field of a form, as ids or as the answer keeps them; those that are gone or of others are left out."""
    ids = file_ids(value) if value else []
    found = {row.id: row for row in db.session.scalars(db.select(Attachment).where(Attachment.id.in_(ids)))} if ids else {}
    rows = [found[id] for id in ids if id in found and may_see(found[id])]
    return _shown(rows, None)


def file_shown(id: int) -> Shown | None:
    """One file of an answer; asked for once per page."""
    known: dict[int, Shown | None] = g.setdefault("files_shown", {})
    if id not in known:
        row = db.session.get(Attachment, id)
        case = db.session.get(Case, row.case_id) if row and row.case_id else None
        known[id] = _shown([row], case)[0] if row else None
    return known[id]


def _shown(rows: Iterable[Attachment], case: Case | None) -> list[Shown]:
    rows = list(rows)
    with connections.take() as connection:
        names = names_of(connection, [row.id for row in rows]) if rows else {}
    return [_one(row, names[row.id], case) for row in rows]


def _one(row: Attachment, name: str, case: Case | None) -> Shown:
    seen = may_see(row)
    is_picture = row.media_type in PICTURES
    return Shown(
        id=row.id, name=name, kind=_kind(row.media_type), size=_size(row.size), row=row,
        preview=url_for("attachments.small", id=row.id) if seen and is_picture else "",
        open=url_for("attachments.view", id=row.id) if seen else "",
        download=url_for("attachments.download", id=row.id) if seen else "",
        ask=not seen and case is not None and disclosure.may_open(me().actor, case.file, "file"),
        reads=seen and row.media_type == "application/pdf",
    )  # fmt: skip


def _kind(media_type: str) -> str:
    kind = KINDS.get(media_type) or KINDS.get(media_type.partition("/")[0]) or ("image" if media_type in PICTURES else "")
    return t(f"file-kind-{kind or ('table' if 'sheet' in media_type else 'word')}")


def _size(size: int) -> str:
    return t("file-size-mb", n=round(size / 1_000_000, 1)) if size >= 1_000_000 else t("file-size-kb", n=max(size // 1000, 1))
