"""Undo a link of the case: inputs {kind, number}. Result {number, kind}. The history keeps that it was there.

What the case sent along the link goes out first: without the link nobody would know whom it was for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.database import connections
from webapp.service_tasks.assignment import Assignment


class StillOnItsWay(RuntimeError):
    """A message along this link is not delivered yet; trying again later is enough."""


def run(assignment: Assignment) -> Mapping[str, Any]:
    kind, number = assignment.inputs.get("kind"), assignment.inputs.get("number")
    with connections.take() as connection:
        waiting = connection.execute(
            "SELECT count(*) FROM message_out WHERE case_id = %s AND link = %s AND delivered_at IS NULL",
            (assignment.case_id, kind),
        ).fetchone()
        if waiting != (0,):
            raise StillOnItsWay(f"case {assignment.case_id}: {kind}")
        connection.execute(
            """DELETE FROM case_link WHERE source_id = %s AND kind = %s
               AND target_id = (SELECT id FROM "case" WHERE number = %s)""",
            (assignment.case_id, kind, number),
        )
    return {"number": number, "kind": kind}
