"""What the policy table looks at, for many cases at once: the same facts as `queries.subject`, three queries instead of four per
case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Integer, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from webapp.casework.access import Subject
from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.directory import Directory
from webapp.casework.reading import may_read
from webapp.models import Case, WorkItem, db


def subjects(by: Actor, cases: Sequence[Case], directory: Directory) -> Mapping[int, Subject]:
    """Case id -> subject, of those cases that exist for `by` and that he may read."""
    ids = [case.id for case in cases]
    existing = set(db.session.scalars(select(Case.id).where(Case.id.in_(ids), visible_to(by))))
    work: dict[int, list[WorkItem]] = defaultdict(list)
    for item in db.session.scalars(select(WorkItem).where(WorkItem.case_id.in_(ids))):
        work[item.case_id].append(item)
    row = Case.__table__.alias()
    away = func.recused_from(row.table_valued(), type_=ARRAY(Integer))
    recused = {found[0]: found[1] for found in db.session.execute(select(row.c.id, away).where(row.c.id.in_(ids)))}
    return {
        case.id: _subject(case, work[case.id], frozenset(recused.get(case.id) or ()), directory)
        for case in cases
        if case.id in existing and _may_read(by, case, work[case.id], directory)
    }


def _may_read(by: Actor, case: Case, work: Sequence[WorkItem], directory: Directory) -> bool:
    places = {case.unit, case.place, *(item.unit for item in work)}
    people = {item.ended_by for item in work} | {item.assignee_id for item in work} - {None}
    return may_read(by, directory, places=[*places], people=people)


def _subject(case: Case, work: Sequence[WorkItem], recused: frozenset[int], directory: Directory) -> Subject:
    return Subject(
        directory=directory, case_id=case.id, unit=case.unit, place=case.place, compartment=case.compartment,
        about_unit=case.about_unit, recused=recused,
        tasks={
            item.task: {"role": item.role, "unit": item.unit, "assignee_id": item.assignee_id, "phase": item.phase}
            for item in work if item.state == "open"
        },
        handled_by=frozenset((item.unit, item.ended_by) for item in work if item.state == "done" and item.phase == "handling"),
    )  # fmt: skip
