"""What is typed on the steps of a campaign becomes answers of its tasks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.commands import CompleteTask
from engine.errors import Rejection
from webapp.campaigns import cohort, explaining
from webapp.campaigns.explaining import Said
from webapp.campaigns.standard import Standard, wrong_limits
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.pages.campaign_previews import PREVIEWS, asks, counted
from webapp.pages.campaign_view import CampaignView, found
from webapp.pages.campaign_words import cause_name, class_name
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.texts import t

pages = Blueprint("campaign_steps", __name__, url_prefix="/campaigns")


class Incomplete(ValueError):
    """Key of the text that says what is missing."""


@pages.get("/<number>/step")
@login_required
def step(number: str) -> ResponseReturnValue:
    """The open task with its preview, from what is typed so far; asked for again while somebody types."""
    view = found(number)
    template, context = panel(view)
    return render_template(template, view=view, class_name=class_name, cause_name=cause_name, **context)


def panel(view: CampaignView) -> tuple[str, dict[str, Any]]:
    """Template and context of what is to be done now."""
    if view.task is None or not view.may:
        return "campaign/waiting.html", {}
    return f"campaign/{view.task.element}.html", PREVIEWS[view.task.element](view)


@pages.post("/<number>/step")
@login_required
def complete(number: str) -> ResponseReturnValue:
    """Complete the open task; or only keep what is typed, with `keep`."""
    view = found(number)
    if view.task is None or str(view.task.task) != request.form.get("task"):
        flash(t("campaign-step-over"), "warn")
        return redirect(url_for("campaign.show", number=number), 303)
    try:
        answers = ANSWERS[view.task.element](view)
        if request.form.get("keep"):
            flash(t("campaign-kept"), "good")
            return redirect(url_for("campaign.show", number=number), 303)
        key = request.form.get("command_id") or str(uuid.uuid4())
        command = CompleteTask(command_id=me().actor.own(key), task=view.task.task, answers=answers, assignee=me().id)
        execute(command, me().actor, case_id=view.case.id)
    except Incomplete as missing:
        flash(t(str(missing)), "warn")
        return redirect(url_for("campaign.show", number=number), 303)
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
        return redirect(url_for("campaign.show", number=number), 303)
    flash(t("campaign-step-done"), "good")
    return redirect(url_for("campaign.show", number=number), 303)


def _cohort(view: CampaignView) -> dict[str, Any]:
    wanted = cohort.Cohort.of(request.form)
    if not counted(view, wanted):
        raise Incomplete("campaign-nothing-found")
    return wanted.answers()


def _standard(view: CampaignView) -> dict[str, Any]:
    chosen = Standard.of(request.form, asks(view))
    if not chosen.basis:
        raise Incomplete("campaign-basis-needed")
    if chosen.use == "typed" and (not chosen.typed or wrong_limits(chosen.typed)):
        raise Incomplete("refusal-not-a-limit")
    return {"use": chosen.use, **chosen.typed, "basis": chosen.basis[:200]}


def _classes(view: CampaignView) -> dict[str, Any]:
    orders = {
        kind: {
            "responsible": request.form.get(f"responsible-{kind}") or None,
            "action": request.form.get(f"action-{kind}"),
            **_goes_to(request.form.get(f"goes-{kind}", "")),
        }
        for kind in view.definition.manifest["texts"]["classes"]
    }
    return {"decision": "regrade" if request.form.get("decision") == "regrade" else "hand_out", "classes": orders}


def _goes_to(chosen: str) -> dict[str, str]:
    """{unit} or {person}; nothing where the work stays."""
    kind, _, value = chosen.partition(":")
    return {kind: value} if kind in ("unit", "person") and value else {}


def _drive(view: CampaignView) -> dict[str, Any]:
    if request.form.get("early") not in ("cleared", "ordered"):
        raise Incomplete("campaign-reason-needed")
    if request.form["early"] == "cleared" and view.counts["open"]:
        raise Incomplete("campaign-not-cleared")
    return {"early": request.form["early"]}


def _explain(view: CampaignView) -> dict[str, Any]:
    said = [
        Said(
            case_id=member.case_id, reason=_one_of(f"reason-{member.case_id}", view.definition.manifest["texts"]["causes"]),
            until=_date(f"until-{member.case_id}"), plan=request.form.get(f"plan-{member.case_id}", "").strip()[:1000],
        )
        for member in view.residual
    ]  # fmt: skip
    with connections.take() as connection, connection.transaction():
        explaining.keep(connection, view.case.id, said)
        items = explaining.answers(connection, view.case.id)
    if items is None and not request.form.get("keep"):
        raise Incomplete("campaign-explain-each")
    return {"items": items}


def _sign(view: CampaignView) -> dict[str, Any]:
    return {"decision": "return" if request.form.get("decision") == "return" else "sign"}


def _one_of(name: str, codes: Any) -> str | None:
    value = request.form.get(name)
    return value if value in codes else None


def _date(name: str) -> date | None:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        return None


ANSWERS: dict[str, Callable[[CampaignView], dict[str, Any]]] = {
    "choose_cohort": _cohort, "set_standard": _standard, "assign_classes": _classes, "drive": _drive, "explain": _explain,
    "sign_close": _sign,
}  # fmt: skip
