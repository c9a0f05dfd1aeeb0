"""What each person keeps in the inbox: watched cases, what was read, views, and how the inbox behaves."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class Watch(db.Model):
    """A case that this person keeps an eye on."""

    __tablename__ = "watch"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    since: Mapped[datetime]

    __table_args__ = (Index("watch_of_case", "case_id"),)


class CaseSeen(db.Model):
    """`version`: how far this person has read the history of the case. A higher version of the case is unread."""

    __tablename__ = "case_seen"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class SavedView(db.Model):
    """A list with its filters, under a name. `unit`: everybody of this unit has it too. `query`: as in the address."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    owner_id: Mapped[int]
    unit: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]

    __table_args__ = (
        Index("saved_view_of_owner", "owner_id"),
        Index("saved_view_of_unit", "unit", postgresql_where=text("unit IS NOT NULL")),
    )


class InboxSetting(db.Model):
    """`after_sending`: next or list. `density`: roomy or dense. `view_id`: the view that opens first."""

    __tablename__ = "inbox_setting"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    after_sending: Mapped[str] = mapped_column(Text)
    density: Mapped[str] = mapped_column(Text)
    view_id: Mapped[int | None] = mapped_column(BigInteger)
