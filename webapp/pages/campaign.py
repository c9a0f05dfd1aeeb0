"""Clearance campaigns: the list of them, a new one, and the page on which one is run from the frozen list to the signed close."""

from __future__ import annotations

import uuid
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.calendar import SHANGHAI
from engine.commands import StartCase
from engine.errors import Rejection
from engine.now import now
from webapp.campaigns import overview
from webapp.campaigns.cohort import numbers_of
from webapp.casework.execute import execute
from webapp.pages.campaign_steps import panel
from webapp.pages.campaign_view import found, kept, paths
from webapp.pages.campaign_words import cause_name, class_name
from webapp.pages.choices import Choice
from webapp.pages.names import unit_name
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text

pages = Blueprint("campaign", __name__, url_prefix="/campaigns")

RUNS = "supervisor"
"""The role that starts and runs campaigns."""


@pages.get("/")
@login_required
def index() -> ResponseReturnValue:
    return render_template(
        "campaign/index.html", lines=overview.lines(me().actor, paths()), closes_at=overview.closes_at, may_start=bool(_mine()),
        today=now(),
    )  # fmt: skip


@pages.get("/new")
@login_required
def new() -> ResponseReturnValue:
    return _form()


@pages.post("/new")
@login_required
def start() -> ResponseReturnValue:
    """Open the case of the campaign; its first task is to choose the cohort."""
    typed = {name: request.form.get(name, "").strip()[:200] for name in ("title", "unit", "closes_on", "basis")}
    wrong = {name: "required" for name, value in typed.items() if not value}
    if typed["unit"] not in [choice.value for choice in _mine()]:
        wrong["unit"] = "unknown_choice"
    if not _is_to_come(typed["closes_on"]):
        wrong.setdefault("closes_on", "invalid")
    if wrong:
        return _form(typed, wrong), 422
    numbers = list(numbers_of(request.form.get("numbers")))
    file = {**typed, **({"numbers": numbers} if numbers else {})}
    key = request.form.get("command_id") or str(uuid.uuid4())
    try:
        receipt = execute(StartCase(command_id=me().actor.own(key), process=overview.PROCESS, file=file), me().actor)
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
        return _form(typed), 409
    return redirect(url_for(".show", number=receipt.number), 303)


@pages.get("/<number>")
@login_required
def show(number: str) -> ResponseReturnValue:
    view = found(number)
    template, context = panel(view)
    words = {"class_name": class_name, "cause_name": cause_name}
    return render_template("campaign/show.html", view=view, kept=kept(), panel=template, **words, **context)


@pages.get("/<number>/report")
@login_required
def report(number: str) -> ResponseReturnValue:
    """Everything on paper: what was listed, what was cleared day by day, what remains and why."""
    return render_template(
        "campaign/report.html", view=found(number, everything=True), class_name=class_name, cause_name=cause_name, at=now()
    )


def _mine() -> list[Choice]:
    units = sorted(unit for role, unit in me().actor.positions if role == RUNS)
    return [Choice(value=unit, label=unit_name(unit)) for unit in units]


def _is_to_come(text: str) -> bool:
    try:
        return date.fromisoformat(text) >= now().astimezone(SHANGHAI).date()
    except ValueError:
        return False


def _form(typed: dict[str, str] | None = None, wrong: dict[str, str] | None = None) -> str:
    if not _mine():
        abort(403)
    return render_template(
        "campaign/new.html", typed=typed or {}, wrong=wrong or {}, units=_mine(),
        numbers=numbers_of(request.values.get("numbers")), command_id=request.form.get("command_id") or str(uuid.uuid4()),
    )  # fmt: skip
