"""What the open step of a campaign shows, from what is typed so far: cohort, new due dates, classes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from sqlalchemy import func, select

from webapp.campaigns import classing, cohort, grading
from webapp.campaigns.orders import Asks, asking_version
from webapp.campaigns.standard import GRADED, Standard, wrong_limits
from webapp.database import connections
from webapp.models import User, db
from webapp.pages.campaign_view import CampaignView
from webapp.pages.choices import categories, units
from webapp.pages.people import me
from webapp.pages.running import running

SAMPLE = 12
"""Cases of a preview that are shown one by one."""


def _cohort(view: CampaignView) -> dict[str, Any]:
    wanted = cohort.Cohort.of(request.args or {"numbers": view.case.file.get("numbers")})
    query = cohort.members(wanted, view.case.file["unit"], me().actor)
    rows = db.session.execute(query.order_by("due_at", "number").limit(SAMPLE)).all()
    return {
        "wanted": wanted, "count": counted(view, wanted), "rows": rows, "units": units(), "categories": categories(),
        "processes": [key for key in cohort.PROCESSES if key in running().library.keys()],  # noqa: SIM118
        "clocks": cohort.CLOCKS, "levels": cohort.LEVELS,
    }  # fmt: skip


def counted(view: CampaignView, wanted: cohort.Cohort) -> int:
    """How many cases it has."""
    query = cohort.members(wanted, view.case.file["unit"], me().actor).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(query)) or 0


def asks(view: CampaignView) -> Asks:
    """Decisions of the version of this campaign."""
    return asking_version(running(), view.definition)


def _standard(view: CampaignView) -> dict[str, Any]:
    chosen = Standard.of({"use": "table", **request.args}, asks(view))
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


def _classes(view: CampaignView) -> dict[str, Any]:
    with connections.take() as connection:
        members = list(classing.classed(connection, view.case.id, asks(view)))
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


def _nothing(view: CampaignView) -> dict[str, Any]:
    return {}


def _causes(view: CampaignView) -> dict[str, Any]:
    return {"causes": list(view.definition.manifest["texts"]["causes"])}


PREVIEWS: dict[str, Callable[[CampaignView], dict[str, Any]]] = {
    "choose_cohort": _cohort, "set_standard": _standard, "assign_classes": _classes, "drive": _nothing,
    "explain": _causes, "sign_close": _nothing,
}  # fmt: skip
