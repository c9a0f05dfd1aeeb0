"""Comparisons of a draft with what happened: order one, see how far it is, call it off, read what it found."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from engine.now import now
from engine.whatif.compare import Comparison
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.studio import what_if_view as view
from webapp.pages.studio.blueprint import draft_or_404, guard, require
from webapp.pages.studio.trial.view import speak_for
from webapp.pages.tables.words import day_words
from webapp.pages.texts import t
from webapp.trials import what_if
from webapp.trials.what_if import NoSuchComparison, WhatIf

pages = Blueprint("studio_what_if", __name__, url_prefix="/studio/drafts/<int:draft>/what-if")
pages.before_request(guard)

MONTH = timedelta(days=30)


@pages.post("")
def ask(draft: int) -> ResponseReturnValue:
    """Order a comparison; a worker makes it."""
    require("try")
    found, form = draft_or_404(draft), request.form
    try:
        since, until = date.fromisoformat(form.get("since", "")), date.fromisoformat(form.get("until", ""))
        hours = float(form.get("hours", "4"))
        pause = f"{hours:.1f}wh"
        told = {key.removeprefix("hours-"): value for key, value in form.items() if key.startswith("hours-") and value.strip()}
        paces = {element: f"{float(value):.1f}wh" for element, value in told.items()}
    except ValueError:
        abort(422)
    with connections.take() as connection:
        try:
            number = what_if.ask(connection, found.id, since=since, until=until, by=me().id, pause=pause, paces=paces)
        except Rejection as refused:
            flash(refusal_text(refused), "warn")
            return redirect(url_for("studio_trial.show", draft=draft, _anchor="what-if"), 303)
    return redirect(url_for(".show", draft=draft, number=number), 303)


@pages.get("/<int:number>")
def show(draft: int, number: int) -> ResponseReturnValue:
    found, asked = draft_or_404(draft), _comparison(draft, number)
    identity = speak_for(found)
    result = Comparison.of(asked.result) if asked.status == what_if.DONE and asked.result else None
    shown = {}
    if result is not None:
        words, clock, kind = view.Words(found, identity), request.args.get("clock"), request.args.get("kind")
        shown = {
            "kept": view.kept(result, words), "tasks": view.loads(result, "tasks"), "days": view.loads(result, "days"),
            "outcomes": view.outcomes(result, words), "evenings": view.evenings(result, clock),
            "clocks": [(name, words.clock(name)) for name in view.clocks_overdue(result)], "clock": clock, "kind": kind,
            "cases": view.differing(result, words, kind), "assumptions": view.assumptions(result, words),
        }  # fmt: skip
    return render_template(
        "studio/what_if.html", draft=found, tab="try", asked=asked, result=result, day_words=day_words, **shown
    )


@pages.get("/<int:number>/state")
def state(draft: int, number: int) -> ResponseReturnValue:
    """{"status", "done", "total", "words"}: how far it is."""
    asked = _comparison(draft, number)
    words = t("what-if-progress", done=asked.done, total=asked.total or 0) if asked.total is not None else t("what-if-waiting")
    return {"status": asked.status, "done": asked.done, "total": asked.total, "words": words, "over": not asked.is_going_on}


@pages.post("/<int:number>/cancel")
def cancel(draft: int, number: int) -> ResponseReturnValue:
    require("try")
    asked = _comparison(draft, number)
    with connections.take() as connection:
        what_if.cancel(connection, asked.id)
    return redirect(url_for(".show", draft=draft, number=number), 303)


@pages.app_template_global("what_if_period")
def usual_period() -> tuple[date, date]:
    """The last thirty days up to yesterday."""
    today = now().astimezone(CITY_TIME).date()
    return today - MONTH, today - timedelta(days=1)


def _comparison(draft: int, number: int) -> WhatIf:
    try:
        with connections.take() as connection:
            found = what_if.load(connection, number)
    except NoSuchComparison:
        abort(404)
    return found if found.draft == draft else abort(404)
