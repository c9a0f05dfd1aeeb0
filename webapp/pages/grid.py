"""The phone of a grid: what calls now, what is mine to do, report what I see. Everything that changes a case may be sent again: a
phone with a poor line sends until it hears the number."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from flask_wtf.csrf import generate_csrf

from engine.errors import Rejection
from engine.now import now
from webapp import grid
from webapp.casework.queries import grid as queries
from webapp.casework.queries.choices import values_of
from webapp.casework.reading import sees
from webapp.form_files import files_in
from webapp.models import Case, WorkItem, db
from webapp.pages.case_view import readable
from webapp.pages.grid_forms import answer, questions
from webapp.pages.grid_places import grids, tiles
from webapp.pages.names import person_name
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.texts import moment, t

pages = Blueprint("grid", __name__, url_prefix="/grid")

MONTH = timedelta(days=30)
OPEN_TO_ALL = ("grid.worker", "grid.offline", "grid.session")
"""The program of the page: it holds nothing of anybody, and the phone may ask for it at any time."""


@pages.before_request
def only_grids() -> ResponseReturnValue | None:
    if request.endpoint in OPEN_TO_ALL:
        return None
    return _inside()


@login_required
def _inside() -> ResponseReturnValue | None:
    if not sees(me().actor, "grid"):
        abort(403)
    return None


@pages.context_processor
def words() -> dict[str, Any]:
    return {"minutes_left": minutes_left, "percent": percent}


def minutes_left(due_at: datetime | None) -> str:
    """In whole minutes: whoever runs has no use for more."""
    if due_at is None:
        return ""
    minutes = round((due_at - now()).total_seconds() / 60)
    return t("grid-minutes-left", n=minutes) if minutes >= 0 else t("grid-minutes-late", n=-minutes)


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


@pages.get("")
def show() -> ResponseReturnValue:
    mine = grids()
    since = now() - MONTH
    figures = queries.figures([place.code for place in mine], since) if mine else None
    return render_template("grid/show.html", cards=queries.cards(me().actor), grids=mine, figures=figures, since=since)


@pages.get("/now")
def current() -> ResponseReturnValue:
    """The lists alone, for a page that stays open."""
    return render_template("grid/cards.html", cards=queries.cards(me().actor))


@pages.post("/calls/<number>/<int(max=2147483647):task>")
def accept(number: str, task: int) -> ResponseReturnValue:
    """Take the call; whoever comes second is told who has it."""
    case = readable(number)
    key = request.form.get("command_id") or str(uuid.uuid4())
    try:
        taken = grid.accept(case.id, task, me().actor, key=key)
    except Rejection as rejection:
        db.session.rollback()
        return _told(_who_has_it(case, rejection), 409, url_for(".show"))
    place = url_for(".task", number=number, task=taken.task)
    return _told(t("grid-accepted"), 200, place, number=number)


@pages.get("/report")
def report() -> ResponseReturnValue:
    return render_template("grid/report.html", offline=False, **_asked())


@pages.post("/report")
def send_report() -> ResponseReturnValue:
    known = grid.reported(request.form.get("command_id", ""), me().actor)
    if known:
        return _told(t("grid-reported", number=known), 200, url_for(".show"), number=known)
    told, wrong = grid.read(
        {**request.form.to_dict(), "photos": request.form.getlist("photos")}, me().actor,
        grids=[place.code for place in grids()], categories=values_of("categories", {}),
    )  # fmt: skip
    if wrong:
        return _wrong(wrong)
    try:
        receipt = grid.file_report(told, me().actor)
    except Rejection as rejection:
        return _told(refusal_text(rejection), 409, url_for(".show"))
    return _told(t("grid-reported", number=receipt.number), 200, url_for(".show"), number=receipt.number)


@pages.get("/tasks/<number>/<int(max=2147483647):task>")
def task(number: str, task: int) -> ResponseReturnValue:
    case, item = _find(number, task)
    return render_template(
        "grid/task.html", case=case, item=item, fields=questions(case, item), command_id=str(uuid.uuid4()),
        photos_before=files_in(case.file.get("photos") or []),
    )  # fmt: skip


@pages.post("/tasks/<number>/<int(max=2147483647):task>")
def send_task(number: str, task: int) -> ResponseReturnValue:
    case, item = _find(number, task)
    key = request.form.get("command_id") or str(uuid.uuid4())
    try:
        wrong = answer(case, item, request.form, key=key)
    except Rejection as rejection:
        db.session.rollback()
        return _told(refusal_text(rejection), 409, url_for(".show"))
    return _wrong(wrong) if wrong else _told(t("grid-done", number=number), 200, url_for(".show"), number=number)


@pages.get("/session")
def session() -> ResponseReturnValue:
    """What a phone needs before it sends what it kept: who is signed in, and a token for forms."""
    if not current_user.is_authenticated:
        return {"who": None}, 401
    return {"who": me().id, "csrf": generate_csrf()}


def _asked() -> dict[str, Any]:
    """What the form of a report offers to this person."""
    mine = grids()
    return {
        "grids": mine, "tiles": tiles(queries.usual([place.code for place in mine])), "command_id": str(uuid.uuid4()),
        "origins": grid.ORIGINS[:2] if me().holds("grid_leader") else (),
    }  # fmt: skip


def _find(number: str, task: int) -> tuple[Case, WorkItem]:
    case = readable(number)
    item = db.session.get(WorkItem, (case.id, task)) or abort(404)
    return (case, item) if item.process == grid.PROCESS else abort(404)


def _who_has_it(case: Case, rejection: Rejection) -> str:
    first = grid.winner(case.id)
    if first is None:
        db.session.refresh(case)
        return t("grid-call-over") if case.closed_at else refusal_text(rejection)
    user, at = first
    return t("grid-taken-by-you") if user == me().id else t("grid-taken", person=person_name(user), at=moment(at))


def _told(words: str, status: int, place: str, *, number: str = "") -> ResponseReturnValue:
    """For a script the words, else a page that says them."""
    if request.accept_mimetypes.best == "application/json":
        return {"words": words, "number": number, "place": place}, status
    flash(words, "good" if status < 400 else "warn")
    return redirect(place, 303)


def _wrong(wrong: Mapping[str, str]) -> ResponseReturnValue:
    words = t("semicolon").join(dict.fromkeys(t("grid-wrong", field=t(f"grid-field-{_named(key)}")) for key in wrong))
    if request.accept_mimetypes.best == "application/json":
        return {"words": words, "wrong": wrong}, 422
    flash(words, "warn")
    return redirect(request.path, 303)


def _named(key: str) -> str:
    return key if key in FIELDS else "other"


FIELDS = ("category", "place", "photos", "photo", "photo_before", "photo_after", "closing_met", "filing_met", "result", "reason")
"""Fields that have a word of their own for what is missing."""
