"""One incident: what happened where, what the element looked at, and the ways to repair it."""

from __future__ import annotations

import json

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from webapp.casework.queries import case as queries
from webapp.incidents import concerned, listing, retrying
from webapp.incidents.listing import Open
from webapp.models import Case, db
from webapp.pages.case_view import is_readable
from webapp.pages.diagram_words import diagram_xml
from webapp.pages.incidents import words
from webapp.pages.incidents.blueprint import corrections, pages
from webapp.pages.incidents.lists import KINDS
from webapp.pages.outlines import outline_of
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t


@pages.get("/<number>/<int(max=2147483647):incident>")
def one(number: str, incident: int) -> ResponseReturnValue:
    found, case = _found(number, incident)
    definition = definition_of(found.definition)
    newest = running().library.newest(found.process).id
    return render_template(
        "incidents/one.html", one=found, words=words, alike=listing.alike(me().actor, found), tried=listing.tried(found),
        entries=concerned.entries(definition, found.element, case.file) if definition else [], kinds=KINDS,
        work=queries.open_work(case.id), clocks=[row for row, _ in queries.clocks(case.id) if row.state == "running"],
        is_newest=found.definition == newest, readable=is_readable(case), plain=words.plain,
        marks=json.dumps({"done": list(queries.marks(case.id).done), "here": [found.element]}),
    )  # fmt: skip


@pages.get("/<number>/<int(max=2147483647):incident>/diagram.bpmn")
def diagram(number: str, incident: int) -> Response:
    """The diagram of the version this case runs on, in the reader's language."""
    found, _ = _found(number, incident)
    return Response(diagram_xml(found.definition), mimetype="application/xml", headers={"Cache-Control": "private, no-cache"})


@pages.get("/<number>/<int(max=2147483647):incident>/outline")
def outline(number: str, incident: int) -> str:
    """The same in words."""
    found, _ = _found(number, incident)
    return render_template("incidents/outline.html", parts=outline_of(found.definition), here=(found.element,))


@pages.post("/<number>/<int(max=2147483647):incident>")
def retry_one(number: str, incident: int) -> ResponseReturnValue:
    """Correct what was typed, and try again at once."""
    _, case = _found(number, incident)
    key = f"retry:{request.form.get('key', '')[:40]}:{case.id}:{incident}"
    try:
        outcome = retrying.retry_one(
            case.id, incident, me().actor, file=case.file, changes=corrections(), reason=request.form.get("reason", ""), key=key
        )
    except Rejection as refusal:
        flash(refusal_text(refusal), "warn")
        return redirect(url_for(".one", number=number, incident=incident), 303)
    why = words.cause(outcome.why or "") if outcome.state == "again" else t(f"refusal-{outcome.why}") if outcome.why else ""
    flash(t(f"incident-outcome-{outcome.state}", why=why), "good" if outcome.state == "resolved" else "warn")
    return redirect(url_for(".show"), 303)


def _found(number: str, incident: int) -> tuple[Open, Case]:
    found = listing.find(me().actor, number, incident)
    if found is None:
        abort(404)
    case = db.session.get(Case, found.case_id)
    return found, case or abort(404)
