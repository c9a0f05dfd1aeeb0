"""The first page of the studio: what runs, what is being drawn."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import UnknownProcess
from webapp.database import connections
from webapp.pages.people import me
from webapp.pages.process_texts import process_name
from webapp.pages.running import running
from webapp.pages.studio.blueprint import pages, require
from webapp.pages.texts import t
from webapp.studio import drafts, overview


@pages.get("/")
def show() -> ResponseReturnValue:
    """Processes with their running version and cases; drafts."""
    with connections.take() as connection:
        return render_template(
            "studio/index.html",
            processes=overview.processes(connection),
            drafts=overview.drafts(connection),
            discarded=overview.drafts(connection, discarded=True),
        )


@pages.post("/drafts")
def begin() -> ResponseReturnValue:
    """A draft of the version that runs now."""
    require("edit")
    process = request.form.get("process", "")
    try:
        definition = running().library.newest(process)
    except UnknownProcess:
        abort(404)
    title = request.form.get("title", "").strip()[:80] or t("studio-draft-of", process=process_name(definition.id))
    with connections.take() as connection:
        draft = drafts.start(connection, process, me().id, title=title, base=definition.id)
    return redirect(url_for("studio.diagram", draft=draft.id), 303)
