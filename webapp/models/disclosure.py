"""Who looked at personal data, when and why. Append-only like the history of a case."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class Disclosure(db.Model):
    """`records`: [{"vault": record id, "class": kind}] that were shown; `reason` in the viewer's words."""

    __tablename__ = "disclosure"

    id: Mapped[BigId]
    at: Mapped[datetime]
    case_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int]
    records: Mapped[list[Any]]
    reason: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("disclosure_of_case", "case_id", "at"), Index("disclosure_by_user", "user_id", "at"))
