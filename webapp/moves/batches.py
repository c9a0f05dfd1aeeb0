"""What was ordered: the cases of one process that shall go on by one version, looked at first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors import Rejection
from engine.now import now
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.casework.effects import queued
from webapp.casework.reasons import given
from webapp.database.connections import Connection, json

LOOK_AT_CASES, MOVE_CASES, UNDO_MOVES = "look_at_cases", "move_cases", "undo_moves"
"""Names of the queue's tasks; webapp/workers/moves.py does them."""
STATUSES = ("looking", "ready", "moving", "done", "undoing", "undone")
ROLE = "release_manager"

COLUMNS = "id, process, target, reason, mapping, status, rounds, created_by, created_at, started_at, ended_at"
ITEMS = """
    INSERT INTO move_item (batch, case_id, source)
    SELECT %(batch)s, id, definition FROM "case"
    WHERE process = %(process)s AND definition <> %(target)s AND closed_at IS NULL
"""


class NotReleased(Rejection):
    """Cases are moved only to a version of their process that was released."""


class NotReady(Rejection):
    """This is not the moment for it: the cases are being looked at or moved, or were."""


class NotForYou(Rejection):
    """Only a release manager moves running cases."""


class NotInBatch(Rejection):
    """No case of this number was moved here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A row of move_batch. `rounds` names a start of it, so that what was undone may be moved again."""

    id: int
    process: str
    target: str
    reason: str
    mapping: Mapping[str, str]
    status: str
    rounds: int
    created_by: int
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


def load(connection: Connection, batch: int) -> Batch | None:
    row = connection.execute(f"SELECT {COLUMNS} FROM move_batch WHERE id = %s", (batch,)).fetchone()  # type: ignore[call-overload]
    return _batch(row) if row else None


def of_process(connection: Connection, process: str) -> list[Batch]:
    """The newest first."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM move_batch WHERE process = %s ORDER BY created_at DESC, id DESC LIMIT 50",
        (process,),  # type: ignore[call-overload]
    ).fetchall()
    return [_batch(row) for row in rows]


def begin(connection: Connection, process: str, target: str, by: Actor, *, reason: str) -> Batch:
    """Every running case of the process on another version, to be looked at. Errors: NotForYou, NotReleased, NoReason."""
    _require(by)
    released = connection.execute(
        "SELECT 1 FROM deployment WHERE key = %s AND definition_id = %s LIMIT 1", (process, target)
    ).fetchone()
    if released is None:
        raise NotReleased(definition=target)
    words = given(reason)
    with connection.transaction():
        row = connection.execute(
            f"""INSERT INTO move_batch (process, target, reason, mapping, status, rounds, created_by, created_at)
                VALUES (%s, %s, %s, '{{}}', 'looking', 0, %s, %s) RETURNING {COLUMNS}""",  # type: ignore[call-overload]
            (process, target, words, by.user_id, now()),
        ).fetchone()
        batch = _batch(row)
        connection.execute(ITEMS, {"batch": batch.id, "process": process, "target": target})
        _queue(connection, LOOK_AT_CASES, batch.id)
    return batch


def remap(connection: Connection, batch: Batch, mapping: Mapping[str, str], by: Actor) -> None:
    """Another mapping: look at everything again. Errors: NotForYou, NotReady."""
    _require(by)
    with connection.transaction():
        _turn(connection, batch, ("ready", "looking"), "looking", mapping=json(dict(mapping)))
        connection.execute("UPDATE move_item SET verdict = NULL WHERE batch = %s AND result IS NULL", (batch.id,))
        _queue(connection, LOOK_AT_CASES, batch.id)


def start(connection: Connection, batch: Batch, by: Actor) -> None:
    """Move those that can. Errors: NotForYou, NotReady."""
    _require(by)
    with connection.transaction():
        _turn(connection, batch, ("ready", "done", "undone"), "moving", started_at=now(), rounds=batch.rounds + 1)
        _queue(connection, MOVE_CASES, batch.id, by=by.user_id)
        log.record(connection, "migrated", by.label, _about(batch, "moved"))


def undo(connection: Connection, batch: Batch, by: Actor, *, case_id: int | None = None) -> None:
    """Take back those that have not gone on, or one of them. Errors: NotForYou, NotReady."""
    _require(by)
    with connection.transaction():
        _turn(connection, batch, ("done",), "undoing")
        _queue(connection, UNDO_MOVES, batch.id, by=by.user_id, case_id=case_id)
        log.record(
            connection, "migrated", by.label, {**_about(batch, "undone"), **({} if case_id is None else {"case": case_id})}
        )


def case_in(connection: Connection, batch: Batch, number: str) -> int:
    """The id of a case of this batch. Errors: NotInBatch."""
    row = connection.execute(
        """SELECT c.id FROM "case" c JOIN move_item i ON i.case_id = c.id
           WHERE i.batch = %s AND i.result = 'moved' AND c.number = %s""",
        (batch.id, number),
    ).fetchone()
    if row is None:
        raise NotInBatch(number=number)
    return int(str(row[0]))


def _about(batch: Batch, act: str) -> dict[str, Any]:
    return {"act": act, "batch": batch.id, "process": batch.process, "definition": batch.target, "reason": batch.reason}


def _require(by: Actor) -> None:
    if by.user_id is None or ROLE not in {role for role, _ in by.own_positions}:
        raise NotForYou()


def _turn(connection: Connection, batch: Batch, before: tuple[str, ...], status: str, **columns: Any) -> None:
    """Errors: NotReady, when somebody else was faster."""
    sets = "".join(f", {name} = %({name})s" for name in columns)
    found = connection.execute(
        f"UPDATE move_batch SET status = %(status)s{sets} WHERE id = %(id)s AND status = ANY(%(before)s) RETURNING id",  # type: ignore[call-overload]
        {"status": status, "id": batch.id, "before": list(before), **columns},
    ).fetchone()
    if found is None:
        raise NotReady(status=batch.status)


def _queue(connection: Connection, task: str, batch: int, **args: Any) -> None:
    connection.execute(
        """SELECT procrastinate_defer_jobs_v1(ARRAY(
             SELECT r FROM jsonb_populate_record(NULL::procrastinate_job_to_defer_v1, %s) r))""",
        (json(queued(task, batch=batch, **args)),),
    )


def _batch(row: Any) -> Batch:
    return Batch(**dict(zip(Batch.__dataclass_fields__, row, strict=True)))
