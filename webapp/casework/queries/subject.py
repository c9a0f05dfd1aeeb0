"""What the policy table looks at, read for a page: the same facts that `execute` checks."""

from __future__ import annotations

from sqlalchemy import Integer, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from webapp.casework.access import Subject
from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.directory import Directory
from webapp.casework.reading import may_read
from webapp.models import Case, WorkItem, db


def subject(case: Case, directory: Directory) -> Subject:
    """The subject for `access.offered`."""
    items = db.session.scalars(select(WorkItem).where(WorkItem.case_id == case.id)).all()
    row = Case.__table__.alias()
    recused = db.session.scalar(select(func.recused_from(row.table_valued(), type_=ARRAY(Integer))).where(row.c.id == case.id))
    return Subject(
        directory=directory, case_id=case.id, unit=case.unit, place=case.place, compartment=case.compartment,
        about_unit=case.about_unit, recused=frozenset(recused or ()),
        tasks={
            item.task: {"role": item.role, "unit": item.unit, "assignee_id": item.assignee_id, "phase": item.phase}
            for item in items if item.state == "open"
        },
        handled_by=frozenset((item.unit, item.ended_by) for item in items if item.state == "done" and item.phase == "handling"),
    )  # fmt: skip


def opens(by: Actor, case: Case, directory: Directory) -> bool:
    """Whether `by` may read this case: it concerns his units or himself, and it exists for him (compartments.py)."""
    units, people = concerned(case)
    return may_read(by, directory, places=[*units], people=people) and bool(
        db.session.scalar(select(visible_to(by)).where(Case.id == case.id))
    )


def concerned(case: Case) -> tuple[set[str | None], set[int | None]]:
    """(units, people) that this case concerns: it is there, happened there, or they had a task in it."""
    rows = db.session.execute(
        select(WorkItem.unit, WorkItem.ended_by, WorkItem.assignee_id).where(WorkItem.case_id == case.id).distinct()
    ).all()
    units = {case.unit, case.place, *(row.unit for row in rows)}
    return units, {row.ended_by for row in rows} | {row.assignee_id for row in rows} - {None}
