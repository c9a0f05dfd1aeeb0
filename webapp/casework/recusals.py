"""Keeping away: a person declares an interest in one case, or in all of a requester, a unit or a category. From then on these
cases, their supervision and their findings do not exist for him (compartments.py), his open work in them goes back to the queue,
and his leaders hear of it. Intake can do the same for a person whom a complaint names. Only a supervisor lifts it, with a
reason."""

from __future__ import annotations

import uuid
from typing import Any

from engine.commands import ReleaseTask
from engine.now import now
from webapp.audit import log
from webapp.casework.access import NotAllowed
from webapp.casework.actors import SYSTEM, Actor
from webapp.casework.directory import Directory
from webapp.casework.execute import execute
from webapp.casework.reasons import given
from webapp.database.connections import Connection
from webapp.notices import Seat, tell

SCOPES = ("case", "party", "unit", "category")
NAMERS = ("call_taker", "intake_reviewer", "dispatcher", "supervisor")
"""Who may keep away a colleague whom a complaint names."""

MATTER = """
    SELECT c.unit, c.category, s.party_id FROM "case" c LEFT JOIN case_search s ON s.case_id = c.id WHERE c.id = %s
"""
OPEN_WORK = """
    SELECT w.case_id, w.task FROM work_item w JOIN "case" c ON c.id = w.case_id
    WHERE w.state = 'open' AND w.assignee_id = %(user)s AND %(user)s = ANY(recused_from(c))
"""


def declare(
    connection: Connection,
    by: Actor,
    directory: Directory,
    *,
    case_id: int,
    scope: str,
    reason: str,
    user_id: int | None = None,
    unit: str | None = None,
) -> int:
    """Keep `user_id` (None: oneself) away from this case, or from all that shares its requester, unit (`unit`: another one) or
    category; the id of the row. The caller has checked that `by` may read the case. Raises NotAllowed, NoReason."""
    words, who = given(reason), user_id if user_id is not None else by.user_id
    if who is None or scope not in SCOPES or (who != by.user_id and (scope != "case" or not by.roles & set(NAMERS))):
        raise NotAllowed(actor=by.label)
    with connection.transaction():
        fields: dict[str, Any] = {"case_id": None, "party_id": None, "unit": None, "category": None}
        row = connection.execute(MATTER, (case_id,)).fetchone() or (None, None, None)
        fields |= {
            "case": {"case_id": case_id}, "party": {"party_id": row[2]}, "unit": {"unit": unit or row[0]},
            "category": {"category": row[1]},
        }[scope]  # fmt: skip
        if not any(fields.values()):
            raise NotAllowed(actor=by.label)
        written = connection.execute(
            """INSERT INTO recusal (user_id, case_id, party_id, unit, category, reason, declared_by, declared_at)
               VALUES (%(user)s, %(case_id)s, %(party_id)s, %(unit)s, %(category)s, %(reason)s, %(by)s, %(at)s) RETURNING id""",
            {**fields, "user": who, "reason": words, "by": by.user_id, "at": now()},
        ).fetchone()
        assert written is not None
        _give_back(connection, who)
        _tell_leaders(connection, directory, who, int(str(written[0])), scope)
        log.record(connection, "recused", by.label, {"user": who, "case": case_id, "scope": scope, "reason": words})
    return int(str(written[0]))


def lift(connection: Connection, by: Actor, directory: Directory, recusal_id: int, reason: str) -> None:
    """Let the person in again. Raises NotAllowed, NoReason."""
    words = given(reason)
    with connection.transaction():
        row = connection.execute(
            "SELECT user_id FROM recusal WHERE id = %s AND lifted_at IS NULL FOR UPDATE", (recusal_id,)
        ).fetchone()
        if row is None or not supervises(by, int(str(row[0])), directory):
            raise NotAllowed(actor=by.label)
        connection.execute(
            "UPDATE recusal SET lifted_at = %s, lifted_by = %s, lift_reason = %s WHERE id = %s",
            (now(), by.user_id, words, recusal_id),
        )
        facts = {"user": row[0], "lifted": True}
        tell(connection, "recusal", key=f"recusal:{recusal_id}:lifted", users=[int(str(row[0]))], facts=facts)
        log.record(connection, "recusal_ended", by.label, {"user": row[0], "reason": words})


def supervises(by: Actor, user_id: int, directory: Directory) -> bool:
    """Whether `by` is supervisor of a unit this person sits in or below; nobody supervises himself."""
    units = [unit for role, unit in by.own_positions if role == "supervisor"]
    return user_id != by.user_id and any(
        directory.is_within(seat, unit) for unit in units for _, seat in directory.seats.get(user_id, ())
    )


def _give_back(connection: Connection, user_id: int) -> None:
    """What he had taken in the cases he keeps away from now goes back to its queue."""
    for case_id, task in connection.execute(OPEN_WORK, {"user": user_id}).fetchall():
        execute(
            ReleaseTask(command_id=f"recusal:{uuid.uuid4().hex}", task=int(str(task))),
            SYSTEM,
            case_id=int(str(case_id)),
            within=connection,
        )


def _tell_leaders(connection: Connection, directory: Directory, user_id: int, recusal_id: int, scope: str) -> None:
    units = {unit for _, unit in directory.seats.get(user_id, ())}
    places = {place for unit in units if (place := directory.nearest(unit, "unit_leader"))}
    seats = [Seat(place, "unit_leader") for place in places] or [Seat(unit, "supervisor") for unit in units]
    facts = {"user": user_id, "scope": scope}
    tell(connection, "recusal", key=f"recusal:{recusal_id}", seats=seats, facts=facts, but=[user_id])
