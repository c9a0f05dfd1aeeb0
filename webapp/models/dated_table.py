"""Decision tables that were published with a date, and those that wait for approval."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class DatedTableRow(db.Model):
    """`xml`: the decision with its table; NULL: from `effective_from` on the table of each version counts again. `status`:
    proposed, published, refused or withdrawn. `known_from`: since when cases may be decided by it. `draft`: where it was drawn.
    A trigger refuses every change but the answer to a proposal."""

    __tablename__ = "dated_table"

    id: Mapped[BigId]
    process: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(Text)
    xml: Mapped[str | None] = mapped_column(Text)
    effective_from: Mapped[date]
    basis: Mapped[str] = mapped_column(Text)
    """law, plan or decision behind it"""
    draft: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[int]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    known_from: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("dated_table_of_process", "process", "decision", "effective_from"),
        Index("dated_table_waiting", "proposed_at", postgresql_where=text("status = 'proposed'")),
    )
