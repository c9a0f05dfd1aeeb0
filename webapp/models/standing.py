"""What widens or narrows a person's access beside the positions: clearances, declared interests, deputies. Rows are ended, never
removed: who granted, declared or lifted what, when and why stays readable."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class CompartmentGrant(db.Model):
    """This user may see cases of `compartment` (sensitive, confidential, informer) where a position reaches."""

    __tablename__ = "compartment_grant"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int]
    compartment: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[int]
    granted_at: Mapped[datetime]
    ended_by: Mapped[int | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "compartment_grant_in_force", "user_id", "compartment", unique=True, postgresql_where=text("ended_at IS NULL")
        ),
    )  # fmt: skip


class Recusal(db.Model):
    """This user keeps away: from one case, or from every case of a requester, a unit or a category (one of the four is set)."""

    __tablename__ = "recusal"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int]
    case_id: Mapped[int | None] = mapped_column(BigInteger)
    party_id: Mapped[int | None] = mapped_column(BigInteger)
    unit: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    declared_by: Mapped[int]
    declared_at: Mapped[datetime]
    lifted_by: Mapped[int | None]
    lifted_at: Mapped[datetime | None]
    lift_reason: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("recusal_of_user", "user_id", postgresql_where=text("lifted_at IS NULL")),
        Index("recusal_of_case", "case_id", postgresql_where=text("lifted_at IS NULL")),
        Index("recusal_standing", "user_id", postgresql_where=text("lifted_at IS NULL AND case_id IS NULL")),
    )


class Delegation(db.Model):
    """`deputy_id` sits in the seat (`role`, `unit`) of `user_id` from `starts_at` until `ends_at` (UTC, end excluded)."""

    __tablename__ = "delegation"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int]
    deputy_id: Mapped[int]
    role: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    set_by: Mapped[int]
    set_at: Mapped[datetime]
    ended_by: Mapped[int | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("delegation_to", "deputy_id", "ends_at"), Index("delegation_of", "user_id", "ends_at"))
