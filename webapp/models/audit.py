"""The office's own log: what was read, decided and changed outside cases. Append-only, hash-chained, under the seals."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class AuditEvent(db.Model):
    """`kind`: see webapp.audit.kinds. `actor`: as events of cases spell it. `about`: see webapp.audit.log."""

    __tablename__ = "audit_event"

    seq: Mapped[BigId]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    about: Mapped[dict[str, Any]]
    prev_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("audit_event_by_kind", "kind", "seq"),
        Index("audit_event_by_actor", "actor", "seq"),
        Index("audit_event_about", "about", postgresql_using="gin", postgresql_ops={"about": "jsonb_path_ops"}),
    )


class AuditHead(db.Model):
    """The end of the chain: one row, with id 0."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class VerificationRun(db.Model):
    """One walk over everything sealed. `findings`: what did not hold, as [{"what", "case", "seq", "seal"}]; while it runs and
    after a failure of the program `ended_at` is empty."""

    __tablename__ = "verification_run"

    id: Mapped[BigId]
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[datetime | None]
    cases: Mapped[int]
    events: Mapped[int] = mapped_column(BigInteger)
    seals: Mapped[int]
    unsealed: Mapped[int] = mapped_column(BigInteger)
    broken: Mapped[int]
    findings: Mapped[list[Any]]
    unreadable: Mapped[str | None] = mapped_column(Text)
    """Why the copy of the seals could not be read."""
