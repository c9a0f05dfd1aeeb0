"""What the policy table looks at, read for a page: the same facts that `execute` checks."""

from __future__ import annotations

from sqlalchemy import select

from webapp.casework.access import Subject
from webapp.casework.directory import Directory
from webapp.models import Case, WorkItem, db


def subject(case: Case, directory: Directory) -> Subject:
    """The subject for `access.offered`."""
    items = db.session.scalars(select(WorkItem).where(WorkItem.case_id == case.id)).all()
    return Subject(
        directory=directory, case_id=case.id, unit=case.unit, place=case.place,
        tasks={
            item.task: {"role": item.role, "unit": item.unit, "assignee_id": item.assignee_id, "phase": item.phase}
            for item in items if item.state == "open"
        },
        handled_by=frozenset((item.unit, item.ended_by) for item in items if item.state == "done" and item.phase == "handling"),
    )  # fmt: skip


def concerned(case: Case) -> tuple[set[str | None], set[int | None]]:
    """(units, people) that this case concerns: it is there, happened there, or they had a task in it."""
    rows = db.session.execute(
        select(WorkItem.unit, WorkItem.ended_by, WorkItem.assignee_id).where(WorkItem.case_id == case.id).distinct()
    ).all()
    units = {case.unit, case.place, *(row.unit for row in rows)}
    return units, {row.ended_by for row in rows} | {row.assignee_id for row in rows} - {None}
