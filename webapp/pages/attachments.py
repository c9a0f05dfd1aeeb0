"""Files go up at once and come down only to those who may see them, in a frame that can do nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from webapp import vault
from webapp.attachments import Limits, Refused, Upload, content_of, keep, thumbnail_of
from webapp.attachments.kinds import EXTENSIONS, PICTURES, is_active
from webapp.casework import disclosure
from webapp.casework.disclosure import ReasonNeeded
from webapp.casework.requester import part_of
from webapp.casework.requester_codes import FIRST
from webapp.config import Config
from webapp.database import connections
from webapp.models import Attachment, Case, db
from webapp.pages.case_view import is_readable, readable
from webapp.pages.followed import filer, followed, followed_by, uploader
from webapp.pages.limits import allow
from webapp.pages.people import me
from webapp.pages.texts import t

pages = Blueprint("attachments", __name__, url_prefix="/attachments")

UPLOAD, SNAP = "attachments.upload", "snap.send"
BESIDES_BYTES = 100_000
"""Of an upload beside the file itself."""
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
NOTHING = "default-src 'none'; sandbox"
"""For what is handed out: no script, no style, no form, a world of its own."""
READER_OF_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
"""The browser's own reader does not start in a sandbox; it gets quiet PDFs only, see kinds.is_active."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who uploads. `label`: see Upload.added_by. `case`: for which case, if any. `about`: what the case file holds of whom it
    shows."""

    label: str
    case: Case | None
    about: Mapping[str, Any] | None = None


def allow_large_uploads(app: Flask) -> None:
    """Let files through where files are taken; must come before whatever reads the form. Other forms stay small."""

    @app.before_request
    def raise_limit() -> None:
        if request.endpoint in (UPLOAD, SNAP):
            request.max_content_length = _settings().attachment_bytes + BESIDES_BYTES


@pages.post("")
def upload() -> ResponseReturnValue:
    """{"id", "name", "size", "media_type", "preview"}; `preview`: address of a small picture, or null."""
    sender = _sender() or abort(403)
    file, key = request.files.get("file"), request.form.get("upload", "")
    if file is None or not _KEY.fullmatch(key):
        abort(400)
    task = request.form.get("task", "")
    with file.stream:
        content = file.read()
    order = Upload(
        content=content, name=file.filename or "", key=key, added_by=sender.label,
        case_id=sender.case.id if sender.case else None, case_file=sender.about,
        task=int(task) if task.isdecimal() and len(task) < 10 else None,
    )  # fmt: skip
    settings = _settings()
    try:
        with connections.take() as connection:
            kept = keep(connection, order, Limits(largest=settings.attachment_bytes, per_case=settings.attachments_per_case))
    except Refused as refused:
        return {"code": refused.code, "error": t(f"file-refused-{refused.code}")}, 413 if refused.code == "too_large" else 422
    preview = url_for(".small", id=kept.id) if kept.has_preview else None
    return {"id": kept.id, "name": kept.name, "size": kept.size, "media_type": kept.media_type, "preview": preview}


@pages.get("/<int:id>")
def download(id: int) -> ResponseReturnValue:
    """The file to take home."""
    row = _row(id)
    _note(row, "download")
    return _hand_out(row, _content(row))


@pages.get("/<int:id>/view")
def view(id: int) -> ResponseReturnValue:
    """Pictures and quiet PDFs to look at; everything else to take home."""
    row = _row(id)
    _note(row, "view")
    return _hand_out(row, _content(row), inline=True)


@pages.get("/<int:id>/small")
def small(id: int) -> ResponseReturnValue:
    """The thumbnail of a picture."""
    row = _row(id)
    try:
        with connections.take() as connection:
            content = thumbnail_of(connection, row.id)
    except (LookupError, vault.Erased):
        abort(404)
    return _answer(content, "image/jpeg", f'inline; filename="{row.id}.jpg"', NOTHING)


@pages.post("/<int:id>")
@login_required
def with_reason(id: int) -> ResponseReturnValue:
    """For those who may open it after saying why; it is written down before anything is opened."""
    row = db.session.get(Attachment, id) or abort(404)
    case = db.session.get(Case, row.case_id) if row.case_id and row.attached_at else None
    if case is None or not is_readable(case) or not disclosure.may_open(me().actor, case.file, "file"):
        abort(404)
    try:
        disclosure.look_at_file(me().actor, case.id, row.id, request.form.get("reason", ""))
    except ReasonNeeded:
        return redirect(url_for("case.show", number=case.number), 303)
    return _hand_out(row, _content(row), inline=True)


def _sender() -> Sender | None:
    """Somebody signed in, for a case he may read or none yet; a requester, for the request he follows; or whoever has the form of
    a new request open."""
    number = request.form.get("case", "")
    if request.form.get("as") == "filer":
        label = filer()
        return Sender(label, None) if label and _is_slow_enough("file_upload", times=20) else None
    if current_user.is_authenticated and request.form.get("as") != "requester":
        case = readable(number) if number else None
        return Sender(me().actor.label, case, case.file if case else None)
    case = followed()
    if case is None:
        return None
    return Sender(uploader(case), case, part_of(case.file, followed_by())) if _is_slow_enough("upload", times=60) else None


def _is_slow_enough(what: str, *, times: int) -> bool:
    return allow(what, times=times, seconds=600) or abort(429)


def _row(id: int) -> Attachment:
    """The attachment, for somebody who may see it; for others it does not exist."""
    row = db.session.get(Attachment, id)
    return row if row and may_see(row) else abort(404)


def may_see(row: Attachment) -> bool:
    """Own uploads; of a case one may read what F.2 shows without a reason; as a requester what one sent oneself, before
    filing and with it. Of several requesters the first one filed it."""
    if current_user.is_authenticated:
        if row.added_by == me().actor.label:
            return True
        case = db.session.get(Case, row.case_id) if row.case_id and row.attached_at else None
        if case is not None and is_readable(case) and disclosure.sees_files(me().actor, case.file):
            return True
    if row.added_by == filer() and row.attached_at is None:
        return True
    case = followed()
    is_first = followed_by() == FIRST
    sent_with_it = is_first and case is not None and row.case_id == case.id and row.added_by.startswith("filer:")
    return sent_with_it or (case is not None and row.added_by == uploader(case))


def _note(row: Attachment, how: str) -> None:
    """Somebody of the office opens what belongs to a case; a requester who looks at his own leaves no trace."""
    if current_user.is_authenticated and row.case_id:
        disclosure.note_file(me().actor, row.case_id, row.id, row.party_id, how)


def _content(row: Attachment) -> bytes:
    try:
        with connections.take() as connection:
            return content_of(connection, row.id)
    except vault.Erased:
        abort(Response(render_template("errors/error.html", kind="erased", status=410), status=410))


def _hand_out(row: Attachment, content: bytes, *, inline: bool = False) -> Response:
    name = f"{row.id}.{EXTENSIONS[row.media_type]}"
    is_reading = inline and row.media_type == "application/pdf" and not is_active(content, row.media_type)
    is_shown = is_reading or (inline and row.media_type in PICTURES)
    disposition = f'{"inline" if is_shown else "attachment"}; filename="{name}"'
    return _answer(content, row.media_type, disposition, READER_OF_PDF if is_reading else NOTHING)


def _answer(content: bytes, media_type: str, disposition: str, policy: str) -> Response:
    headers = {
        "Content-Disposition": disposition, "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }  # fmt: skip
    return Response(content, content_type=media_type, headers=headers)


def _settings() -> Config:
    return current_app.extensions["bihuan"]
