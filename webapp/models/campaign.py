"""Clearance campaigns: the frozen list of each, and what became of its members. The campaign itself is a case."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class Campaign(db.Model):
    """`digest`: SHA-256 over the numbers of the members in order; it stands in the history of the campaign's case too."""

    __tablename__ = "campaign"

    case_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("case.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(Text)
    query: Mapped[dict[str, Any]]
    members: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    frozen_at: Mapped[datetime]
    standard: Mapped[dict[str, Any] | None]
    """what was chosen, and the basis"""
    graded_at: Mapped[datetime | None]
    assigned_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    """when what remained was counted; nothing of the members changes afterwards"""


class CampaignItem(db.Model):
    """A member of the frozen list. What it was then never changes (a trigger refuses it), nor does the list."""

    __tablename__ = "campaign_item"

    campaign_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("campaign.case_id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("case.id"), primary_key=True)
    number: Mapped[str] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    """whose promise was broken, or who had it"""
    category: Mapped[str | None] = mapped_column(Text)
    urgency: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[str | None] = mapped_column(Text)
    clock: Mapped[str | None] = mapped_column(Text)
    """the first promise broken"""
    due_at: Mapped[datetime | None]
    """the old due date of that promise"""
    opened_at: Mapped[datetime]
    grading: Mapped[list[Any] | None]
    """what grading anew did to each of its clocks: clock, old_limit, limit, old_due, due, result"""
    kind: Mapped[str | None] = mapped_column(Text)
    """its class"""
    priority: Mapped[int | None]
    responsible: Mapped[int | None]
    action: Mapped[str | None] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    """of the action: done, or the code of the refusal"""
    reason: Mapped[str | None] = mapped_column(Text)
    until: Mapped[date | None] = mapped_column(Date)
    plan: Mapped[int | None] = mapped_column(BigInteger)
    """record of the vault"""
    settled: Mapped[str | None] = mapped_column(Text)
    """on the closing day: cleared, left or residual"""
    cleared_at: Mapped[datetime | None]

    __table_args__ = (Index("campaign_item_of_case", "case_id"),)
