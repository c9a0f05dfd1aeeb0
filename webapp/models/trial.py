"""Drafts tried: runs by hand, and comparisons with what happened. Nothing here belongs to a case."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class TrialRun(db.Model):
    """A run by hand. `story`: as an entry of scenarios.yaml; where the run stands is computed from its steps."""

    __tablename__ = "trial_run"

    id: Mapped[BigId]
    draft: Mapped[int] = mapped_column(BigInteger, ForeignKey("studio_draft.id"))
    title: Mapped[str] = mapped_column(Text)
    story: Mapped[dict[str, Any]]
    made_by: Mapped[int]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    __table_args__ = (Index("trial_run_of_draft", "draft", "id"),)


class WhatIf(db.Model):
    """A comparison of the cases opened from `since` to `until` (local days, both counted). `revision`: of the draft that was
    compared. `pause`: the limit a step takes of which nothing is known; `paces`: element -> limit, where whoever asks knows
    better. `status`: waiting, running, done, cancelled, failed.
    `total`, `done`: cases. `result`: see webapp/trials/README.md."""

    __tablename__ = "what_if"

    id: Mapped[BigId]
    draft: Mapped[int] = mapped_column(BigInteger, ForeignKey("studio_draft.id"))
    revision: Mapped[int]
    since: Mapped[date]
    until: Mapped[date]
    pause: Mapped[str] = mapped_column(Text)
    paces: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(Text)
    total: Mapped[int | None]
    done: Mapped[int]
    result: Mapped[dict[str, Any] | None]
    asked_by: Mapped[int]
    asked_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("what_if_of_draft", "draft", "id"),)
