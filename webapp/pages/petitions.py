"""Petitions: what is open with its calendar-day limits, one brought by hand, what a petitioner asks for later."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.errors import Rejection
from engine.now import now
from webapp.casework import petitions
from webapp.casework.petitions import PROCESS, REQUESTS
from webapp.casework.reading import sees, units_seen
from webapp.city_time import CITY_TIME
from webapp.forms import Field, check, fields_of
from webapp.models import Case, WorkItem
from webapp.pages.case_view import readable
from webapp.pages.choices import choices
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import moment, t

pages = Blueprint("petitions", __name__)

REGISTRARS = ("intake_reviewer",)
SOON_DAYS = 3
"""From how many days before its due date a petition is shown as pressing."""


@pages.before_request
@login_required
def only_those_who_have_it() -> None:
    if not sees(me().actor, "petitions"):
        abort(403)


@pages.get("/petitions")
def show() -> ResponseReturnValue:
    paths = tuple(running().directory.path(unit) for unit in units_seen(me().actor, "petitions"))
    found = [(case, work, _possible(case, work)) for case, work in petitions.listed(me().actor, paths)]
    return render_template("petitions/show.html", rows=found, registers=_registers(), days_left=days_left)


@pages.get("/petitions/new")
def new() -> ResponseReturnValue:
    return _form({})


@pages.post("/petitions/new")
def register() -> ResponseReturnValue:
    """Open a petition for what was written down."""
    asked, sent = _asked(), {key: value.strip() for key, value in request.form.items()}
    offered = {entry.key: [choice.value for choice in choices(entry.source, {})] for entry in asked if entry.source}
    told, wrong = check(asked, sent, offered)
    if wrong:
        return _form(sent, wrong), 422
    try:
        receipt = petitions.register(told, me().actor, command_id=_key())
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
        return redirect(url_for(".show"), 303)
    flash(t("petition-registered", number=receipt.number), "good")
    return redirect(url_for("case.show", number=receipt.number), 303)


@pages.post("/petitions/<number>/<any(review_requested,rereview_requested,withdrawal_requested):what>")
def ask(number: str, what: str) -> ResponseReturnValue:
    """Write down what the petitioner asks for."""
    case = readable(number)
    if case.process != PROCESS or not _registers():
        abort(403)
    try:
        petitions.ask(case.id, what, me().actor, command_id=_key())
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
    else:
        flash(t("petition-asked", what=t(f"petition-wants-{what}")), "good")
    return redirect(url_for(".show"), 303)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysLeft:
    """`kind`: late, soon or "", as the style sheet knows it."""

    words: str
    exact: str
    kind: str


def days_left(due: datetime | None) -> DaysLeft | None:
    """In calendar days, as petitions count: what is due at 24:00 is due on the day that ends then."""
    if due is None:
        return None
    today, last = now().astimezone(CITY_TIME).date(), (due - timedelta(seconds=1)).astimezone(CITY_TIME).date()
    days = (last - today).days
    words = t("petition-days-late", days=-days) if days < 0 else t("petition-days-left", days=days)
    return DaysLeft(words=words, exact=moment(due, full=True), kind="late" if days < 0 else "soon" if days <= SOON_DAYS else "")


def _possible(case: Case, work: WorkItem | None) -> tuple[str, ...]:
    """What may be asked for now: a review of what was decided last, while its time runs; and withdrawal."""
    if case.phase != "review" or work is not None:
        return REQUESTS[2:]
    return (REQUESTS[1] if case.file.get("send_review") else REQUESTS[0], REQUESTS[2])


def _registers() -> bool:
    return not me().actor.roles.isdisjoint(REGISTRARS)


def _asked() -> tuple[Field, ...]:
    return fields_of(running().library.newest(PROCESS).forms["start"])


def _form(values: Mapping[str, Any], wrong: Mapping[str, str] | None = None) -> str:
    if not _registers():
        abort(403)
    asked, identity = _asked(), running().library.newest(PROCESS).id
    found = {entry.key: choices(entry.source, {}) for entry in asked if entry.source}
    return render_template(
        "petitions/new.html", identity=identity, asked=asked, values=values, wrong=wrong or {}, choices=found,
        command_id=request.form.get("command_id") or str(uuid.uuid4()),
    )  # fmt: skip


def _key() -> str:
    return me().actor.own(request.form.get("command_id") or str(uuid.uuid4()))
