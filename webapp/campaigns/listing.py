"""The members of a campaign as people read them: what they were, what they are, what is to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from webapp.campaigns.progress import State, states
from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.database import connections
from webapp.models import Campaign, CampaignItem, Case, OrgUnit, User, db


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """`unit`: whose promise was broken when the list was frozen; `holder`: who has the case now. `state`: open, cleared, left."""

    case_id: int
    number: str
    title: str
    definition: str
    unit: str
    unit_names: tuple[str | None, str | None]
    holder_names: tuple[str | None, str | None]
    category: str | None
    urgency: str | None
    clock: str | None
    due_at: datetime | None
    grading: Sequence[dict[str, Any]]
    kind: str | None
    priority: int | None
    responsible: tuple[str | None, str | None]
    action: str | None
    result: str | None
    reason: str | None
    until: date | None
    plan: int | None
    phase: str | None
    outcome: str | None
    state: str
    ended_at: datetime | None
    is_reopened: bool

    @property
    def last_grading(self) -> dict[str, Any] | None:
        """What the last round did to its first promise."""
        own = [entry for entry in self.grading if entry["clock"] == self.clock]
        return (own or list(self.grading) or [None])[-1]

    @property
    def new_due(self) -> datetime | None:
        entry = self.last_grading
        return datetime.fromisoformat(entry["due"]) if entry and entry["due"] and entry["result"] == "graded" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How far one unit or class is. `names`: Chinese, English."""

    code: str
    names: tuple[str | None, str | None]
    members: int
    cleared: int
    left: int

    @property
    def open(self) -> int:
        return self.members - self.cleared - self.left

    @property
    def percent(self) -> int:
        """Cleared out of what is to be cleared; what left does not count."""
        return round(100 * self.cleared / (self.members - self.left)) if self.members > self.left else 100


def members(campaign: Campaign, by: Actor, paths: Iterable[str], left_outcomes: Sequence[str]) -> list[Member]:
    """Those that `by` may know of below `paths`, most urgent class first, then by old due date."""
    with connections.take() as connection:
        known = {state.case_id: state for state in states(connection, campaign.case_id, left_outcomes)}
    unit, holder, person = aliased(OrgUnit), aliased(OrgUnit), aliased(User)
    query = (
        select(CampaignItem, Case, unit, holder, person)
        .join(Case, Case.id == CampaignItem.case_id)
        .outerjoin(unit, unit.code == CampaignItem.unit)
        .outerjoin(holder, holder.code == Case.unit)
        .outerjoin(person, person.id == CampaignItem.responsible)
        .where(CampaignItem.campaign_id == campaign.case_id, visible_to(by))
        .where(or_(*(or_(unit.path.startswith(path), holder.path.startswith(path)) for path in paths)))
        .order_by(CampaignItem.priority.desc().nulls_last(), CampaignItem.due_at, CampaignItem.number)
    )
    return [_member(*row, known[row[0].case_id]) for row in db.session.execute(query)]


def shares(found: Sequence[Member], *, by_class: bool = False) -> list[Share]:
    """Progress per unit (most open first) or per class."""
    groups: dict[str, list[Member]] = {}
    for member in found:
        groups.setdefault((member.kind if by_class else member.unit) or "", []).append(member)
    counted = [(code, group, Counter(member.state for member in group)) for code, group in groups.items()]
    return sorted(
        (
            Share(
                code=code, names=(None, None) if by_class else group[0].unit_names, members=len(group), cleared=count["cleared"],
                left=count["left"],
            )
            for code, group, count in counted
        ),
        key=lambda share: (-share.open, share.code),
    )  # fmt: skip


def _member(
    item: CampaignItem, case: Case, unit: OrgUnit | None, holder: OrgUnit | None, person: User | None, at: State
) -> Member:
    return Member(
        case_id=case.id, number=item.number, title=case.title, definition=case.definition, unit=item.unit or "",
        unit_names=_names(unit), holder_names=_names(holder), category=item.category, urgency=item.urgency, clock=item.clock,
        due_at=item.due_at, grading=item.grading or (), kind=item.kind, priority=item.priority, responsible=_names(person),
        action=item.action, result=item.result, reason=item.reason, until=item.until, plan=item.plan, phase=case.phase,
        outcome=case.outcome, state=at.state, ended_at=at.ended_at, is_reopened=at.is_reopened,
    )  # fmt: skip


def _names(thing: OrgUnit | User | None) -> tuple[str | None, str | None]:
    return (thing.name, thing.name_en) if thing else (None, None)
