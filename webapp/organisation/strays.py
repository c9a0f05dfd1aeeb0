"""Open work that has lost its owner: taken by somebody who lost the seat, or waiting where nobody sits any more. The first goes
back to the colleagues, the second to whoever the diagram finds now; leaders are told."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.commands import ReleaseTask, Reroute
from engine.errors import Rejection
from engine.events import WorkRerouted
from engine.now import now
from webapp.casework import runtime
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.eventlogs.deferring import defer
from webapp.notices import Seat, tell

LOOK_FOR_STRAYS = "look_for_strays"
"""Name of the queue's task; webapp/workers/strays.py does it."""
CHANGED = "organisation_changed"
LEFT = """
    SELECT w.case_id, w.task, w.unit, w.role, w.assignee_id FROM work_item w WHERE w.state = 'open' AND w.assignee_id IS NOT NULL
        AND w.assignee_id IN (
            SELECT user_id FROM position_history WHERE ends_at IS NOT NULL UNION SELECT id FROM "user" WHERE NOT active
        )
        AND (
            EXISTS (SELECT FROM "user" u WHERE u.id = w.assignee_id AND NOT u.active)
            OR EXISTS (SELECT FROM position_history h WHERE (h.user_id, h.unit, h.role) = (w.assignee_id, w.unit, w.role))
            AND NOT EXISTS (SELECT FROM "position" p WHERE (p.user_id, p.unit, p.role) = (w.assignee_id, w.unit, w.role))
        )
        AND NOT EXISTS (
            SELECT FROM delegation d WHERE (d.deputy_id, d.unit, d.role) = (w.assignee_id, w.unit, w.role)
            AND d.ended_at IS NULL AND d.starts_at <= %(at)s AND d.ends_at > %(at)s
        )
    ORDER BY w.case_id, w.task
"""
EMPTY = """
    SELECT w.unit, w.role, count(*), min(w.due_at), min(w.created_at) FROM work_item w WHERE w.state = 'open'
    GROUP BY w.unit, w.role
    HAVING NOT EXISTS (
        SELECT FROM "position" p JOIN "user" u ON u.id = p.user_id AND u.active WHERE (p.unit, p.role) = (w.unit, w.role)
    ) ORDER BY 3 DESC, 1, 2
"""
WAITING = "SELECT case_id, task, unit FROM work_item WHERE state = 'open' AND (unit, role) = (%s, %s) ORDER BY case_id, task"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forsaken:
    """`tasks` open steps for `role` in `unit`, where nobody has that role. `due_at`: the earliest due date, if there is one."""

    unit: str
    role: str
    tasks: int
    due_at: datetime | None
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`given_back`: tasks taken from people who no longer sit there. `rerouted`: tasks that went to another unit."""

    given_back: int
    rerouted: int


def look_soon(connection: Connection) -> None:
    """Queue a look, in the transaction of the change that makes it necessary."""
    defer(connection, LOOK_FOR_STRAYS)


def forsaken(connection: Connection) -> Sequence[Forsaken]:
    """Where work waits for nobody, the most of it first."""
    rows: list[Any] = connection.execute(EMPTY).fetchall()
    return [Forsaken(unit=unit, role=role, tasks=tasks, due_at=due, since=since) for unit, role, tasks, due, since in rows]


def put_back() -> Found:
    """Everything that lost its owner. Doing it again changes nothing."""
    with connections.take() as connection:
        left: list[Any] = connection.execute(LEFT, {"at": now()}).fetchall()
        given_back = sum(_give_back(connection, *row) for row in left)
        waiting: list[Any] = [row for one in forsaken(connection) for row in connection.execute(WAITING, (one.unit, one.role))]
        return Found(given_back=given_back, rerouted=sum(_reroute(connection, *row) for row in waiting))


def _give_back(connection: Connection, case_id: int, task: int, unit: str, role: str, user: int) -> bool:
    order = ReleaseTask(command_id=f"stray:{uuid.uuid4().hex}", task=task)
    return _done(connection, order, case_id, task, unit, {"person": user, "role": role})


def _reroute(connection: Connection, case_id: int, task: int, unit: str) -> bool:
    order = Reroute(command_id=f"stray:{uuid.uuid4().hex}", tasks=(task,), reason=CHANGED)
    return _done(connection, order, case_id, task, unit, {"left": unit})


def _done(
    connection: Connection, order: ReleaseTask | Reroute, case_id: int, task: int, unit: str, facts: dict[str, Any]
) -> bool:
    """Carry it out and tell the leader of where the task lies now, both or neither."""
    try:
        with connection.transaction():
            receipt = execute(order, SYSTEM, case_id=case_id, within=connection)
            if not receipt.events:
                return False
            moved = next((event.units[0] for event in receipt.events if isinstance(event, WorkRerouted)), unit)
            _tell_leader(connection, case_id, task, moved, facts)
    except Rejection:  # somebody else has ended or given it back meanwhile
        return False
    return True


def _tell_leader(connection: Connection, case_id: int, task: int, unit: str, facts: dict[str, Any]) -> None:
    leads = runtime.current(connection).directory.nearest(unit, "unit_leader")
    if leads is not None:
        key = f"stray:{case_id}:{task}:{uuid.uuid4().hex}"
        seats = [Seat(leads, "unit_leader")]
        tell(connection, "work_back", key=key, seats=seats, case_id=case_id, task=task, facts={**facts, "unit": unit})
