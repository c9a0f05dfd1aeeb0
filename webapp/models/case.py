"""The case as people talk about it, its append-only events, its links, who else asked for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class Case(db.Model):
    """`state`: engine blob. `file`: the case file. The rest are facts for lists, projected from events and file."""

    __tablename__ = "case"

    id: Mapped[BigId]
    number: Mapped[str] = mapped_column(Text, unique=True)
    query_code: Mapped[str] = mapped_column(Text)
    process: Mapped[str] = mapped_column(Text)
    definition: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    """active, incident, completed or cancelled"""
    outcome: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(BigInteger)
    """Sequence number of the last event: the optimistic lock."""
    state: Mapped[bytes] = mapped_column(LargeBinary)
    file: Mapped[dict[str, Any]]
    title: Mapped[str] = mapped_column(Text)
    channel: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    urgency: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    """code of the grid or lowest org unit where it happened"""
    unit: Mapped[str | None] = mapped_column(Text)
    """org unit that holds it now"""
    phase: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[str | None] = mapped_column(Text)
    due_at: Mapped[datetime | None]
    """earliest due date of its running clocks"""
    source: Mapped[str | None] = mapped_column(Text)
    external_id: Mapped[str | None] = mapped_column(Text)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    head_hash: Mapped[bytes] = mapped_column(LargeBinary)
    messages_waiting: Mapped[int] = mapped_column(default=0, server_default="0")
    """Buffered messages (message_in); raised under the row lock, so that a step that starts to wait for one cannot miss it."""
    compartment: Mapped[str | None] = mapped_column(Text)
    """sensitive, confidential, informer, or None: see casework/compartments.py"""
    about_unit: Mapped[str | None] = mapped_column(Text)
    """the unit it complains about, whose own people never see it"""
    flags: Mapped[int] = mapped_column(default=0, server_default="0")
    """marks for lists: casework/flags.py"""

    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("case_open_by_process", "process", "status", "opened_at"),
        Index("case_by_unit", "unit", "status", "due_at"),
        Index("case_newest", "opened_at", "id"),
        {"postgresql_with": {"toast_tuple_target": "8160"}},
    )


class CaseEvent(db.Model):
    """Append-only (a trigger refuses UPDATE and DELETE). `hash` = SHA-256 over the canonical event with `prev_hash`."""

    __tablename__ = "case_event"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]]
    actor: Mapped[str] = mapped_column(Text)
    """user:7, party, api:3, timer, job, system"""
    command_id: Mapped[str] = mapped_column(Text)
    prev_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class Command(db.Model):
    """One row per command that was carried out: the memory that makes repetition harmless. Its events are `first_seq` to
    `last_seq` of the case."""

    __tablename__ = "command"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    first_seq: Mapped[int] = mapped_column(BigInteger)
    last_seq: Mapped[int] = mapped_column(BigInteger)


class CaseLink(db.Model):
    """`kind`: merged_into, supervises, reopens, part_of; read it as: source *kind* target."""

    __tablename__ = "case_link"

    source_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("case.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("case.id"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    at: Mapped[datetime]


class RequesterCode(db.Model):
    """The query code of a requester after the first, whose code stands with the case. `requester`: 2, 3 ... as in the file."""

    __tablename__ = "requester_code"

    case_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("case.id"), primary_key=True)
    requester: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text)
