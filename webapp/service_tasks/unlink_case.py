"""Undo a link of the case: inputs {kind, number}. Result {number, kind}. The history keeps that it was there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.database import connections
from webapp.service_tasks.assignment import Assignment


def run(assignment: Assignment) -> Mapping[str, Any]:
    kind, number = assignment.inputs.get("kind"), assignment.inputs.get("number")
    with connections.take() as connection:
        connection.execute(
            """DELETE FROM case_link WHERE source_id = %s AND kind = %s
               AND target_id = (SELECT id FROM "case" WHERE number = %s)""",
            (assignment.case_id, kind, number),
        )
    return {"number": number, "kind": kind}
