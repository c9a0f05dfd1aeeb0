"""The findings of a draft: a tab over all its files, and answers for the editors while somebody draws."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from flask import Blueprint, abort, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from webapp.pages.outlines import outline_of_xml
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import draft_or_404, guard
from webapp.studio import findings
from webapp.studio.paths import NotInFolder, NotText, TooMuch
from webapp.studio.wall import CheckIsBusy, TooHardToCheck

pages = Blueprint("studio_findings", __name__, url_prefix="/studio")
pages.before_request(guard)


@pages.get("/drafts/<int:draft>/findings")
def show(draft: int) -> ResponseReturnValue:
    """Everything that is wrong with what is saved, by file."""
    found, refused = draft_or_404(draft), ""
    try:
        told = findings.told(findings.of(found), g.locale)
    except (TooHardToCheck, CheckIsBusy) as why:
        told, refused = [], refusal_text(why)
    files = sorted({finding["file"] for finding in told})
    return render_template(
        "studio/findings.html",
        draft=found,
        tab="findings",
        refused=refused,
        by_file={file: [f for f in told if f["file"] == file] for file in files},
        errors=sum(f["severity"] == "error" for f in told),
        warnings=sum(f["severity"] == "warning" for f in told),
    )


@pages.post("/drafts/<int:draft>/findings")
def of_unsaved(draft: int) -> ResponseReturnValue:
    """{"findings": [...]}, see webapp.studio.findings.told, of the draft with {"path", "text"} of the body in place of what is
    saved; {} asks about what is saved. 422 {"message"} for a file that a folder cannot hold."""
    found = draft_or_404(draft)
    try:
        told = findings.told(findings.of(found, _changed()), g.locale)
    except (NotInFolder, NotText, TooMuch, TooHardToCheck, CheckIsBusy) as refused:
        return jsonify(message=refusal_text(refused)), 422
    return jsonify(findings=told)


@pages.post("/drafts/<int:draft>/outline")
def outline(draft: int) -> ResponseReturnValue:
    """The drawing {"text"} of the body in words, as a part of a page."""
    draft_or_404(draft)
    text = next(iter(_changed().values()), "")
    return render_template("studio/outline.html", parts=outline_of_xml(text.encode()))


def _changed() -> Mapping[str, str]:
    try:
        body = orjson.loads(request.get_data(cache=False))
    except orjson.JSONDecodeError:
        abort(400)
    if not isinstance(body, dict):
        abort(400)
    path, text = body.get("path"), body.get("text")
    if path is None and text is None:
        return {}
    if not isinstance(path, str) or not isinstance(text, str):
        abort(400)
    return {path: text}
