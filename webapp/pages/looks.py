"""A leader says why he opens a case, before it opens."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.now import now
from webapp.casework import looks
from webapp.casework.queries import case as queries
from webapp.casework.queries.subject import opens
from webapp.casework.reasons import NoReason
from webapp.database import connections
from webapp.models import Case
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running

pages = Blueprint("looks", __name__)


@pages.get("/cases/<number>/look")
@login_required
def ask(number: str) -> ResponseReturnValue:
    return render_template("access/reason.html", case=_case(number))


@pages.post("/cases/<number>/look")
@login_required
def open(number: str) -> ResponseReturnValue:
    case = _case(number)
    try:
        with connections.take() as connection:
            looks.look(connection, me().actor, case.id, request.form.get("reason", ""))
    except NoReason as refusal:
        flash(refusal_text(refusal), "bad")
        return redirect(url_for(".ask", number=number), 303)
    return redirect(url_for("case.show", number=number), 303)


def demand_reason(case: Case) -> None:
    """Send a leader who has not said why to the page that asks."""
    by = me().actor
    if looks.needs_reason(by, case, running().directory) and not looks.is_given(by, case.id, now()):
        abort(redirect(url_for("looks.ask", number=case.number)))


def _case(number: str) -> Case:
    """The number only: the page that asks shows nothing else of the case."""
    case = queries.by_number(number) or abort(404)
    return case if opens(me().actor, case, running().directory) else abort(404)
