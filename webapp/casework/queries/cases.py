"""Cases as a list, and their events, for programs and exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, tuple_

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.models import Case, CaseEvent, OrgUnit, WorkItem, db


def newest(
    units: Sequence[str] | None,
    by: Actor,
    *,
    status: str | None = None,
    process: str | None = None,
    after: tuple[datetime | None, tuple[Any, ...]] | None = None,
    limit: int = 50,
) -> list[Case]:
    """Newest first: cases that are, happened or had a task in the subtrees of `units` (None: all) and exist for `by`."""
    query = select(Case).where(visible_to(by))
    if units is not None:
        if not units:
            return []
        inside = select(OrgUnit.code).where(or_(*(OrgUnit.path.contains(f"/{unit}/", autoescape=True) for unit in units)))
        worked = select(WorkItem.case_id).where(WorkItem.case_id == Case.id, WorkItem.unit.in_(inside)).exists()
        query = query.where(or_(Case.unit.in_(inside), Case.place.in_(inside), worked))
    if status:
        query = query.where(Case.status == status)
    if process:
        query = query.where(Case.process == process)
    if after and after[0]:
        query = query.where(tuple_(Case.opened_at, Case.id) < tuple_(after[0], after[1][0]))
    return list(db.session.scalars(query.order_by(Case.opened_at.desc(), Case.id.desc()).limit(limit)))


def events(case_id: int, *, after: int = 0, limit: int = 200) -> list[dict[str, Any]]:
    """Events of a case with `seq` > `after`, oldest first; hashes in hexadecimal."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id, CaseEvent.seq > after).order_by(CaseEvent.seq).limit(limit)
    return [
        {
            "seq": row.seq, "at": row.at, "kind": row.kind, "data": row.data, "actor": row.actor, "command_id": row.command_id,
            "prev_hash": row.prev_hash.hex(), "hash": row.hash.hex(),
        }
        for row in db.session.scalars(query)
    ]  # fmt: skip
