"""Legal holds: while one stands, nothing of the case or of the people in it is disposed of."""

from __future__ import annotations

import psycopg

from engine.errors import Rejection
from engine.now import now
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.database.connections import Connection

SHORTEST_REASON = 4


class HeldAlready(Rejection):
    """A hold stands on this case."""


class NoSuchHold(Rejection):
    """This hold was lifted already."""


def put(connection: Connection, case_id: int, reason: str, by: Actor) -> None:
    """Raises HeldAlready, ValueError without a reason."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValueError(reason)
    try:
        with connection.transaction():
            connection.execute(
                "INSERT INTO legal_hold (case_id, reason, set_at, set_by) VALUES (%s, %s, %s, %s)",
                (case_id, reason.strip(), now(), by.user_id),
            )
            log.record(connection, "hold_set", by.label, {"case": case_id, "reason": reason.strip()})
    except psycopg.errors.UniqueViolation:
        raise HeldAlready from None


def lift(connection: Connection, hold: int, reason: str, by: Actor) -> None:
    """Raises NoSuchHold, ValueError without a reason."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValueError(reason)
    with connection.transaction():
        row = connection.execute(
            """UPDATE legal_hold SET lifted_at = %s, lifted_by = %s, lifted_because = %s WHERE id = %s AND lifted_at IS NULL
               RETURNING case_id""",
            (now(), by.user_id, reason.strip(), hold),
        ).fetchone()
        if row is None:
            raise NoSuchHold
        log.record(connection, "hold_lifted", by.label, {"case": row[0], "reason": reason.strip()})
