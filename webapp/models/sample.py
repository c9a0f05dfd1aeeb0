"""Samples that auditors drew, with everything that decided the draw."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class Sample(db.Model):
    """`frame`: which cases could be drawn, see webapp.sampling.frames. `frame_digest`: SHA-256 over their numbers. `weights`:
    what each sign of risk weighed then; empty for a draw at random. What decided the draw never changes: a trigger refuses it."""

    __tablename__ = "sample"

    id: Mapped[BigId]
    title: Mapped[str] = mapped_column(Text)
    drawn_at: Mapped[datetime]
    drawn_by: Mapped[int]
    frame: Mapped[dict[str, Any]]
    method: Mapped[str] = mapped_column(Text)
    """random or risk"""
    seed: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    frame_size: Mapped[int]
    frame_digest: Mapped[bytes] = mapped_column(LargeBinary)
    weights: Mapped[dict[str, Any]]


class SampleItem(db.Model):
    """A case drawn, in its order. `signs`, `weight`: as they were when it was drawn. `finding_case`: filed about it."""

    __tablename__ = "sample_item"

    sample_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("sample.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("case.id"), primary_key=True)
    position: Mapped[int]
    number: Mapped[str] = mapped_column(Text)
    signs: Mapped[list[str]] = mapped_column(ARRAY(Text))
    weight: Mapped[int]
    looked_at: Mapped[datetime | None]
    looked_by: Mapped[int | None]
    remark: Mapped[str | None] = mapped_column(Text)
    finding_case: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (Index("sample_item_in_order", "sample_id", "position", unique=True),)
