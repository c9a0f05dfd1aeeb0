"""Deputies for absences: arrange one, see who sits where, end it, take over what was left."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.errors import Rejection
from engine.now import now
from webapp.casework import deputies
from webapp.casework.execute import Receipt
from webapp.casework.queries import standing
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t

pages = Blueprint("deputies", __name__, url_prefix="/deputies")

ARRANGERS = ("unit_leader", "supervisor", "org_admin")


@pages.get("/")
@login_required
def show() -> ResponseReturnValue:
    by, directory = me().actor, running().directory
    people = _people()
    absent = _typed_id("absent") if _typed_id("absent") in people else by.user_id
    lent = [seat for seat in sorted(directory.seats.get(absent or 0, ())) if seat[0] not in deputies.NOT_LENT]
    units = {unit for _, unit in lent}
    near = {top for unit in units for top in (directory.superior(unit) or unit,)}
    return render_template(
        "access/deputies.html", absent=absent, people=standing.colleagues(people), seats=lent,
        colleagues=[one for one in standing.colleagues(standing.below(directory, near)) if one.id != absent],
        now_and_later=standing.delegations(by, people, now()), past=standing.past_delegations(by, people, now()),
        at=now(), today=now().astimezone(CITY_TIME),
    )  # fmt: skip


@pages.post("/")
@login_required
def arrange() -> ResponseReturnValue:
    seats = [(role, unit) for role, _, unit in (value.partition("@") for value in request.form.getlist("seat"))]
    try:
        with connections.take() as connection:
            deputies.arrange(
                connection, me().actor, running().directory, user_id=_typed_id("absent"), deputy_id=_typed_id("deputy"),
                seats=seats, starts_at=_moment("starts_at"), ends_at=_moment("ends_at"), reason=request.form.get("reason", ""),
            )  # fmt: skip
    except Rejection as refusal:
        flash(refusal_text(refusal), "bad")
    else:
        flash(t("deputy-arranged"), "good")
    return redirect(url_for(".show"), 303)


@pages.post("/<int:delegation>/end")
@login_required
def end(delegation: int) -> ResponseReturnValue:
    try:
        with connections.take() as connection:
            deputies.end(connection, me().actor, running().directory, delegation)
    except Rejection as refusal:
        flash(refusal_text(refusal), "bad")
    else:
        flash(t("deputy-ended"), "good")
    return redirect(url_for(".show"), 303)


@pages.post("/take-over")
@login_required
def take_over() -> ResponseReturnValue:
    answers = deputies.take_over(me().actor)
    taken = sum(isinstance(answer, Receipt) for answer in answers)
    flash(t("deputy-took-over", count=taken, refused=len(answers) - taken), "good" if taken == len(answers) else "warn")
    return redirect(url_for("inbox.show"), 303)


def _people() -> list[int]:
    """Myself, and whom I may send a deputy for."""
    units = [unit for role, unit in me().actor.own_positions if role in ARRANGERS]
    return sorted({me().id, *standing.below(running().directory, units)})


def _typed_id(name: str) -> int:
    typed = request.values.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else me().id if name == "absent" else 0


def _moment(name: str) -> datetime:
    """A local moment as the browser sends it; nonsense is long ago and refused as such."""
    try:
        return datetime.fromisoformat(request.form.get(name, "")).replace(tzinfo=CITY_TIME)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
