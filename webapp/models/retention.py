"""How long what is kept, what may not be disposed of, and what was."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class RetentionRule(db.Model):
    """`months` after a case closed, for a class of data; None: for ever. The newest row in force counts; rows never change."""

    __tablename__ = "retention_rule"

    id: Mapped[BigId]
    data_class: Mapped[str] = mapped_column(Text)
    months: Mapped[int | None]
    basis: Mapped[str] = mapped_column(Text)
    effective_from: Mapped[date] = mapped_column(Date)
    entered_at: Mapped[datetime]
    entered_by: Mapped[int]

    __table_args__ = (Index("retention_rule_of_class", "data_class", "effective_from"),)


class LegalHold(db.Model):
    """Nothing of this case, nor of the people in it, is disposed of while the hold stands."""

    __tablename__ = "legal_hold"

    id: Mapped[BigId]
    case_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("case.id"))
    reason: Mapped[str] = mapped_column(Text)
    set_at: Mapped[datetime]
    set_by: Mapped[int]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None]
    lifted_because: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("legal_hold_standing", "case_id", unique=True, postgresql_where=text("lifted_at IS NULL")),)


class Disposal(db.Model):
    """One run over one class of data: how much went, what stayed because of holds. `about`: ids of what went, never contents."""

    __tablename__ = "disposal"

    id: Mapped[BigId]
    data_class: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    until: Mapped[datetime]
    """cases closed before this moment were due"""
    disposed: Mapped[int]
    held: Mapped[int]
    about: Mapped[dict[str, Any]]
