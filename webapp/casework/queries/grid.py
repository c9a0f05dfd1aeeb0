"""What a phone of a grid shows: calls to accept, work to do, and how the grid is doing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, text, tuple_

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.form_files import files_in
from webapp.models import Case, CaseLink, WorkItem, db

PROCESS = "grid_event"
MOST = 40
"""Cards on one page: a grid with more open at once needs more than a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One open task of an event. `is_call`: to be accepted by the first of four. `photos`: ids of those that came with it.
    `lon`, `lat`: WGS 84 degrees, or None."""

    case_id: int
    task: int
    number: str
    definition: str
    title: str
    element: str
    place: str | None
    category: str | None
    urgency: str | None
    due_at: datetime | None
    is_mine: bool
    is_call: bool
    photos: tuple[int, ...]
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of events closed in a period. `minutes`: median from the report until the matter was settled (before the check), of
    those resolved in the grid. `failed` of
    `checks` on the spot found the matter not settled."""

    closed: int
    in_grid: int
    escalated: int
    refuted: int
    minutes: float | None
    checks: int
    failed: int


def cards(by: Actor) -> list[Card]:
    """Open tasks this person has taken, or may take; first due first."""
    rows = db.session.execute(
        select(
            WorkItem.case_id, WorkItem.task, WorkItem.number, Case.definition, Case.title, WorkItem.element, Case.place,
            Case.category, Case.urgency, WorkItem.due_at, WorkItem.assignee_id,
            Case.file["photos"].label("photos"), Case.file["place"].label("spot"),
        )
        .join(Case, Case.id == WorkItem.case_id)
        .where(WorkItem.state == "open", WorkItem.process == PROCESS, _within_reach(by), visible_to(by, WorkItem))
        .order_by(WorkItem.due_at, WorkItem.case_id, WorkItem.task)
        .limit(MOST)
    )  # fmt: skip
    return [_card(row) for row in rows]


def _within_reach(by: Actor) -> ColumnElement[bool]:
    seats = [(unit, role) for role, unit in sorted(by.positions)]
    free = and_(WorkItem.assignee_id.is_(None), tuple_(WorkItem.unit, WorkItem.role).in_(seats))
    return or_(WorkItem.assignee_id == by.user_id, free)


def _card(row: Any) -> Card:
    spot = row.spot or {}
    return Card(
        case_id=row.case_id, task=row.task, number=row.number, definition=row.definition, title=row.title, element=row.element,
        place=row.place, category=row.category, urgency=row.urgency, due_at=row.due_at, is_mine=row.assignee_id is not None,
        is_call=row.element.startswith("accept_"), photos=tuple(files_in(row.photos or [])), lon=spot.get("lon"),
        lat=spot.get("lat"),
    )  # fmt: skip


def taken_over_by(case: Case) -> Case:
    """The request into which the grid passed this event; the case itself when it did not."""
    link = select(CaseLink.source_id).where(CaseLink.target_id == case.id, CaseLink.kind == "escalated_from").limit(1)
    return db.session.scalar(select(Case).where(Case.id == link.scalar_subquery())) or case


def usual(grids: Collection[str]) -> list[str]:
    """Categories that these grids report, most often first."""
    often = func.count().label("often")
    query = select(Case.category, often).where(Case.process == PROCESS, Case.place.in_(list(grids)), Case.category.is_not(None))
    return [row.category for row in db.session.execute(query.group_by(Case.category).order_by(often.desc(), Case.category))]


_FIGURES = text(r"""
    SELECT count(*) AS closed,
        count(*) FILTER (WHERE outcome = 'resolved_in_grid') AS in_grid,
        count(*) FILTER (WHERE outcome = 'escalated_to_loop') AS escalated,
        count(*) FILTER (WHERE outcome = 'not_confirmed') AS refuted,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - opened_at) / 60)
            FILTER (WHERE outcome = 'resolved_in_grid') AS minutes
    FROM "case" c LEFT JOIN LATERAL (
        SELECT max(ended_at) AS settled_at FROM work_item w
        WHERE w.case_id = c.id AND w.state = 'done' AND w.element LIKE 'resolve\_%'
    ) AS work ON true
    WHERE process = 'grid_event' AND closed_at >= :since AND place = ANY(:grids)
""")
_CHECKS = text("""
    SELECT count(*) AS checks, count(*) FILTER (WHERE e.data -> 'answers' ->> 'result' = 'failed') AS failed
    FROM "case" c JOIN case_event e ON e.case_id = c.id AND e.kind = 'TaskCompleted'
        AND e.data ->> 'element' IN ('check', 'check_by_leader')
    WHERE c.process = 'grid_event' AND c.closed_at >= :since AND c.place = ANY(:grids)
""")


def figures(grids: Collection[str], since: datetime) -> Figures:
    """Of the events of these grids that ended since then."""
    told = {"since": since, "grids": list(grids)}
    counted, checked = db.session.execute(_FIGURES, told).one(), db.session.execute(_CHECKS, told).one()
    return Figures(**counted._mapping, **checked._mapping)
