"""Case by case: moved, written, read again and checked in one transaction; what does not hold is rolled back, alone."""

from __future__ import annotations

import logging

import psycopg

from engine.commands import Command, MigrateCase, UndoMigration
from engine.errors import Rejection
from engine.now import now
from webapp.casework.actors import Actor
from webapp.casework.compartments import COMPARTMENTS
from webapp.casework.execute import execute
from webapp.database.connections import Connection
from webapp.moves.batches import Batch
from webapp.moves.checking import Unsound, check
from webapp.moves.trying import MOVES, UNCHANGED, problems_of

log = logging.getLogger(__name__)

SEATS = """
    SELECT p.role, p.unit FROM "position" p JOIN "user" u ON u.id = p.user_id WHERE u.id = %s AND u.active
"""
TO_MOVE = """
    SELECT case_id, source FROM move_item
    WHERE batch = %s AND verdict = ANY(%s) AND (result IS NULL OR result IN ('undone', 'too_busy')) ORDER BY case_id
"""
TO_UNDO = """
    SELECT case_id, source FROM move_item WHERE batch = %(batch)s AND result = 'moved'
        AND (%(case)s::bigint IS NULL OR case_id = %(case)s) ORDER BY case_id
"""
TELL = "UPDATE move_item SET result = %s, detail = %s, done_at = %s WHERE batch = %s AND case_id = %s"


def mover(connection: Connection, user_id: int) -> Actor:
    """Who ordered it, with the seats held now. Cleared for every compartment: moving a case shows nothing of it."""
    seats = frozenset((str(role), str(unit)) for role, unit in connection.execute(SEATS, (user_id,)).fetchall())
    return Actor(kind="user", user_id=user_id, positions=seats, clearances=frozenset(COMPARTMENTS))


def move(connection: Connection, batch: Batch, by: Actor) -> int:
    """Everything that can be moved and was not; how many were. The same batch again does nothing twice."""
    moved = 0
    for case_id, _ in connection.execute(TO_MOVE, (batch.id, [MOVES, UNCHANGED])).fetchall():
        command = MigrateCase(
            command_id=f"move:{batch.id}:{batch.rounds}:{case_id}",
            definition=batch.target,
            mapping=batch.mapping,
            reason=batch.reason,
        )
        moved += _one(connection, batch, command, int(str(case_id)), batch.target, by, done="moved")
    _over(connection, batch, "moving", "done")
    return moved


def undo(connection: Connection, batch: Batch, by: Actor, *, case_id: int | None = None) -> int:
    """Everything that was moved and has not gone on; how many are back."""
    undone = 0
    for case, source in connection.execute(TO_UNDO, {"batch": batch.id, "case": case_id}).fetchall():
        command = UndoMigration(command_id=f"unmove:{batch.id}:{batch.rounds}:{case}", reason=batch.reason)
        undone += _one(connection, batch, command, int(str(case)), str(source), by, done="undone")
    _over(connection, batch, "undoing", "done" if case_id is not None else "undone")
    return undone


def _one(connection: Connection, batch: Batch, command: Command, case_id: int, version: str, by: Actor, *, done: str) -> bool:
    """Whether it was done. Its result is written with it, or why not."""
    failure = _failure(connection, batch, command, case_id, version, by, done)
    if failure is not None:
        connection.execute(TELL, (*failure, now(), batch.id, case_id))
    return failure is None


def _failure(
    connection: Connection, batch: Batch, command: Command, case_id: int, version: str, by: Actor, done: str
) -> tuple[str, str | None] | None:
    """None: done. Else result and detail; a case that cannot be taken back stays moved."""
    try:
        with connection.transaction():
            execute(command, by, case_id=case_id, within=connection)
            check(connection, case_id, version)
            connection.execute(TELL, (done, None, now(), batch.id, case_id))
    except Rejection as refusal:
        if done == "undone":
            return ("gone_on" if refusal.code in ("nothing_to_undo", "case_closed") else "moved"), refusal.code
        first = problems_of(refusal)[0]
        return first["reason"], first["element"] or None
    except Unsound as broken:
        log.exception("a moved case was not sound", extra={"action": "move_unsound", "case": case_id})
        return ("unsound" if done == "moved" else "moved"), str(broken)
    except (ValueError, LookupError, TypeError) as broken:
        log.exception("a case does not load", extra={"action": "move_failed", "case": case_id})
        return ("broken" if done == "moved" else "moved"), type(broken).__name__
    except psycopg.errors.UniqueViolation:  # the same order is being carried out elsewhere
        return ("too_busy" if done == "moved" else "moved"), None
    return None


def _over(connection: Connection, batch: Batch, before: str, status: str) -> None:
    connection.execute(
        "UPDATE move_batch SET status = %s, ended_at = %s WHERE id = %s AND status = %s", (status, now(), batch.id, before)
    )


__all__ = ["move", "mover", "undo"]
