"""The clearance list: what ran late, whose delay it was, and when it was cleared."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class ClearanceEntry(db.Model):
    """One broken promise. The list of a unit shows the entries of its whole subtree, so superiors see them too; an entry
    is cleared only when its case is finished, and stays as record."""

    __tablename__ = "clearance_entry"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    clock: Mapped[str] = mapped_column(Text, primary_key=True)
    run: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(Text)
    unit_path: Mapped[str] = mapped_column(Text)
    phase: Mapped[str | None] = mapped_column(Text)
    due_at: Mapped[datetime]
    listed_at: Mapped[datetime]
    level: Mapped[int] = mapped_column(default=0)
    """supervision level reached so far (domain: 0 reminder ... 5 transfer)"""
    excused: Mapped[bool] = mapped_column(default=False)
    """extended or measured anew since, and in time again"""
    stopped_at: Mapped[datetime | None]
    """when the late step itself was done"""
    cleared_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("clearance_entry_open", "unit_path", "due_at", postgresql_ops={"unit_path": "text_pattern_ops"}),
        Index("clearance_entry_by_due", "due_at", "case_id", "clock", "run", postgresql_where=text("cleared_at IS NULL")),
        Index(
            "clearance_entry_done", "due_at", "case_id", "clock", "run",
            postgresql_where=text("cleared_at IS NULL AND (stopped_at IS NOT NULL OR excused)"),
        ),
        Index(
            "clearance_entry_cleared", "cleared_at", "case_id", "clock", "run",
            postgresql_where=text("cleared_at IS NOT NULL"),
        ),
    )  # fmt: skip
