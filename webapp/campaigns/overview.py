"""The campaigns of some units, running ones first, with their figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from engine.calendar import SHANGHAI
from webapp.campaigns.progress import states
from webapp.casework import runtime
from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.database import connections
from webapp.models import Campaign, CampaignItem, Case, OrgUnit, WorkItem, db

PROCESS = "campaign"
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`step`: element of the open task, None while jobs run or when it is over."""

    case: Case
    campaign: Campaign | None
    unit: OrgUnit | None
    step: str | None
    cleared: int
    left: int

    @property
    def open(self) -> int:
        return (self.campaign.members if self.campaign else 0) - self.cleared - self.left


def lines(by: Actor, paths: list[str]) -> list[Line]:
    """Campaigns run by units below `paths`, or with a member there."""
    below = or_(*(OrgUnit.path.startswith(path) for path in paths))
    mine = select(CampaignItem.campaign_id).join(OrgUnit, OrgUnit.code == CampaignItem.unit).where(below)
    query = (
        select(Case, Campaign, OrgUnit, WorkItem.element)
        .outerjoin(Campaign, Campaign.case_id == Case.id)
        .outerjoin(OrgUnit, OrgUnit.code == Case.place)
        .outerjoin(WorkItem, (WorkItem.case_id == Case.id) & (WorkItem.state == "open"))
        .where(Case.process == PROCESS, visible_to(by), or_(below, Case.id.in_(mine)))
        .order_by(Case.closed_at.is_not(None), Case.opened_at.desc())
        .limit(MOST)
    )
    return [_line(*row) for row in db.session.execute(query)]


def closes_at(case: Case) -> datetime | None:
    """When what remains is counted."""
    ends: Any = case.file.get("ends_at")
    return datetime.fromisoformat(ends).replace(tzinfo=SHANGHAI) if isinstance(ends, str) else None


def _line(case: Case, campaign: Campaign | None, unit: OrgUnit | None, step: str | None) -> Line:
    found = []
    if campaign is not None:
        with connections.take() as connection:
            found = states(connection, case.id, left_outcomes(case))
    cleared, left = (sum(member.state == name for member in found) for name in ("cleared", "left"))
    return Line(case=case, campaign=campaign, unit=unit, step=step, cleared=cleared, left=left)


def left_outcomes(case: Case) -> list[str]:
    """The outcomes that do not count as cleared, as the policy of the process says now; what was settled is not asked again."""
    with connections.take() as connection:
        active = runtime.current(connection)
    own = active.engine.surroundings.policy(PROCESS, case.opened_at)
    return list({**active.library.newest(PROCESS).policy(case.opened_at), **own}["left_outcomes"])
