"""Everything the page of one campaign shows, read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, request
from sqlalchemy import select

from engine.commands import CompleteTask
from engine.definition import Definition
from engine.now import now
from webapp.campaigns import overview, progress
from webapp.campaigns.freezing import is_intact
from webapp.campaigns.listing import Member, Share, members, shares
from webapp.campaigns.overview import left_outcomes
from webapp.campaigns.progress import Day
from webapp.casework import disclosure
from webapp.casework.access import is_allowed
from webapp.casework.actors import user_in
from webapp.casework.disclosure import Shown
from webapp.casework.queries.case import by_number, marks
from webapp.casework.queries.subject import subject
from webapp.casework.reading import sees, units_seen
from webapp.database import connections
from webapp.models import Campaign, Case, CaseEvent, OrgUnit, User, WorkItem, db
from webapp.pages.case_view import is_readable
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of
from webapp.pages.running import running

PAGE_ROWS = 50
STEPS = ("choose_cohort", "set_standard", "assign_classes", "drive", "explain", "sign_close")
"""The tasks of people, in their order; the track of the page."""
JOBS = ("freeze", "regrade", "hand_out", "settle")
FILTERS = ("state", "kind", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView:
    """`task`: the open one; `may`: whether this person completes it. `job`: element of the job that runs now. `shown`: the
    members after filters and paging, `members`: all this person may know of."""

    case: Case
    campaign: Campaign | None
    unit: OrgUnit | None
    definition: Definition
    task: WorkItem | None
    may: bool
    job: str | None
    step: str | None
    closes_at: datetime | None
    members: list[Member]
    shown: list[Member]
    found: int
    page: int
    counts: Mapping[str, int]
    by_unit: list[Share]
    by_class: list[Share]
    days: list[Day]
    is_intact: bool
    plans: Mapping[int, Shown]
    starter: User | None
    graded: int

    @property
    def steps(self) -> tuple[str, ...]:
        return STEPS

    @property
    def residual(self) -> list[Member]:
        return [member for member in self.members if member.state == "open"]

    @property
    def percent(self) -> int:
        """Cleared out of what is to be cleared."""
        due = len(self.members) - self.counts["left"]
        return round(100 * self.counts["cleared"] / due) if due else 100

    @property
    def days_left(self) -> int | None:
        return None if self.closes_at is None or self.case.closed_at else (self.closes_at.date() - now().date()).days

    @property
    def pages(self) -> int:
        return max(1, -(-self.found // PAGE_ROWS))


def found(number: str, *, everything: bool = False) -> CampaignView:
    """The campaign, for somebody who has the page; for others it does not exist."""
    return view_of(number, paths(), everything=everything) or abort(404)


def paths() -> list[str]:
    """The subtrees whose campaigns and members this person sees."""
    if not sees(me().actor, "campaign"):
        abort(403)
    return [running().directory.path(unit) for unit in units_seen(me().actor, "campaign")]


def view_of(number: str, paths: Sequence[str], *, everything: bool = False) -> CampaignView | None:
    """None: there is no such campaign, or not for this person."""
    case = by_number(number)
    definition = definition_of(case.definition) if case and case.process == overview.PROCESS else None
    if case is None or definition is None:
        return None
    campaign = db.session.get(Campaign, case.id)
    own = members(campaign, me().actor, paths, left_outcomes(case)) if campaign else []
    if not own and not is_readable(case):
        return None
    task = db.session.scalar(select(WorkItem).where(WorkItem.case_id == case.id, WorkItem.state == "open").limit(1))
    here = marks(case.id).here
    shown = fitting(own)
    page = 1 if everything else min(max(request.args.get("page", 1, int), 1), max(1, -(-len(shown) // PAGE_ROWS)))
    counts = Counter(member.state for member in own)
    return CampaignView(
        case=case, campaign=campaign, unit=db.session.get(OrgUnit, case.file.get("unit")), definition=definition, task=task,
        may=task is not None and _may(case, task), job=next((element for element in here if element in JOBS), None),
        step=task.element if task else None, closes_at=overview.closes_at(case), members=own,
        shown=own if everything else shown[(page - 1) * PAGE_ROWS : page * PAGE_ROWS], found=len(shown), page=page,
        counts={name: counts[name] for name in ("open", "cleared", "left")}, by_unit=shares(own),
        by_class=shares(own, by_class=True) if campaign and campaign.assigned_at else [], days=_days(case, campaign),
        is_intact=_intact(campaign), plans=_plans(own), starter=_starter(case),
        graded=sum(bool(member.grading) for member in own),
    )  # fmt: skip


def kept() -> dict[str, str]:
    """The filters as query parameters of the next page."""
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


def fitting(own: Sequence[Member]) -> list[Member]:
    """Those that the filters of the page let through."""
    return [member for member in own if _fits(member)]


def _fits(member: Member) -> bool:
    facts: dict[str, Any] = {"state": member.state, "kind": member.kind, "unit": member.unit}
    return all(facts[name] == value for name, value in kept().items())


def _may(case: Case, task: WorkItem) -> bool:
    command = CompleteTask(command_id="", task=task.task, assignee=me().id)
    return is_allowed(me().actor, command, subject(case, running().directory))


def _days(case: Case, campaign: Campaign | None) -> list[Day]:
    closes = overview.closes_at(case)
    if campaign is None or closes is None:
        return []
    with connections.take() as connection:
        found = progress.states(connection, case.id, left_outcomes(case))
    return progress.burn_down(found, campaign.frozen_at, closes, until=campaign.settled_at)


def _intact(campaign: Campaign | None) -> bool:
    if campaign is None:
        return True
    with connections.take() as connection:
        return is_intact(connection, campaign.case_id)


def _plans(own: Sequence[Member]) -> Mapping[int, Shown]:
    return disclosure.show(me().actor, {}, [{"vault": member.plan, "class": "note"} for member in own if member.plan])


def _starter(case: Case) -> User | None:
    first = db.session.get(CaseEvent, (case.id, 1))
    user = user_in(first.actor) if first else None
    return db.session.get(User, user) if user else None
