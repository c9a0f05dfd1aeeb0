"""Positions: given and taken away with a reason. What the diagrams may call a role stays theirs: old work of an unknown role can
still be taken from people."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from engine.errors import Rejection
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.casework.reasons import given
from webapp.database.connections import Connection
from webapp.notices import tell
from webapp.organisation import strays
from webapp.organisation.change import changing
from webapp.organisation.duties import clashes
from webapp.organisation.rights import require_seating, seats_of


class DutiesExclude(Rejection):
    """This position does not go with what the person holds. `clashes`: (rule, role held)."""


class UnitClosed(Rejection):
    """This unit is closed."""


def grant(
    connection: Connection, by: Actor, directory: Directory, *, user_id: int, role: str, unit: str, reason: str,
    in_spite: bool = False,
) -> bool:  # fmt: skip
    """Seat the person; whether that is new. `in_spite`: although the duties exclude each other, which is recorded.
    Raises NotAllowed, NoReason, DutiesExclude, UnitClosed."""
    words = given(reason)
    require_seating(connection, by, user_id, role, unit, directory)
    if not in_spite:
        require_fitting(connection, user_id, role)
    return seat(connection, by, user_id=user_id, role=role, unit=unit, words=words)


def revoke(connection: Connection, by: Actor, directory: Directory, *, user_id: int, role: str, unit: str, reason: str) -> bool:
    """Take the position away; whether it was held. What the person had claimed there goes back to the colleagues, a moment later.
    Raises NotAllowed, NoReason."""
    words = given(reason)
    require_seating(connection, by, user_id, role, unit, directory)
    return unseat(connection, by, user_id=user_id, role=role, unit=unit, words=words)


def require_fitting(connection: Connection, user_id: int, role: str) -> None:
    """Raises DutiesExclude."""
    if found := _clashes(connection, user_id, role):
        raise DutiesExclude(clashes=found)


def seat(connection: Connection, by: Actor, *, user_id: int, role: str, unit: str, words: str) -> bool:
    """What is allowed: carry it out. Raises UnitClosed."""
    if not connection.execute("SELECT 1 FROM org_unit WHERE code = %s AND active", (unit,)).fetchone():
        raise UnitClosed
    in_spite_of = {rule for rule, _ in _clashes(connection, user_id, role)}
    with changing(connection, by.label, words):
        written = connection.execute(
            'INSERT INTO "position" (user_id, unit, role) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING', (user_id, unit, role)
        ).rowcount
        if written:
            told(connection, by, "position_granted", user_id, role, unit, words, sorted(in_spite_of))
    return bool(written)


def unseat(connection: Connection, by: Actor, *, user_id: int, role: str, unit: str, words: str) -> bool:
    """The same for taking away."""
    with changing(connection, by.label, words):
        ended = connection.execute(
            'DELETE FROM "position" WHERE (user_id, unit, role) = (%s, %s, %s)', (user_id, unit, role)
        ).rowcount
        if ended:
            strays.look_soon(connection)
            told(connection, by, "position_revoked", user_id, role, unit, words)
    return bool(ended)


def told(
    connection: Connection, by: Actor, kind: str, user_id: int, role: str, unit: str, words: str, in_spite_of: Sequence[str] = ()
) -> None:
    """The person hears of it, and the log."""
    facts = {"role": role, "unit": unit, "granted": kind == "position_granted"}
    tell(connection, "position", key=f"position:{uuid.uuid4().hex}", users=[user_id], facts=facts)
    about: dict[str, Any] = {"user": user_id, "role": role, "unit": unit, "reason": words}
    log.record(connection, kind, by.label, {**about, "in_spite_of": in_spite_of} if in_spite_of else about)


def _clashes(connection: Connection, user_id: int, role: str) -> list[tuple[str, str]]:
    return clashes((held for held, _ in seats_of(connection, user_id)), role)
