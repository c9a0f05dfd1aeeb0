"""First to accept wins: accepting ends the call for the other three, and the work that follows is claimed in the same
transaction, so that nobody of the same role slips in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import psycopg

from engine.commands import ClaimTask, CompleteTask
from engine.events import TaskCreated
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.database import connections
from webapp.database.connections import Connection

WINNER = """
    SELECT ended_by, ended_at FROM work_item
    WHERE case_id = %s AND element LIKE 'accept\\_%%' AND state = 'done' ORDER BY ended_at LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """`task`: the work that followed, which the winner holds."""

    receipt: Receipt
    task: int


def accept(case_id: int, task: int, by: Actor, *, key: str, minutes: int | None = None) -> Taken:
    """Accept the call `task` of a case. `minutes`: until one is there. The same key again gives the first result.
    Raises Rejection: TaskNotOpen for whoever came second."""
    for is_last in (False, True):
        try:
            with connections.take() as connection, connection.transaction():
                return _accept(connection, case_id, task, by, key, minutes)
        except psycopg.errors.UniqueViolation:
            if is_last:  # the first time: the same command was being carried out elsewhere, and now its receipt is there
                raise
    raise AssertionError("unreachable")


def winner(case_id: int) -> tuple[int, datetime] | None:
    """(user id, when) of who accepted; None while nobody has."""
    with connections.take() as connection:
        return connection.execute(WINNER, (case_id,)).fetchone()  # type: ignore[return-value]


def _accept(connection: Connection, case_id: int, task: int, by: Actor, key: str, minutes: int | None) -> Taken:
    answers = {} if minutes is None else {"minutes": minutes}
    command = CompleteTask(command_id=by.own(key), task=task, answers=answers, assignee=by.user_id)
    receipt = execute(command, by, case_id=case_id, within=connection)
    following = next(event.task for event in receipt.events if isinstance(event, TaskCreated))
    if not receipt.is_repeated:
        claim = ClaimTask(command_id=by.own(f"{key}:work"), task=following, assignee=by.user_id or 0)
        execute(claim, by, case_id=case_id, within=connection)
    return Taken(receipt=receipt, task=following)
