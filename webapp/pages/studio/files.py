"""The files tab: files in and out, versions, names for them, the way back, and the end of a draft."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from engine.errors import Rejection
from webapp.database import connections
from webapp.pages.people import me
from webapp.pages.process_texts import process_name
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import draft_or_404, may_edit, pages, require
from webapp.pages.texts import t
from webapp.studio import archives, drafts, versions
from webapp.studio.drafts import Draft, NoSuchDraft
from webapp.studio.paths import MANIFEST, is_known


@pages.get("/drafts/<int:draft>/folder")
def files(draft: int) -> ResponseReturnValue:
    """What is in the folder and what it was before."""
    found = draft_or_404(draft)
    with connections.take() as connection:
        kept = versions.of(connection, draft)
    return render_template("studio/files.html", draft=found, tab="files", versions=kept)


@pages.get("/drafts/<int:draft>/download")
def download(draft: int) -> ResponseReturnValue:
    """The whole folder as zip; with `revision` as it was, with `path` one file."""
    found = draft_or_404(draft)
    contents = found.files
    if "revision" in request.args:
        try:
            with connections.take() as connection:
                contents = versions.files_at(connection, draft, request.args.get("revision", 0, type=int))
        except NoSuchDraft:
            abort(404)
    path = request.args.get("path")
    if path is None:
        return _file(f"{found.process}.zip", archives.pack(contents), "application/zip")
    return _file(path.rpartition("/")[2], contents[path].encode(), "application/octet-stream") if path in contents else abort(404)


@pages.post("/drafts/<int:draft>/import")
def bring(draft: int) -> ResponseReturnValue:
    """Files into the draft: a zip replaces the folder (field `whole`) or joins it, single files join."""
    require("edit")
    found = draft_or_404(draft)
    try:
        brought, aside = _brought(request.files.getlist("files"))
        merged = brought if request.form.get("whole") else {**found.files, **brought}
        if merged is brought and MANIFEST not in brought and MANIFEST in found.files:
            merged = {MANIFEST: found.files[MANIFEST], **brought}
        with connections.take() as connection:
            drafts.replace_all(connection, draft, merged, found.revision, me().id)
    except Rejection as refused:
        flash(refusal_text(refused), "bad")
    else:
        flash(t("studio-imported", n=len(brought)), "good")
        if aside:
            flash(t("studio-aside", names=t("list-comma").join(aside[:10])), "warn")
    return _back(draft)


@pages.post("/imports")
def begin_with_files() -> ResponseReturnValue:
    """A new draft of a zip or of a single diagram, of a process that runs here or of a new one."""
    require("edit")
    process = request.form.get("process", "").strip()[:60]
    try:
        brought, aside = _brought(request.files.getlist("files"))
        key = archives.key_of(brought) or process or "new_process"
        with connections.take() as connection:
            draft = drafts.start(
                connection, key, me().id, title=t("studio-draft-imported", process=process_name(key)), files=brought
            )
    except Rejection as refused:
        flash(refusal_text(refused), "bad")
        return redirect(url_for("studio.show"), 303)
    if aside:
        flash(t("studio-aside", names=t("list-comma").join(aside[:10])), "warn")
    return redirect(url_for("studio.diagram", draft=draft.id), 303)


@pages.post("/drafts/<int:draft>/name")
def name_version(draft: int) -> ResponseReturnValue:
    """Give what it is now a name (field `note`)."""
    require("edit")
    _editable(draft)
    note = request.form.get("note", "").strip()[:80]
    if note:
        with connections.take() as connection:
            versions.name(connection, draft, note)
        flash(t("studio-named", note=note), "good")
    return _back(draft)


@pages.post("/drafts/<int:draft>/title")
def rename(draft: int) -> ResponseReturnValue:
    """Another title (field `title`)."""
    require("edit")
    _editable(draft)
    title = request.form.get("title", "").strip()[:80]
    if title:
        with connections.take() as connection:
            drafts.rename(connection, draft, title)
    return _back(draft)


@pages.post("/drafts/<int:draft>/restore")
def restore(draft: int) -> ResponseReturnValue:
    """Make it again what it was at `revision`."""
    require("edit")
    _editable(draft)
    try:
        with connections.take() as connection:
            versions.restore(connection, draft, request.form.get("revision", 0, type=int), me().id)
    except NoSuchDraft:
        abort(404)
    except Rejection as refused:
        flash(refusal_text(refused), "bad")
    else:
        flash(t("studio-restored"), "good")
    return _back(draft)


@pages.post("/drafts/<int:draft>/remove")
def remove(draft: int) -> ResponseReturnValue:
    """Take one file (field `path`) out."""
    require("edit")
    found = _editable(draft)
    try:
        with connections.take() as connection:
            drafts.remove(connection, draft, request.form.get("path", ""), found.revision, me().id)
    except Rejection as refused:
        flash(refusal_text(refused), "bad")
    return _back(draft)


@pages.post("/drafts/<int:draft>/discard")
def discard(draft: int) -> ResponseReturnValue:
    """Throw it away; it can be taken up again."""
    return _turn(draft, "discarded", known="open", said="studio-discarded")


@pages.post("/drafts/<int:draft>/take-up")
def take_up(draft: int) -> ResponseReturnValue:
    """Take a discarded one up again."""
    return _turn(draft, "open", known="discarded", said="studio-taken-up")


def _turn(draft: int, status: str, *, known: str, said: str) -> ResponseReturnValue:
    require("edit")
    draft_or_404(draft)
    try:
        with connections.take() as connection:
            drafts.set_status(connection, draft, status, known=known)
    except Rejection as refused:
        flash(refusal_text(refused), "bad")
    else:
        flash(t(said), "good")
    return _back(draft)


def _brought(uploads: list[FileStorage]) -> tuple[dict[str, str], list[str]]:
    """(files, names left aside) of everything that was sent."""
    found: dict[str, str] = {}
    aside: list[str] = []
    for upload in uploads:
        filename, content = upload.filename or "", upload.read()
        if not filename:
            continue
        if filename.lower().endswith(".zip"):
            files, others = archives.unpack(content)
            found.update(files)
            aside += others
        elif is_known(archives.named(filename)):
            found[archives.named(filename)] = archives.text_of(filename, content)
        else:
            aside.append(filename)
    if not found:
        raise archives.NoFolder
    return found, aside


def _editable(draft: int) -> Draft:
    found = draft_or_404(draft)
    return found if may_edit(found) else abort(403)


def _file(name: str, content: bytes, kind: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _back(draft: int) -> ResponseReturnValue:
    return redirect(url_for("studio.files", draft=draft), 303)
