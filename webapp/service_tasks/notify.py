"""Tell people something: inputs {to: unit|role|user|requester, template, unit, role, user, requester}. `requester`: which one of
several, the first is 1; none for all. Leaves a notice in the history of the
program and tells whoever is meant (webapp/notices) in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.now import now
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.notices import Seat, tell, tell_requesters
from webapp.notices.kinds import kind_of
from webapp.service_tasks.assignment import Assignment, ServiceError

AUDIENCES = ("unit", "role", "user", "requester")
IN_CHARGE = ("unit_leader", "dispatcher", "supervisor", "grid_leader")
"""Who hears what a unit is told while nobody there works on the case."""


def run(assignment: Assignment) -> Mapping[str, Any]:
    inputs = assignment.inputs
    if inputs.get("to") not in AUDIENCES or not inputs.get("template"):
        raise ServiceError("bad_notice", f"to: one of {AUDIENCES}; template: the id of a text")
    with connections.take() as connection, connection.transaction():
        written = connection.execute(
            """INSERT INTO notice (case_id, job, audience, unit, template, at) VALUES (%s, %s, %s, %s, %s, %s)
               ON CONFLICT DO NOTHING""",
            (assignment.case_id, assignment.job, inputs["to"], inputs.get("unit"), inputs["template"], now()),
        )
        if written.rowcount:
            _tell(connection, assignment)
    return {"template": inputs["template"], "to": inputs["to"]}


def _tell(connection: Connection, order: Assignment) -> None:
    template, key = order.inputs["template"], f"job:{order.case_id}:{order.job}"
    if order.inputs["to"] == "requester":
        tell_requesters(connection, template, key=key, case_id=order.case_id, only=order.inputs.get("requester"))
        return
    users, seats = _people(connection, order)
    facts = {"template": template}
    tell(connection, kind_of(template), key=key, users=users, seats=seats, case_id=order.case_id, facts=facts)


def _people(connection: Connection, order: Assignment) -> tuple[list[int], list[Seat]]:
    """(users, seats). A unit: who works on the case there; else who may take its open work there; else who is in charge."""
    to, unit, role, user = (order.inputs.get(name) for name in ("to", "unit", "role", "user"))
    if to == "user":
        return [int(user)] if user else [], []
    if to == "role":
        return [], [Seat(unit, role)] if unit and role else []
    rows = connection.execute(
        "SELECT assignee_id, role FROM work_item WHERE case_id = %s AND unit = %s AND state = 'open'", (order.case_id, unit)
    ).fetchall()
    users = [int(str(row[0])) for row in rows if row[0] is not None]
    roles = [str(row[1]) for row in rows] or list(IN_CHARGE)
    return users, [] if users else [Seat(unit, one) for one in roles]
