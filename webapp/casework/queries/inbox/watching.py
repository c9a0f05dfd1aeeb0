"""Cases somebody keeps an eye on, whatever becomes of them. A person watches some dozens: they are read at once, not paged."""

from __future__ import annotations

from sqlalchemy import and_, func, null, select

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.queries.inbox.filters import Filters, sought
from webapp.casework.queries.inbox.rows import InboxRow
from webapp.models import Case, CaseSeen, Category, ClockRow, OrgUnit, User, Watch, WorkItem, db

MOST_WATCHED = 300


def watched(by: Actor, filters: Filters) -> list[InboxRow]:
    """Watched cases with the work that is due first in each: first due first or newest first, closed cases last."""
    unit, place = OrgUnit.__table__.alias("u"), OrgUnit.__table__.alias("p")
    first = (
        select(WorkItem.task, WorkItem.element, WorkItem.role, WorkItem.unit, WorkItem.assignee_id)
        .where(WorkItem.case_id == Case.id, WorkItem.state == "open")
        .order_by(WorkItem.due_at, WorkItem.task)
        .limit(1)
        .lateral("first")
    )
    promise = select(func.min(ClockRow.time_limit)).where(ClockRow.case_id == Case.id, ClockRow.due_at == Case.due_at)
    query = (
        select(
            Case.id.label("case_id"), first.c.task, Case.number, Case.title, Case.definition, first.c.element, Case.phase,
            Case.urgency, Case.channel, Case.flags, first.c.role, Case.unit, unit.c.name.label("unit_name"),
            unit.c.name_en.label("unit_name_en"), Case.category, Category.name.label("category_name"),
            Category.name_en.label("category_name_en"), Case.place, place.c.name.label("place_name"),
            place.c.name_en.label("place_name_en"), Case.due_at, Case.opened_at.label("created_at"),
            promise.scalar_subquery().label("time_limit"), Case.closed_at.label("ended_at"), first.c.assignee_id,
            User.name.label("assignee_name"), User.name_en.label("assignee_name_en"), Case.version,
            CaseSeen.version.label("seen_version"),
        )
        .select_from(Watch).join(Case, Case.id == Watch.case_id)
        .outerjoin(first, null().is_(None))
        .outerjoin(unit, unit.c.code == Case.unit)
        .outerjoin(place, place.c.code == Case.place)
        .outerjoin(Category, Category.code == Case.category)
        .outerjoin(User, User.id == first.c.assignee_id)
        .outerjoin(CaseSeen, and_(CaseSeen.case_id == Case.id, CaseSeen.user_id == Watch.user_id))
        .where(Watch.user_id == by.user_id, visible_to(by), *sought(filters).conditions(Case), *_dates(filters))
    )  # fmt: skip
    order = (Case.opened_at.desc(),) if filters.newest else (Case.closed_at.desc().nulls_first(), Case.due_at, Case.id)
    return [
        InboxRow(**{**row._mapping, "element": row.element or "", "role": row.role or "", "unit": row.unit or ""}, watched=True)
        for row in db.session.execute(query.order_by(*order).limit(MOST_WATCHED))
    ]


def _dates(filters: Filters) -> list:
    found = [Case.due_at >= filters.due_from] if filters.due_from is not None else []
    return found + ([Case.due_at < filters.due_before] if filters.due_before is not None else [])
