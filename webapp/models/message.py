"""Messages between cases: sent after the commit, kept until somebody waits for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class MessageOut(db.Model):
    """Written with the event that sent it; `delivered_at` when every receiver has it."""

    __tablename__ = "message_out"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]]
    link: Mapped[str] = mapped_column(Text)
    start: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]

    __table_args__ = (Index("message_out_undelivered", "sent_at", postgresql_where=text("delivered_at IS NULL")),)


class MessageIn(db.Model):
    """Arrived for a case that did not wait for it yet."""

    __tablename__ = "message_in"

    id: Mapped[BigId]
    case_id: Mapped[int] = mapped_column(BigInteger, index=True)
    name: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]]
    command_id: Mapped[str] = mapped_column(Text)
    """of the correlation that hands it over; a repeated delivery has the same"""
    arrived_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("case_id", "command_id"),)
