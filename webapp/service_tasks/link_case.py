"""Link the case to another one: inputs {kind: merged_into|reopens|part_of, number}. Result {number, kind}.

Errors the diagram may catch: no_such_case; case_closed, when the other one could no longer tell a merged case its result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.now import now
from webapp.database import connections
from webapp.service_tasks.assignment import Assignment, ServiceError


def run(assignment: Assignment) -> Mapping[str, Any]:
    kind, number = assignment.inputs.get("kind"), assignment.inputs.get("number")
    with connections.take() as connection, connection.transaction():
        # locked, so that the other case closes before the link is there or sees it when it does
        row = connection.execute('SELECT id, closed_at FROM "case" WHERE number = %s FOR SHARE', (number,)).fetchone()
        if row is None or row[0] == assignment.case_id:
            raise ServiceError("no_such_case", f"no other case {number}")
        if kind == "merged_into" and row[1] is not None:
            raise ServiceError("case_closed", f"case {number} is closed")
        connection.execute(
            "INSERT INTO case_link (source_id, target_id, kind, at) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (assignment.case_id, row[0], kind, now()),
        )
    return {"number": number, "kind": kind}
