"""Keeping away from a case: declare an interest, see what is declared, lift it as supervisor."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.errors import Rejection
from webapp.casework import recusals
from webapp.casework.queries import standing
from webapp.casework.recusals import NAMERS, SCOPES
from webapp.database import connections
from webapp.models import Case
from webapp.pages.case_view import readable
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t

pages = Blueprint("recusals", __name__)


@pages.get("/recusals")
@login_required
def show() -> ResponseReturnValue:
    units = [unit for role, unit in me().actor.own_positions if role == "supervisor"]
    people = {me().id, *standing.below(running().directory, units)}
    return render_template("access/recusals.html", rows=standing.recusals(me().actor, people), is_supervisor=bool(units))


@pages.get("/cases/<number>/recusal")
@login_required
def ask(number: str) -> ResponseReturnValue:
    case = readable(number)
    return render_template("access/recuse.html", case=case, scopes=SCOPES, colleagues=_nameable(case))


@pages.post("/cases/<number>/recusal")
@login_required
def declare(number: str) -> ResponseReturnValue:
    case, typed = readable(number), request.form
    named = next((one.id for one in _nameable(case) if str(one.id) == typed.get("person")), None)
    try:
        with connections.take() as connection:
            recusals.declare(
                connection, me().actor, running().directory, case_id=case.id, reason=typed.get("reason", ""),
                scope="case" if named else typed.get("scope", "case"), user_id=named,
            )  # fmt: skip
    except Rejection as refusal:
        flash(refusal_text(refusal), "bad")
        return redirect(url_for(".ask", number=number), 303)
    flash(t("recusal-declared-for-other" if named else "recusal-declared"), "good")
    return redirect(url_for("case.show", number=number) if named else url_for(".show"), 303)


@pages.post("/recusals/<int:recusal>/lift")
@login_required
def lift(recusal: int) -> ResponseReturnValue:
    try:
        with connections.take() as connection:
            recusals.lift(connection, me().actor, running().directory, recusal, request.form.get("reason", ""))
    except Rejection as refusal:
        flash(refusal_text(refusal), "bad")
    else:
        flash(t("recusal-lifted"), "good")
    return redirect(url_for(".show"), 303)


def _nameable(case: Case) -> list[standing.Colleague]:
    """Colleagues whom intake may keep away because the complaint names them: those of the units it lies in."""
    if not me().holds(*NAMERS):
        return []
    directory = running().directory
    units = {unit for unit in (case.unit, case.place, case.about_unit) if unit}
    above = {top for unit in units for top in list(directory.upwards(unit))[:-1] or [unit]}
    people = {user for user, seats in directory.seats.items() if any(unit in above for _, unit in seats)}
    return standing.colleagues(people - {me().id})
