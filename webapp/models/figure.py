"""What boards count. Facts: a row per request and a row per promise, made from the read models. Sums: facts added up by day and
by month, so that a year is read in a few hundred rows. All of it can be made anew (webapp/boards/README.md)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Date, DateTime, Index, Integer, SmallInteger, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class CaseFigure(db.Model):
    """What counts of one request. Days are the city's. Minutes are working minutes, known when it is closed. `restricted`:
    in a compartment or about a unit: counted apart. `excluded`: taken out of assessment with approval."""

    __tablename__ = "figure_case"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    process: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    """who handles it, or has it while nobody does"""
    place: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    restricted: Mapped[bool]
    excluded: Mapped[bool]
    opened_at: Mapped[datetime]
    opened_on: Mapped[date]
    opened_hour: Mapped[int] = mapped_column(SmallInteger)
    """hour of the week: Monday 0:00 is 0, Sunday 23:00 is 167"""
    due_at: Mapped[datetime | None]
    """earliest due date of its running clocks"""
    on_hold: Mapped[bool]
    merged: Mapped[bool]
    closed_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    handled: Mapped[bool]
    """a unit was given it to handle"""
    reopened: Mapped[bool]
    settled_locally: Mapped[bool]
    """ended in the grid without the main loop"""
    worked: Mapped[int | None]
    """from acceptance to closing"""
    intake: Mapped[int | None]
    dispatch: Mapped[int | None]
    handling: Mapped[int | None]
    review: Mapped[int | None]
    callback: Mapped[int | None]
    """in which at least one task of the phase was open"""
    called_on: Mapped[date | None]
    contact: Mapped[str | None] = mapped_column(Text)
    """of the last call: reached, no_answer, declined"""
    resolved: Mapped[str | None] = mapped_column(Text)
    satisfied: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("figure_case_opened", "process", "opened_on"),
        Index("figure_case_closed", "process", "closed_on"),
        Index("figure_case_called", "process", "called_on", postgresql_where=text("called_on IS NOT NULL")),
        Index("figure_case_open", "process", "unit", postgresql_where=text("closed_on IS NULL")),
        Index("figure_case_restricted", "process", "opened_on", postgresql_where=text("restricted")),
    )


class PromiseFigure(db.Model):
    """What counts of one run of a clock of a request. `decided`: kept or broken. `standing`: the order that was not given
    back. `reached`: what came of the first contact."""

    __tablename__ = "figure_promise"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    clock: Mapped[str] = mapped_column(Text, primary_key=True)
    run: Mapped[int] = mapped_column(primary_key=True)
    process: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    restricted: Mapped[bool]
    excluded: Mapped[bool]
    started_on: Mapped[date]
    due_on: Mapped[date]
    """the day it was last said to be due"""
    decided: Mapped[bool]
    kept: Mapped[bool]
    standing: Mapped[bool]
    is_order: Mapped[bool]
    """the first run of a unit's turn"""
    returned: Mapped[bool]
    reached: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("figure_promise_started", "process", "started_on", "clock"),
        Index("figure_promise_due", "process", "due_on", "clock"),
    )


SUMS = (
    "intake", "merged", "closed", "handled", "reopened", "worked_minutes", "local_base", "settled_locally",
    "intake_cases", "intake_minutes", "dispatch_cases", "dispatch_minutes", "handling_cases", "handling_minutes",
    "review_cases", "review_minutes", "callback_cases", "callback_minutes", "called", "unreachable", "effective", "resolved",
    "satisfied", "orders", "returned", "signs", "signed", "contacts", "contacted", "handle_due", "handle_kept", "reply_due",
    "reply_kept",
)  # fmt: skip
"""What is added up; webapp/boards/measures says from which facts."""

# `unit` empty: all units. `axis`: empty, channel, category, place, hour (of the week) or worked (whole working hours); `value` on
# it. `grain`: day or month, from `start`.
figure_sum = db.Table(
    "figure_sum",
    Column("process", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("axis", Text, primary_key=True),
    Column("grain", Text, primary_key=True),
    Column("start", Date, primary_key=True),
    Column("value", Text, primary_key=True),
    *(Column(name, BigInteger, nullable=False, server_default="0") for name in SUMS),
)

figure_touched = db.Table(
    "figure_touched",
    Column("case_id", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
)
"""Steps whose figures are still to be counted: one line per step, no index, taken away when counted."""


class MeasureDefinition(db.Model):
    """What a measure meant while it bore this version. Rows are never changed."""

    __tablename__ = "measure_definition"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    rule: Mapped[dict[str, Any]]
    """numerator and denominator as the program counts them"""
    words: Mapped[dict[str, Any]]
    """the same for people, by language"""
    since: Mapped[datetime]


class UnitArea(db.Model):
    """The outline of a territory: a GeoJSON geometry, longitude first. `source`: the file it came from."""

    __tablename__ = "unit_area"

    unit: Mapped[str] = mapped_column(Text, primary_key=True)
    geometry: Mapped[dict[str, Any]]
    source: Mapped[str] = mapped_column(Text)
    imported_at: Mapped[datetime]
