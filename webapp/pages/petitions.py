"""Petitions: what is open with its calendar-day limits, one brought by hand, what a petitioner asks for later."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.errors import Rejection
from webapp.casework import petitions
from webapp.casework.petitions import PROCESS, REQUESTS
from webapp.casework.reading import sees, units_seen
from webapp.forms import Field, check, fields_of
from webapp.models import Case
from webapp.pages.case_view import readable
from webapp.pages.choices import choices
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t

pages = Blueprint("petitions", __name__)

REGISTRARS = ("intake_reviewer",)


@pages.before_request
@login_required
def only_those_who_have_it() -> None:
    if not sees(me().actor, "petitions"):
        abort(403)


@pages.get("/petitions")
def show() -> ResponseReturnValue:
    paths = tuple(running().directory.path(unit) for unit in units_seen(me().actor, "petitions"))
    found = [(case, work, _possible(case)) for case, work in petitions.listed(me().actor, paths)]
    return render_template("petitions/show.html", rows=found, registers=_registers())


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
        flash(t("petition-asked", what=t(f"message-{what}")), "good")
    return redirect(url_for(".show"), 303)


def _possible(case: Case) -> tuple[str, ...]:
    """What may be asked for now: a review of what was decided last, and withdrawal."""
    if case.phase != "review":
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
