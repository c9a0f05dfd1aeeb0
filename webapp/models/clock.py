"""Clocks as people see them, their ledger, and the dates at which something must happen."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class ClockRow(db.Model):
    """`state`: running, paused or stopped. `unit`: whose promise."""

    __tablename__ = "clock"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    run: Mapped[int] = mapped_column(primary_key=True)
    time_limit: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    phase: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    provisional: Mapped[bool]
    breached_at: Mapped[datetime | None]
    excused: Mapped[bool] = mapped_column(default=False)
    stopped_at: Mapped[datetime | None]
    on_time: Mapped[bool | None]


class ClockEntry(db.Model):
    """One line of a clock's ledger; `seq` is the case event it came from."""

    __tablename__ = "clock_event"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    run: Mapped[int]
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]]


class DueTimer(db.Model):
    """What the worker sweeps: `kind` is timer (BPMN) or clock (breach). Unarmed timers have no row."""

    __tablename__ = "due_timer"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    """number of the timer, or name of the clock"""
    due_at: Mapped[datetime]

    __table_args__ = (Index("due_timer_due", "due_at", "case_id"),)
