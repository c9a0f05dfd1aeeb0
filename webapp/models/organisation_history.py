"""What units, positions and accounts were: written by the database with every change (migrations/organisation.sql), ended once,
never changed. `begins_at` empty: there all along, as far as is known. `ends_at` empty: until today. The end is excluded."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db

OPEN = text("ends_at IS NULL")


class Stretch:
    """Since when and until when something was so, by whom and why."""

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    begins_at: Mapped[datetime | None]
    begun_by: Mapped[str | None] = mapped_column(Text)
    begun_because: Mapped[str | None] = mapped_column(Text)
    ends_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(Text)
    ended_because: Mapped[str | None] = mapped_column(Text)


class OrgUnitHistory(Stretch, db.Model):
    """As OrgUnit, of one stretch of time."""

    __tablename__ = "org_unit_history"

    code: Mapped[str] = mapped_column(Text)
    parent: Mapped[str | None] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)
    tier: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool]
    successor: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("org_unit_history_open", "code", unique=True, postgresql_where=OPEN),
        Index("org_unit_history_of", "code", "begins_at"),
    )


class PositionHistory(Stretch, db.Model):
    """A user held `role` in `unit`."""

    __tablename__ = "position_history"

    user_id: Mapped[int]
    unit: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("position_history_open", "user_id", "unit", "role", unique=True, postgresql_where=OPEN),
        Index("position_history_of_unit", "unit", "role"),
    )


class UserHistory(Stretch, db.Model):
    """How an account was called, and whether one could sign in to it."""

    __tablename__ = "user_history"

    user_id: Mapped[int]
    login: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool]

    __table_args__ = (
        Index("user_history_open", "user_id", unique=True, postgresql_where=OPEN),
        Index("user_history_of", "user_id", "begins_at"),
    )
