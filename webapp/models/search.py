"""What finding needs: filled from `case` by a database trigger, whoever writes the case; rebuilt by writing the cases anew."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class CaseSearch(db.Model):
    """`grams`: pairs of neighbouring characters of the title. `party_id`: the requester, when known. Apart from `case`, whose
    row is rewritten at every step and would drag these indexes along."""

    __tablename__ = "case_search"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    opened_at: Mapped[datetime]
    place: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    party_id: Mapped[int | None] = mapped_column(BigInteger)
    grams: Mapped[list[str]] = mapped_column(ARRAY(Text))

    __table_args__ = (
        Index("case_search_grams", "grams", postgresql_using="gin"),
        Index("case_search_place", "place", "opened_at"),
        Index("case_search_category", "category", "opened_at"),
        Index("case_search_party", "party_id", "opened_at"),
    )
