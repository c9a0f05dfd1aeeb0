"""The case: what it is, where it stands, why its dates are what they are, and everything that happened."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.casework import disclosure
from webapp.casework.disclosure import ReasonNeeded, references_in
from webapp.casework.queries.paging import sequence_number
from webapp.models import Case
from webapp.pages.case_view import readable, view_of
from webapp.pages.inbox import PHASES
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of
from webapp.pages.texts import t

pages = Blueprint("case", __name__, url_prefix="/cases")


@pages.get("/<number>")
@login_required
def show(number: str) -> ResponseReturnValue:
    return _page(readable(number))


@pages.get("/")
@login_required
def find() -> ResponseReturnValue:
    """Jump to a case by its number."""
    return redirect(url_for(".show", number=request.args.get("number", "").strip() or "-"))


@pages.post("/<number>/reveal")
@login_required
def reveal(number: str) -> ResponseReturnValue:
    """Show personal data in clear, once, after the reason was written down."""
    case = readable(number)
    references = references_in(case.file)
    try:
        clear = disclosure.reveal(me().actor, case.id, case.file, references, request.form.get("reason", ""))
    except ReasonNeeded:
        flash(t("reveal-reason-needed"), "warn")
        return redirect(url_for(".show", number=number), 303)
    opened = [(ref["class"], clear[ref["vault"]]) for ref in references if ref["vault"] in clear]
    return _page(case, opened=opened)


@pages.get("/<number>/diagram.bpmn")
@login_required
def diagram(number: str) -> ResponseReturnValue:
    """The diagram this case runs on, whatever has been deployed since."""
    case = readable(number)
    definition = definition_of(case.definition)
    xml = definition.diagram_xml if definition else b""
    return Response(xml, mimetype="application/xml", headers={"Cache-Control": "private, max-age=3600"})


def _page(case: Case, *, opened: list[tuple[str, str]] | None = None) -> str:
    view = view_of(case, before=sequence_number(request.args.get("before")))
    return render_template(
        "case/show.html", view=view, phases=PHASES, steps=view.timeline, earlier=view.earlier, opened=opened or []
    )
