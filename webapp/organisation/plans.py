"""Positions that begin or end on a day to come: written down now, carried out when the day is there, as whoever planned it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from engine.errors import Rejection
from engine.now import now
from webapp.audit import log
from webapp.casework.actors import SYSTEM, Actor
from webapp.casework.directory import Directory
from webapp.casework.reasons import given
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.organisation import positions
from webapp.organisation.rights import require, require_seating

GRANT, REVOKE = "grant", "revoke"
DUE = """
    SELECT id, user_id, unit, role, deed, reason, planned_by FROM position_plan
    WHERE settled_at IS NULL AND due_at <= %s ORDER BY due_at, id FOR UPDATE SKIP LOCKED LIMIT 1
"""
SETTLE = "UPDATE position_plan SET settled_at = %s, outcome = %s WHERE id = %s"


class PastDay(Rejection):
    """The moment lies behind us, or the end before the beginning."""


def plan(
    connection: Connection, by: Actor, units: Directory, *, deed: str, user_id: int, role: str, unit: str, due_at: datetime,
    reason: str, in_spite: bool = False,
) -> None:  # fmt: skip
    """`deed`: GRANT or REVOKE. Raises NotAllowed, NoReason, PastDay, DutiesExclude."""
    words = given(reason)
    require_seating(connection, by, user_id, role, unit, units)
    if due_at <= now():
        raise PastDay
    if deed == GRANT and not in_spite:
        positions.require_fitting(connection, user_id, role)
    with connection.transaction():
        connection.execute(
            """INSERT INTO position_plan (user_id, unit, role, deed, due_at, reason, planned_by, planned_at)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s)""",
            (user_id, unit, role, deed, due_at, words, by.user_id or 0, now()),
        )
        about = {"user": user_id, "role": role, "unit": unit, "reason": words, "since": due_at.isoformat(), "deed": deed}
        log.record(connection, "position_planned", by.label, about)


def withdraw(connection: Connection, by: Actor, units: Directory, plan_id: int) -> None:
    """Raises NotAllowed."""
    with connection.transaction():
        row: Any = connection.execute(
            "SELECT user_id, unit, role, deed FROM position_plan WHERE id = %s AND settled_at IS NULL FOR UPDATE", (plan_id,)
        ).fetchone()
        require(row is not None, by)
        user, unit, role, deed = row
        require_seating(connection, by, user, role, unit, units)
        connection.execute(SETTLE, (now(), "withdrawn", plan_id))
        about = {"user": user, "role": role, "unit": unit, "deed": deed, "withdrawn": True}
        log.record(connection, "position_planned", by.label, about)


def open_plans(connection: Connection, user_id: int) -> Sequence[Any]:
    """(id, role, unit, deed, due_at, reason) of what is to come for this person, the next first."""
    return connection.execute(
        """SELECT id, role, unit, deed, due_at, reason FROM position_plan WHERE user_id = %s AND settled_at IS NULL
           ORDER BY due_at, id""",
        (user_id,),
    ).fetchall()


def carry_out_due() -> int:
    """How many positions began or ended. One that can no longer be given (the unit was closed) is settled as refused."""
    done = 0
    with connections.take() as connection:
        while _next(connection):
            done += 1
    return done


def _next(connection: Connection) -> bool:
    with connection.transaction():
        row: Any = connection.execute(DUE, (now(),)).fetchone()
        if row is None:
            return False
        number, user, unit, role, deed, reason, planner = row
        by = Actor(kind="user", user_id=planner) if planner else SYSTEM
        connection.execute(SETTLE, (now(), _carry_out(connection, by, user, unit, role, deed, reason), number))
    return True


def _carry_out(connection: Connection, by: Actor, user: int, unit: str, role: str, deed: str, reason: str) -> str:
    """What was allowed when it was planned is done in the planner's name."""
    try:
        if deed == GRANT:
            positions.seat(connection, by, user_id=user, role=role, unit=unit, words=reason)
        else:
            positions.unseat(connection, by, user_id=user, role=role, unit=unit, words=reason)
    except Rejection:
        return "refused"
    return "done"
