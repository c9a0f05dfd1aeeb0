"""The case: what it is, where it stands, why its dates are what they are, and everything that happened."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.casework import disclosure, marks
from webapp.casework.disclosure import ReasonNeeded, references_in
from webapp.casework.flags import codes_of
from webapp.casework.queries.paging import sequence_number
from webapp.casework.reading import sees
from webapp.city_time import CITY_TIME
from webapp.models import Case
from webapp.pages import choices
from webapp.pages.case_actions import URGENCIES
from webapp.pages.case_beside import beside
from webapp.pages.case_view import LOOP, readable, view_of
from webapp.pages.diagram_words import diagram_xml
from webapp.pages.inbox import PHASES
from webapp.pages.people import me
from webapp.pages.supervision import powers
from webapp.pages.texts import moment, t

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
    """The diagram this case runs on, whatever has been deployed since, in the reader's language."""
    xml = diagram_xml(readable(number).definition)
    return Response(xml, mimetype="application/xml", headers={"Cache-Control": "private, max-age=3600"})


def _page(case: Case, *, opened: list[tuple[str, str]] | None = None) -> str:
    view = view_of(case, before=sequence_number(request.args.get("before")))
    may_amend = ("AmendFile", None) in view.offered and not case.closed_at
    return render_template(
        "case/show.html", view=view, phases=PHASES, steps=view.timeline, earlier=view.earlier, opened=opened or [],
        beside=beside(view), flags=codes_of(case.flags), watched=marks.is_watched(me().id, case.id),
        amendable=_amendable() if may_amend else None, new_key=lambda: str(uuid.uuid4()),
        moment_of=_moment_of, may_supervise=powers.may_supervise(me().actor, case), units=choices.units(),
        may_instruct=powers.may_instruct(me().actor, case), gives_codes=case.process == LOOP and sees(me().actor, "desk"),
    )  # fmt: skip


def _moment_of(written: object) -> str:
    """A moment as expressions write it into the case file: local time first, then offset or zone."""
    try:
        return moment(datetime.fromisoformat(str(written)[:19]).replace(tzinfo=CITY_TIME))
    except ValueError:
        return ""


def _amendable() -> Mapping[str, Any]:
    """What the facts of a case may be corrected to."""
    return {
        "categories": choices.categories(), "places": choices.units(only_places=True), "urgencies": URGENCIES,
        "units": choices.units(),
    }  # fmt: skip
