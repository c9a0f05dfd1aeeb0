"""Who is cleared for restricted cases: for organisation administrators, who see the people, not the cases."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.errors import Rejection
from webapp.casework import clearances
from webapp.casework.compartments import COMPARTMENTS
from webapp.casework.queries import standing
from webapp.casework.reading import sees
from webapp.database import connections
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t

pages = Blueprint("clearances", __name__, url_prefix="/clearances")


@pages.get("/")
@login_required
def show() -> ResponseReturnValue:
    people = _people()
    return render_template(
        "access/clearances.html", grants=standing.grants(people), compartments=COMPARTMENTS, people=standing.colleagues(people)
    )


@pages.post("/")
@login_required
def grant() -> ResponseReturnValue:
    typed = request.form
    user = next((user for user in _people() if str(user) == typed.get("person")), 0)
    try:
        with connections.take() as connection:
            clearances.grant(
                connection, me().actor, running().directory, user_id=user, compartment=typed.get("compartment", ""),
                reason=typed.get("reason", ""),
            )  # fmt: skip
    except Rejection as refusal:
        flash(refusal_text(refusal), "bad")
    else:
        flash(t("clearance-granted"), "good")
    return redirect(url_for(".show"), 303)


@pages.post("/<int:granted>/end")
@login_required
def end(granted: int) -> ResponseReturnValue:
    try:
        with connections.take() as connection:
            clearances.end(connection, me().actor, running().directory, granted)
    except Rejection as refusal:
        flash(refusal_text(refusal), "bad")
    else:
        flash(t("clearance-ended"), "good")
    return redirect(url_for(".show"), 303)


def _people() -> list[int]:
    """Whom I may clear: everybody in my units and below, except myself."""
    if not sees(me().actor, "clearances"):
        abort(403)
    units = [unit for role, unit in me().actor.own_positions if role == "org_admin"]
    return [user for user in standing.below(running().directory, units) if user != me().id]
