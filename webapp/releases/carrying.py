"""The book of orders to release: one is entered, becomes the version that new cases run on, or ends otherwise; each step is in
the office's log. Who may, and what stands before it, is asked in webapp.releases.orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.now import now
from webapp import vault
from webapp.audit import log
from webapp.casework import definitions
from webapp.casework.actors import SYSTEM, Actor
from webapp.database.connections import Connection, json
from webapp.releases import duties, reviews
from webapp.releases.refusals import AlreadyScheduled

LOCK = 712_430_010
"""First half of the advisory lock of a process's releases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """See webapp.models.release.ModelRelease."""

    id: int
    process: str
    definition: str
    kind: str
    review: int | None
    replaces: str | None
    note: str
    ordered_by: int
    ordered_at: datetime
    effective_at: datetime
    state: str
    ended_at: datetime | None
    ended_by: int | None
    reason: str | None
    problems: Sequence[Any]
    deployment: int | None


COLUMNS = """id, process, definition_id AS definition, kind, review, replaces, note, ordered_by, ordered_at, effective_at, state,
    ended_at, ended_by, reason, problems, deployment"""


def lock(connection: Connection, process: str) -> None:
    """Until the end of the transaction nobody else releases this process."""
    connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (LOCK, process))


def keep(
    connection: Connection, process: str, definition: str, kind: str, review: int | None, replaces: str | None, note: str,
    by: Actor, at: datetime | None,
) -> Order:  # fmt: skip
    """Enter an order, for `at` or for now. Errors: AlreadyScheduled."""
    others: list[Any] = connection.execute(
        "SELECT review FROM model_release WHERE process = %s AND state = 'scheduled'", (process,)
    ).fetchall()
    if (at and others) or (review,) in others:
        raise AlreadyScheduled
    row = connection.execute(
        f"""INSERT INTO model_release (process, definition_id, kind, review, replaces, note, ordered_by, ordered_at, effective_at,
                state, problems)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '[]') RETURNING {COLUMNS}""",
        (process, definition, kind, review, replaces, vault.redact(note.strip())[:reviews.LONGEST], duties.user(by), now(),
         at or now(), "scheduled" if at else "ordered"),
    ).fetchone()  # fmt: skip
    return order_of(row)


def carry_out(connection: Connection, order: Order, files: dict[str, bytes]) -> Order:
    """The version becomes the newest; what was scheduled for this process on top of another one is left to its moment."""
    deployment = definitions.offer(connection, files, by=order.ordered_by)
    if order.review is not None and order.kind == "release":
        connection.execute("UPDATE model_review SET state = 'released' WHERE id = %s", (order.review,))
        connection.execute(
            "UPDATE studio_draft SET status = 'released' WHERE id = (SELECT draft FROM model_review WHERE id = %s)",
            (order.review,),
        )
    done = end(connection, order, "released", deployment=deployment)
    kind, ordered_at = "rolled_back" if order.kind == "rollback" else "released", order.ordered_at.isoformat()
    told(connection, kind, order, f"user:{order.ordered_by}", reason=order.note, ordered_at=ordered_at)
    return done


def not_carried_out(connection: Connection, order: Order, state: str, problems: list[dict[str, Any]]) -> Order:
    """Its moment came and it was held or refused."""
    done = end(connection, order, state, problems=problems)
    told(connection, f"release_{state}", order, SYSTEM.label)
    return done


def told(connection: Connection, kind: str, order: Order, by: str, **more: Any) -> None:
    """Into the office's log."""
    about = {"order": order.id, "process": order.process, "definition": order.definition, "replaces": order.replaces}
    at = {"effective_at": order.effective_at.isoformat()} if kind.startswith("release_") else {}
    log.record(connection, kind, by, {**about, **at, **more})


def end(
    connection: Connection,
    order: Order,
    state: str,
    *,
    deployment: int | None = None,
    problems: list[dict[str, Any]] | None = None,
) -> Order:
    """Out of the book of what waits."""
    row = connection.execute(
        f"UPDATE model_release SET state = %s, ended_at = %s, deployment = %s, problems = %s WHERE id = %s RETURNING {COLUMNS}",
        (state, now(), deployment, json(problems or []), order.id),
    ).fetchone()
    return order_of(row)


def order_of(row: tuple[Any, ...] | None) -> Order:
    assert row is not None
    return Order(**dict(zip(Order.__dataclass_fields__, row, strict=True)))
