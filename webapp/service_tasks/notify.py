"""Tell a unit or the requester something: inputs {to: unit|requester, unit, template}. Leaves a notice, which an adapter may
pass on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.now import now
from webapp.database import connections
from webapp.service_tasks.assignment import Assignment, ServiceError

AUDIENCES = ("unit", "requester")


def run(assignment: Assignment) -> Mapping[str, Any]:
    inputs = assignment.inputs
    if inputs.get("to") not in AUDIENCES or not inputs.get("template"):
        raise ServiceError("bad_notice", f"to: one of {AUDIENCES}; template: the id of a text")
    with connections.take() as connection:
        connection.execute(
            """INSERT INTO notice (case_id, job, audience, unit, template, at) VALUES (%s, %s, %s, %s, %s, %s)
               ON CONFLICT DO NOTHING""",
            (assignment.case_id, assignment.job, inputs["to"], inputs.get("unit"), inputs["template"], now()),
        )
    return {"template": inputs["template"], "to": inputs["to"]}
