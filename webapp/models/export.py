"""Which lists left the program as a file. Append-only like the disclosures."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class ExportLog(db.Model):
    """`name`: the list in the words of whoever took it; `asked`: path and filters of the page, numbers blotted out."""

    __tablename__ = "export_log"

    id: Mapped[BigId]
    at: Mapped[datetime]
    user_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    """csv or xlsx"""
    asked: Mapped[str] = mapped_column(Text)
    rows: Mapped[int]

    __table_args__ = (Index("export_log_by_user", "user_id", "at"),)
