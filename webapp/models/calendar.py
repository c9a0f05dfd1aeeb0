"""The work calendar the operator owns, and dated policy."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class CalendarDay(db.Model):
    """A day that differs from its weekday. `kind`: workday, rest, holiday, makeup_workday, local_closure. Rows are never
    changed: the newest `imported_at` of a day counts, older ones explain older due dates. `windows`: [["08:30","12:00"], ...]
    for a half day, else NULL."""

    __tablename__ = "calendar_day"

    id: Mapped[BigId]
    calendar: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(Text)
    windows: Mapped[list[Any] | None]
    notice_year: Mapped[int | None]
    imported_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("calendar_day_newest", "calendar", "day", "imported_at"),)


class CalendarWindow(db.Model):
    """Office hours: from `effective_from` to `effective_to` (exclusive, NULL: open) on the ISO weekdays in `weekdays` ("12345").
    Rows are never changed but for `replaced_at`; a replaced row explains older due dates."""

    __tablename__ = "calendar_window"

    id: Mapped[BigId]
    calendar: Mapped[str] = mapped_column(Text)
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    weekdays: Mapped[str] = mapped_column(Text)
    opens: Mapped[time]
    closes: Mapped[time]
    recorded_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class Policy(db.Model):
    """A number that differs between cities. Rows are never changed; the newest effective one known at a moment counts."""

    __tablename__ = "policy"

    id: Mapped[BigId]
    process: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    value: Mapped[Any] = mapped_column(type_=db.JSON)
    effective_from: Mapped[date]
    basis: Mapped[str | None] = mapped_column(Text)
    """law, plan or decision it comes from"""
    entered_at: Mapped[datetime]
    entered_by: Mapped[str | None] = mapped_column(Text)
    """actor label"""

    __table_args__ = (Index("policy_newest", "process", "name", "effective_from"),)
