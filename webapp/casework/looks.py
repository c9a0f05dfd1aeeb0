"""Leaders see figures; a single case opens after they said why (domain F.1). Kept in the log (webapp.audit.log)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.casework.queries.subject import concerned
from webapp.casework.reading import may_read
from webapp.casework.reasons import given
from webapp.database.connections import Connection
from webapp.models import AuditEvent, Case, db

ROLE = "leader_viewer"
SAID = ("case_opened", "unmasked")
"""Entries of the log that come with a reason."""
LASTS = timedelta(hours=12)
"""How long one reason opens one case."""


def needs_reason(by: Actor, case: Case, directory: Directory) -> bool:
    """Whether `by` may read this case as a leader only, neither through another seat nor because he worked on it."""
    if ROLE not in by.roles:
        return False
    units, people = concerned(case)
    otherwise = replace(by, positions=frozenset(seat for seat in by.positions if seat[0] != ROLE))
    return not may_read(otherwise, directory, places=[*units], people=people)


def is_given(by: Actor, case_id: int, at: datetime) -> bool:
    """Whether `by` has said why he looks into this case, not long ago."""
    query = select(AuditEvent.seq).where(
        AuditEvent.about.contains({"case": case_id}), AuditEvent.kind.in_(SAID), AuditEvent.actor == by.label,
        AuditEvent.at > at - LASTS,
    )  # fmt: skip
    return db.session.scalar(query.limit(1)) is not None


def look(connection: Connection, by: Actor, case_id: int, reason: str) -> None:
    """Write down that `by` opens the case. Raises NoReason."""
    log.record(connection, "case_opened", by.label, {"case": case_id, "reason": given(reason)})
