"""Four eyes, said before the work instead of after it: whoever did the step that a task checks is not offered the task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from webapp.casework.four_eyes import kept_out
from webapp.casework.queries.inbox import InboxRow
from webapp.models import Case, WorkItem, db
from webapp.pages.process_texts import definition_of
from webapp.pages.running import running


def must_be_another(case: Case, task: WorkItem | InboxRow, user_id: int) -> bool:
    """Whether this person did the step that the task checks (`bihuan:otherThan`), and somebody else is there."""
    return _keeps_out(case.definition, task, case.file, user_id)


def for_others(rows: Sequence[InboxRow], user_id: int) -> frozenset[str]:
    """Keys of the rows whose step this person may not do because he did what it checks. Few steps check another one: only the
    files of their cases are read, and most pages ask for none."""
    checking = [row for row in rows if row.task and not row.ended_at and _checks(row)]
    if not checking:
        return frozenset()
    wanted = select(Case.id, Case.file).where(Case.id.in_({row.case_id for row in checking}))
    files = {row.id: row.file for row in db.session.execute(wanted)}
    return frozenset(
        row.key for row in checking if row.case_id in files and _keeps_out(row.definition, row, files[row.case_id], user_id)
    )


def _checks(row: InboxRow) -> bool:
    definition = definition_of(row.definition)
    found = definition.elements.get(row.element) if definition else None
    return found is not None and found.other_than is not None


def _keeps_out(identity: str, task: WorkItem | InboxRow, file: Mapping[str, Any], user_id: int) -> bool:
    definition = definition_of(identity)
    if definition is None:
        return False
    return user_id in kept_out(definition, task.element, file, running(), unit=task.unit, role=task.role)
