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
    WITH gone AS (
        SELECT w.case_id, w.task, w.unit, w.role, w.assignee_id FROM "user" u JOIN work_item w ON w.assignee_id = u.id
        WHERE NOT u.active AND w.state = 'open'
        UNION
        SELECT w.case_id, w.task, w.unit, w.role, w.assignee_id FROM position_history h
        JOIN work_item w ON (w.assignee_id, w.unit, w.role) = (h.user_id, h.unit, h.role) AND w.state = 'open'
        WHERE h.ends_at IS NOT NULL
            AND NOT EXISTS (SELECT FROM "position" p WHERE (p.user_id, p.unit, p.role) = (h.user_id, h.unit, h.role))
    )
    SELECT * FROM gone WHERE NOT EXISTS (
        SELECT FROM delegation d WHERE (d.deputy_id, d.unit, d.role) = (gone.assignee_id, gone.unit, gone.role)
        AND d.ended_at IS NULL AND d.starts_at <= %(at)s AND d.ends_at > %(at)s
    )
    ORDER BY case_id, task LIMIT %(most)s
"""
"""Looked for from those who left: their own work is read, not everybody's."""
EMPTY = """
    WITH RECURSIVE seat (unit, role) AS (
        (SELECT unit, role FROM work_item WHERE state = 'open' AND assignee_id IS NULL ORDER BY unit, role LIMIT 1)
        UNION ALL
        SELECT further.unit, further.role FROM seat, LATERAL (
            SELECT unit, role FROM work_item w WHERE state = 'open' AND assignee_id IS NULL
            AND (w.unit, w.role) > (seat.unit, seat.role) ORDER BY unit, role LIMIT 1
        ) further
    )
    SELECT unit, role, lies.tasks, lies.due_at, lies.since FROM seat, LATERAL (
        SELECT count(*) AS tasks, min(due_at) AS due_at, min(created_at) AS since FROM work_item w
        WHERE state = 'open' AND assignee_id IS NULL AND (w.unit, w.role) = (seat.unit, seat.role)
    ) lies
    WHERE NOT EXISTS (
        SELECT FROM "position" p JOIN "user" u ON u.id = p.user_id AND u.active WHERE (p.unit, p.role) = (seat.unit, seat.role)
    ) ORDER BY 3 DESC, 1, 2
"""
"""From one seat with waiting work to the next, along the index of the queues: as many probes as there are such seats, however
much waits in each. Only what lies with nobody is counted."""
WAITING = """
    SELECT case_id, task, unit FROM work_item WHERE state = 'open' AND assignee_id IS NULL AND unit = %s AND role = %s
    ORDER BY due_at, case_id, task OFFSET %s LIMIT %s
"""
MOST_AT_ONCE = 500
"""Steps of each kind that one look gives back or sends on; the next look goes on."""

_stayed: dict[tuple[str, str], int] = {}
"""(unit, role) -> how many steps at the head of its queue could not be sent anywhere: a look that had enough to do goes on behind
them, and begins anew when it has come to the end."""


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
    """What lost its owner, at most MOST_AT_ONCE of each kind. Doing it again changes nothing, or does the rest."""
    with connections.take() as connection:
        left: list[Any] = connection.execute(LEFT, {"at": now(), "most": MOST_AT_ONCE}).fetchall()
        given_back = sum(_give_back(connection, *row) for row in left)
        tried, rerouted = 0, 0
        for one in forsaken(connection):
            here, moved = _empty(connection, one, MOST_AT_ONCE - tried)
            tried, rerouted = tried + here, rerouted + moved
        return Found(given_back=given_back, rerouted=rerouted)


def _empty(connection: Connection, one: Forsaken, most: int) -> tuple[int, int]:
    """Try at most `most` steps that wait there: (tried, sent on)."""
    seat = (one.unit, one.role)
    before = _stayed.pop(seat, 0)
    waiting: list[Any] = connection.execute(WAITING, (*seat, before, most)).fetchall() if most else []
    moved = sum(_reroute(connection, *row) for row in waiting)
    if len(waiting) == most:
        _stayed[seat] = before + len(waiting) - moved
    return len(waiting), moved


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
