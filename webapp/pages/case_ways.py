"""Ways that the diagram does not draw, for supervisors over the case: a page, and part of the case page when opened."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.commands import JumpTo, SendBack
from engine.errors import Rejection
from engine.state import CaseState
from webapp.casework import access, runtime
from webapp.casework.execute import execute, state_of
from webapp.casework.queries.subject import subject
from webapp.casework.reasons import given
from webapp.casework.store import load
from webapp.database import connections
from webapp.models import Case, ClockRow, db
from webapp.moves import ways
from webapp.pages.case_actions import sent_key
from webapp.pages.case_view import readable
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t

pages = Blueprint("case_ways", __name__, url_prefix="/cases/<number>")


@pages.get("/ways")
@login_required
def show(number: str) -> ResponseReturnValue:
    """Where the case can go on, and what that would do. `?part`: without the page around it."""
    case = readable(number)
    _require(case)
    template = "case/ways_part.html" if "part" in request.args else "case/ways.html"
    return render_template(template, case=case, ways=_ways(case), new_key=sent_key())


@pages.post("/move")
@login_required
def move(number: str) -> ResponseReturnValue:
    """Send it there, or back."""
    case = readable(number)
    kind, _, rest = request.form.get("way", "").partition(":")
    work, _, target = rest.partition(":")
    if kind not in ("jump", "sent_back") or not work.isdecimal() or len(work) > 9:
        abort(400)
    key = me().actor.own(sent_key())
    try:
        reason = given(request.form.get("reason", ""))
        command = (
            SendBack(command_id=key, task=int(work), element=target, reason=reason)
            if kind == "sent_back"
            else JumpTo(command_id=key, work=int(work), element=target, reason=reason)
        )
        execute(command, me().actor, case_id=case.id)
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
    else:
        flash(t("action-done-move"), "good")
    return redirect(url_for("case.show", number=number), 303)


def _require(case: Case) -> None:
    """Supervisors over the case, see access.POLICY."""
    offered = access.offered(me().actor, subject(case, running().directory))
    if case.closed_at or ("JumpTo", None) not in offered:
        abort(403)


def _ways(case: Case) -> list[ways.Way]:
    definition_of(case.definition)  # so that the library has it
    state = _state(case)
    held = db.session.scalars(
        db.select(ClockRow.name).where(ClockRow.case_id == case.id, ClockRow.state == "paused").order_by(ClockRow.name)
    ).all()
    return [] if state is None else ways.ways(running().engine, state, held=held)


def _state(case: Case) -> CaseState | None:
    with connections.take() as connection:
        runtime.current(connection)
        loaded = load(connection, JumpTo(command_id="", work=0, element="", reason=""), case.id)
    return None if loaded is None else state_of(loaded)
