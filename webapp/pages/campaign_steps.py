"""What is typed on the steps of a campaign becomes answers of its tasks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import func, select

from engine.commands import CompleteTask
from engine.errors import Rejection
from webapp.campaigns import classing, cohort, explaining, grading
from webapp.campaigns.explaining import Said
from webapp.campaigns.orders import Asks, asking_version
from webapp.campaigns.standard import GRADED, Standard, wrong_limits
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.models import User, db
from webapp.pages.campaign_view import CampaignView, found
from webapp.pages.campaign_words import cause_name, class_name
from webapp.pages.choices import categories, units
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t

pages = Blueprint("campaign_steps", __name__, url_prefix="/campaigns")

SAMPLE = 12
"""Cases of a preview that are shown one by one."""


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


# --- choose_cohort ---


def _cohort(view: CampaignView) -> dict[str, Any]:
    wanted = cohort.Cohort.of(request.form)
    if not _counted(view, wanted):
        raise Incomplete("campaign-nothing-found")
    return wanted.answers()


def _preview_cohort(view: CampaignView) -> dict[str, Any]:
    wanted = cohort.Cohort.of(request.args or {"numbers": view.case.file.get("numbers")})
    query = cohort.members(wanted, view.case.file["unit"], me().actor)
    rows = db.session.execute(query.order_by("due_at", "number").limit(SAMPLE)).all()
    return {
        "wanted": wanted, "count": _counted(view, wanted), "rows": rows, "units": units(), "categories": categories(),
        "processes": [key for key in cohort.PROCESSES if key in running().library.keys()],  # noqa: SIM118
        "clocks": cohort.CLOCKS, "levels": cohort.LEVELS,
    }  # fmt: skip


def _counted(view: CampaignView, wanted: cohort.Cohort) -> int:
    query = cohort.members(wanted, view.case.file["unit"], me().actor).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(query)) or 0


# --- set_standard ---


def _standard(view: CampaignView) -> dict[str, Any]:
    chosen = Standard.of(request.form, _asks(view))
    if not chosen.basis:
        raise Incomplete("campaign-basis-needed")
    if chosen.use == "typed" and (not chosen.typed or wrong_limits(chosen.typed)):
        raise Incomplete("refusal-not-a-limit")
    return {"use": chosen.use, **chosen.typed, "basis": chosen.basis[:200]}


def _asks(view: CampaignView) -> Asks:
    return asking_version(running(), view.definition)


def _preview_standard(view: CampaignView) -> dict[str, Any]:
    chosen = Standard.of({"use": "table", **request.args}, _asks(view))
    wrong = wrong_limits(chosen.typed) if chosen.use == "typed" else []
    changes = []
    if not wrong:
        with connections.take() as connection:
            changes = list(grading.preview(connection, view.case.id, chosen, running().calendars))
    titles = {member.case_id: member.title for member in view.members}
    return {
        "chosen": chosen, "wrong": wrong, "clocks": GRADED, "changes": changes[:SAMPLE], "count": len(changes), "titles": titles,
        "cases": len({change.case_id for change in changes}),
        "later": sum(bool(change.due and change.old_due and change.due > change.old_due) for change in changes),
    }  # fmt: skip


# --- assign_classes ---


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


def _preview_classes(view: CampaignView) -> dict[str, Any]:
    with connections.take() as connection:
        members = list(classing.classed(connection, view.case.id, _asks(view)))
    directory = running().directory
    kinds: dict[str, dict[str, Any]] = {}
    for member in members:
        row = kinds.setdefault(
            member.kind, {"kind": member.kind, "count": 0, "priority": member.priority, "action": member.action, "units": set()}
        )
        row["count"] += 1
        row["units"].add(member.unit)
    leaders = {
        user for (unit, role), users in directory.holders.items() if role in ("unit_leader", "leader_viewer", "supervisor")
        and directory.is_within(unit, view.case.file["unit"]) and directory.tier(unit) in ("city", "district", "street")
        for user in users
    }  # fmt: skip
    clerks = {
        user for (unit, role), users in directory.holders.items()
        if role == "unit_clerk" and any(unit in row["units"] for row in kinds.values()) for user in users
    }  # fmt: skip
    within = view.case.file["unit"]
    handling = {unit for unit, role in directory.holders if role == "unit_clerk" and directory.is_within(unit, within)}
    return {
        "handling": [choice for choice in units() if choice.value in handling],
        "clerks": _people(clerks),
        "kinds": sorted(kinds.values(), key=lambda row: -row["priority"]),
        "leaders": _people(leaders),
        "actions": classing.ACTIONS,
    }


def _people(ids: set[int]) -> list[Any]:
    return list(db.session.scalars(select(User).where(User.id.in_(ids)).order_by(User.login)))


# --- drive, explain, sign_close ---


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


def _nothing(view: CampaignView) -> dict[str, Any]:
    return {}


def _causes(view: CampaignView) -> dict[str, Any]:
    return {"causes": list(view.definition.manifest["texts"]["causes"])}


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
PREVIEWS: dict[str, Callable[[CampaignView], dict[str, Any]]] = {
    "choose_cohort": _preview_cohort, "set_standard": _preview_standard, "assign_classes": _preview_classes, "drive": _nothing,
    "explain": _causes, "sign_close": _nothing,
}  # fmt: skip
