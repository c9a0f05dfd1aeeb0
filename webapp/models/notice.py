"""What the program told a unit or a requester."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class Notice(db.Model):
    """`audience`: unit or requester. `template`: id of the text in the catalogues. Written by the service task `notify`, once
    per job; people read it in the program, and an adapter (SMS, mail) may pass it on and set `passed_on_at`."""

    __tablename__ = "notice"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    job: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[str] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    template: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    passed_on_at: Mapped[datetime | None]

    __table_args__ = (
        Index("notice_of_unit", "unit", "at"),
        Index("notice_to_pass_on", "at", postgresql_where=text("passed_on_at IS NULL")),
    )
