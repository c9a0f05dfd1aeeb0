"""Opening a supervision case by hand, and a leader's instruction about a case."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from engine.errors import Rejection
from webapp.casework import supervising
from webapp.casework.queries.choices import values_of
from webapp.casework.supervising import Supervision
from webapp.database import connections
from webapp.models import Case
from webapp.pages import choices
from webapp.pages.case_view import readable
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.supervision.blueprint import pages
from webapp.pages.supervision.powers import may_instruct, may_supervise
from webapp.pages.texts import t

BY_HAND = ("media", "refusal", "unsatisfied", "overdue", "manual")
"""Reasons a supervisor may give; the others have a way of their own."""
MOST_WORDS = 2000


class SupervisionForm(Schema):
    """`error`s are the last part of a text key, see wrong-* in the catalogue."""

    class Meta:
        unknown = EXCLUDE

    reason = fields.String(
        required=True, validate=validate.OneOf(BY_HAND, error="unknown_choice"), error_messages={"required": "required"}
    )
    unit = fields.String(required=True, error_messages={"required": "required"})
    level = fields.Integer(
        validate=validate.Range(min=0, max=4, error="unknown_choice"), error_messages={"invalid": "unknown_choice"}
    )
    grounds = fields.String(
        required=True, error_messages={"required": "required"},
        validate=[validate.Length(min=4, error="too_short"), validate.Length(max=MOST_WORDS, error="too_long")],
    )  # fmt: skip
    source_link = fields.Url(schemes={"http", "https"}, error_messages={"invalid": "invalid"})


@pages.get("/cases/<number>/supervise")
@login_required
def ask(number: str) -> ResponseReturnValue:
    case = _supervisable(number)
    return _form(case, {"unit": _unit(case), "reason": request.args.get("reason", "")})


@pages.post("/cases/<number>/supervise")
@login_required
def open(number: str) -> ResponseReturnValue:
    """Open a supervision case for this one. The same reason twice leads to the one that is open."""
    case = _supervisable(number)
    given = {key: value.strip() for key, value in request.form.items() if value.strip()}
    try:
        told = SupervisionForm().load(given)
        wrong = {} if told["unit"] in values_of("units", {}) else {"unit": "unknown_choice"}
    except ValidationError as error:
        told, wrong = {}, {key: str(messages[0]) for key, messages in error.normalized_messages().items()}
    if wrong:
        return _form(case, given, wrong), 422
    try:
        found = supervising.by_hand(case.id, told, me().actor, command_id=_key())
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
        return redirect(url_for("case.show", number=number), 303)
    flash(
        t("supervision-is-open" if found.is_new else "supervision-was-open", number=found.number),
        "good" if found.is_new else "warn",
    )
    return redirect(url_for("case.show", number=found.number), 303)


@pages.get("/cases/<number>/instruct")
@login_required
def ask_instruction(number: str) -> ResponseReturnValue:
    return _instruction(_instructable(number))


@pages.post("/cases/<number>/instruct")
@login_required
def instruct(number: str) -> ResponseReturnValue:
    """A leader's instruction: it opens a supervision case or raises the open one, and reaches the unit."""
    case = _instructable(number)
    words = request.form.get("words", "").strip()
    if not 4 <= len(words) <= MOST_WORDS:
        return _instruction(case, words, "required" if not words else "too_short" if len(words) < 4 else "too_long"), 422
    try:
        found = supervising.instruct(case.id, words, me().actor, command_id=_key())
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
        return redirect(url_for("case.show", number=number), 303)
    flash(_instructed(found), "good")
    return redirect(url_for("case.show", number=number), 303)


def _instructed(found: Supervision) -> str:
    return t("instruction-opened" if found.is_new else "instruction-raised", number=found.number)


def _supervisable(number: str) -> Case:
    case = readable(number)
    return case if may_supervise(me().actor, case) else abort(403)


def _instructable(number: str) -> Case:
    case = readable(number)
    return case if may_instruct(me().actor, case) else abort(403)


def _form(case: Case, values: Mapping[str, str], wrong: Mapping[str, str] | None = None) -> str:
    return render_template(
        "supervision/open.html", case=case, values=values, wrong=wrong or {}, reasons=BY_HAND, levels=range(5),
        units=choices.units(), command_id=request.form.get("command_id") or str(uuid.uuid4()),
    )  # fmt: skip


def _instruction(case: Case, words: str = "", wrong: str = "") -> str:
    return render_template(
        "supervision/instruct.html", case=case, words=words, wrong=wrong, unit=_unit(case),
        command_id=request.form.get("command_id") or str(uuid.uuid4()),
    )  # fmt: skip


def _unit(case: Case) -> str:
    with connections.take() as connection:
        return supervising.watched(connection, case.id).unit


def _key() -> str:
    return me().actor.own(request.form.get("command_id") or str(uuid.uuid4()))
