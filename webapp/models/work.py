"""Read models of open and finished work."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class WorkItem(db.Model):
    """A user task as people see it. `state`: open, done or cancelled."""

    __tablename__ = "work_item"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    task: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(Text)
    process: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    urgency: Mapped[str | None] = mapped_column(Text)
    element: Mapped[str] = mapped_column(Text)
    phase: Mapped[str | None] = mapped_column(Text)
    form: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    assignee_id: Mapped[int | None]
    priority: Mapped[int]
    due_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None]
    compartment: Mapped[str | None] = mapped_column(Text)
    """as of its case, like `about_unit`"""
    about_unit: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    flags: Mapped[int] = mapped_column(default=0, server_default="0")
    """marks of its case: casework/flags.py"""
    taken_at: Mapped[datetime | None]
    """when it was claimed by, or given to, its assignee"""

    __table_args__ = (
        Index("work_item_mine", "assignee_id", "due_at", "case_id", "task", postgresql_where=text("state = 'open'")),
        Index(
            "work_item_queue", "unit", "role", "due_at", "case_id", "task",
            postgresql_where=text("state = 'open' AND assignee_id IS NULL"),
        ),
        Index("work_item_done", "ended_by", "ended_at", postgresql_where=text("state = 'done'")),
        Index("work_item_of_unit", "unit", "due_at", "case_id", "task", postgresql_where=text("state = 'open'")),
        Index("work_item_newest", "unit", "created_at", "case_id", "task", postgresql_where=text("state = 'open'")),
        *(
            Index(
                f"work_item_by_{column}", "unit", column, "due_at", "case_id", "task", postgresql_where=text("ended_at IS NULL"),
            )
            for column in ("category", "place", "channel", "phase", "urgency")
        ),
        Index(
            "work_item_flagged", "unit", "flags", "due_at", "case_id", "task",
            postgresql_where=text("ended_at IS NULL AND flags <> 0"),
        ),
    )  # fmt: skip


class IncidentRow(db.Model):
    __tablename__ = "incident"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    incident: Mapped[int] = mapped_column(primary_key=True)
    element: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]

    __table_args__ = (Index("incident_open", "element", "kind", "raised_at", postgresql_where=text("resolved_at IS NULL")),)
