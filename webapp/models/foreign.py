"""Histories of other systems, read only, and event logs of ours that somebody ordered."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class ForeignLog(db.Model):
    """One imported file. `kind`: xes or csv. `state`: waiting (for its columns to be named), reading, ready or failed."""

    __tablename__ = "foreign_log"

    id: Mapped[BigId]
    name: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(Text)
    """name it was uploaded under"""
    kind: Mapped[str] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 of the file as it came"""
    size: Mapped[int] = mapped_column(BigInteger)
    """bytes of it"""
    mapping: Mapped[dict[str, Any]]
    """what its columns mean: webapp/foreignlogs/mapping.py"""
    state: Mapped[str] = mapped_column(Text)
    trouble: Mapped[str | None] = mapped_column(Text)
    """why it failed: code and place"""
    report: Mapped[dict[str, Any]]
    """rows that could not be used: how many, and the numbers of the first"""
    size_read: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    cases: Mapped[int] = mapped_column(default=0, server_default="0")
    events: Mapped[int] = mapped_column(default=0, server_default="0")
    activities: Mapped[int] = mapped_column(default=0, server_default="0")
    resources: Mapped[int] = mapped_column(default=0, server_default="0")
    first_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    added_by: Mapped[int | None]
    added_at: Mapped[datetime]
    model_name: Mapped[str | None] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    """a diagram (BPMN) uploaded to compare it with"""
    steps: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """digest of a diagram -> its activities -> elements of that diagram"""


class ForeignCase(db.Model):
    """`position`: in the file, from 1. `due_at`, `ended_at`: planned and actual end when the file says so."""

    __tablename__ = "foreign_case"

    log_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("foreign_log.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    first_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    attributes: Mapped[dict[str, Any]]

    __table_args__ = (Index("foreign_case_by_name", "log_id", "name"),)


class ForeignEvent(db.Model):
    """`seq`: in its case, in the order of the file. A trigger refuses every change; a log is deleted as a whole."""

    __tablename__ = "foreign_event"

    log_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("foreign_log.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    activity: Mapped[str] = mapped_column(Text)
    transition: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime | None]
    resource: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    instance: Mapped[str | None] = mapped_column(Text)
    attributes: Mapped[dict[str, Any]]


class ForeignMapping(db.Model):
    """What somebody said the columns of a file mean, for the next file with the same ones."""

    __tablename__ = "foreign_mapping"

    headings: Mapped[str] = mapped_column(Text, primary_key=True)
    """SHA-256 of the names of its columns, in hexadecimal"""
    mapping: Mapped[dict[str, Any]]
    used_at: Mapped[datetime]


class LogOrder(db.Model):
    """An event log somebody asked for. `state`: waiting, writing, ready, failed or expired."""

    __tablename__ = "log_order"

    id: Mapped[BigId]
    name: Mapped[str] = mapped_column(Text)
    format: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    selection: Mapped[dict[str, Any]]
    """process, version, since, until, units; `listed`: only the cases in log_order_case"""
    asked_by: Mapped[int]
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text)
    cases: Mapped[int] = mapped_column(default=0, server_default="0")
    """to be written"""
    written: Mapped[int] = mapped_column(default=0, server_default="0")
    counts: Mapped[dict[str, Any]]
    """cases, events, activities, resources of the finished file"""
    size: Mapped[int | None] = mapped_column(BigInteger)
    """bytes"""
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    """SHA-256 of the finished file"""
    expires_at: Mapped[datetime | None]
    trouble: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("log_order_of", "asked_by", "asked_at"),)


class LogOrderCase(db.Model):
    """One case of a list that was on the screen when its log was ordered."""

    __tablename__ = "log_order_case"

    order_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("log_order.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
