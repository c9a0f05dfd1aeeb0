"""Who is cleared for which compartment. The organisation administrator above the person grants and ends it, with a reason, never
for himself; nothing is removed."""

from __future__ import annotations

from engine.now import now
from webapp.audit import log
from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor
from webapp.casework.compartments import COMPARTMENTS
from webapp.casework.directory import Directory
from webapp.casework.reasons import given
from webapp.database.connections import Connection
from webapp.notices import tell


def administers(by: Actor, user_id: int, directory: Directory) -> bool:
    """Whether `by` is organisation administrator of a unit that this person sits in or below."""
    units = [unit for role, unit in by.own_positions if role == "org_admin"]
    return user_id != by.user_id and any(
        directory.is_within(seat, unit) for unit in units for _, seat in directory.seats.get(user_id, ())
    )


def grant(connection: Connection, by: Actor, directory: Directory, *, user_id: int, compartment: str, reason: str) -> None:
    """Clear this person for a compartment; a second time changes nothing. Raises NotAllowed, NoReason."""
    words = given(reason)
    if compartment not in COMPARTMENTS or not administers(by, user_id, directory):
        raise NotAllowed(actor=by.label)
    with connection.transaction():
        written = connection.execute(
            """INSERT INTO compartment_grant (user_id, compartment, reason, granted_by, granted_at)
               VALUES (%s, %s, %s, %s, %s) ON CONFLICT (user_id, compartment) WHERE ended_at IS NULL DO NOTHING RETURNING id""",
            (user_id, compartment, words, by.user_id, now()),
        ).fetchone()
        if written:
            facts = {"compartment": compartment, "granted": True}
            tell(connection, "clearance", key=f"clearance:{written[0]}", users=[user_id], facts=facts)
            about = {"user": user_id, "compartment": compartment, "reason": words}
            log.record(connection, "clearance_granted", by.label, about)


def end(connection: Connection, by: Actor, directory: Directory, grant_id: int) -> None:
    """Take the clearance back. Raises NotAllowed."""
    with connection.transaction():
        row = connection.execute(
            "SELECT user_id, compartment FROM compartment_grant WHERE id = %s AND ended_at IS NULL FOR UPDATE", (grant_id,)
        ).fetchone()
        if row is None or not administers(by, int(str(row[0])), directory):
            raise NotAllowed(actor=by.label)
        connection.execute(
            "UPDATE compartment_grant SET ended_at = %s, ended_by = %s WHERE id = %s", (now(), by.user_id, grant_id)
        )
        facts = {"compartment": row[1], "granted": False}
        tell(connection, "clearance", key=f"clearance:{grant_id}:end", users=[int(str(row[0]))], facts=facts)
        log.record(connection, "clearance_revoked", by.label, {"user": row[0], "compartment": row[1]})
