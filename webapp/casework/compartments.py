"""Which cases exist for whom: one condition for every list, count, search and page.

    query.where(visible_to(by))            # a query over Case
    query.where(visible_to(by, WorkItem))  # over WorkItem, which repeats the columns: no join
    query.where(visible_case(by, ClearanceEntry.case_id))  # over anything that knows the id of a case

EVERY query that lists, counts, searches or suggests cases for a person takes one of these, beside its condition on units. Numbers
computed for everybody at once (boards) count what is not restricted, or are counted per reader.

The rules (domain B.10, F.2). A case in a compartment exists for those cleared for this compartment, and for those who take
part by name: an open task is theirs, or they finished one. A case about a unit does not exist for anybody in that unit or below
it, cleared or not. A case somebody has an interest in does not exist for him. An unknown compartment is open to nobody."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, literal, not_, or_, select, true
from sqlalchemy.orm import aliased

from webapp.casework.actors import Actor
from webapp.models import Case, OrgUnit, WorkItem

COMPARTMENTS = ("sensitive", "confidential", "informer")


def visible_to(by: Actor, row: Any = Case) -> ColumnElement[bool]:
    """Rows of `row` (Case, WorkItem or an alias of one) that exist for `by`. It narrows what his units show, and replaces
    nothing."""
    if not by.is_person:
        return true() if by.kind != "party" else _key(row) == by.case_id if by.case_id else false()
    return _of_person(by, row) if row in (Case, WorkItem) else _condition(by, row)


@lru_cache(maxsize=512)
def _of_person(by: Actor, row: Any) -> ColumnElement[bool]:
    """The condition names no rows, only whom it is for: it is put together once per person and table."""
    return _condition(by, row)


def _condition(by: Actor, row: Any) -> ColumnElement[bool]:
    conditions = [
        or_(row.compartment.is_(None), row.compartment.in_(sorted(by.clearances)), _takes_part(by, _key(row))),
        or_(row.about_unit.is_(None), row.about_unit.not_in(_units_at_or_above(by))),
    ]
    if by.may_be_recused:
        conditions.append(not_(_is_recused(by, _key(row))))
    return and_(*conditions)


def visible_case(by: Actor, case_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The same for a query that knows only the id of a case."""
    case = aliased(Case)
    return exists(select(literal(1)).select_from(case).where(case.id == case_id, visible_to(by, case)))


def _key(row: Any) -> ColumnElement[int]:
    return row.case_id if hasattr(row, "case_id") else row.id


def _takes_part(by: Actor, case_id: ColumnElement[int]) -> ColumnElement[bool]:
    work = aliased(WorkItem)
    mine = or_(and_(work.assignee_id == by.user_id, work.state == "open"), work.ended_by == by.user_id)
    return exists(select(literal(1)).select_from(work).where(work.case_id == case_id, mine))


def _units_at_or_above(by: Actor) -> Any:
    """Codes of the units of `by` and of everything above them, from their paths; computed once per query."""
    unit = aliased(OrgUnit)
    codes = func.unnest(func.string_to_array(func.btrim(unit.path, "/"), "/"))
    return select(codes).where(unit.code.in_(sorted(by.units)))


def _is_recused(by: Actor, case_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The database function `recused_from` knows what an interest covers; `execute` asks the same one."""
    case = Case.__table__.alias()
    away = literal(by.user_id) == func.any(func.recused_from(case.table_valued()))
    return exists(select(literal(1)).select_from(case).where(case.c.id == case_id, away))
