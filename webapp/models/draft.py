"""What people typed and did not send yet."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class Draft(db.Model):
    """One field of one form of one person. `case_id` and `task` 0: the desk, before there is a case. `sealed`: JSON, with the key
    of the subject, because nobody knows yet what it says about whom."""

    __tablename__ = "draft"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    task: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(Text, primary_key=True)
    party_id: Mapped[int] = mapped_column(BigInteger)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime]

    __table_args__ = (Index("draft_of_task", "case_id", "task"), Index("draft_age", "saved_at"))
