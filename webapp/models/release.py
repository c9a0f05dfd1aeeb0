"""Reviews of drafts, releases, and incidents tried again in numbers."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class ModelReview(db.Model):
    """One request for review: the content as it was asked for, and what was decided. `editors`: user ids of all who had a hand in
    it. `state`: asked, approved, sent_back, withdrawn or released. `compared`: the running version the decision looked at."""

    __tablename__ = "model_review"

    id: Mapped[BigId]
    draft: Mapped[int] = mapped_column(BigInteger, ForeignKey("studio_draft.id"))
    process: Mapped[str] = mapped_column(Text)
    definition_id: Mapped[str] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    files: Mapped[dict[str, Any]]
    base: Mapped[str | None] = mapped_column(Text)
    editors: Mapped[list[Any]]
    note: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int]
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
    compared: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        Index("model_review_of_draft", "draft", "asked_at"),
        Index("model_review_at_work", "draft", unique=True, postgresql_where=text("state IN ('asked', 'approved')")),
    )


class ModelRelease(db.Model):
    """An order to let new cases run on a version. `kind`: release or rollback. `replaces`: the running version it was ordered on
    top of. `state`: scheduled, released, withdrawn, held (another version came between) or refused (the gate said no at its
    moment). `reason`: why it was withdrawn. `problems`: what the gate found. `deployment`: the row it became."""

    __tablename__ = "model_release"

    id: Mapped[BigId]
    process: Mapped[str] = mapped_column(Text)
    definition_id: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    review: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("model_review.id"))
    replaces: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    ordered_by: Mapped[int]
    ordered_at: Mapped[datetime]
    effective_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(Text)
    problems: Mapped[list[Any]]
    deployment: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (
        Index("model_release_of_process", "process", "ordered_at"),
        Index("model_release_scheduled", "process", unique=True, postgresql_where=text("state = 'scheduled'")),
        Index("model_release_deployment", "deployment", unique=True, postgresql_where=text("deployment IS NOT NULL")),
    )


class IncidentRetry(db.Model):
    """An order to try incidents again. `corrections`: entries set in the file of each case first."""

    __tablename__ = "incident_retry"

    id: Mapped[BigId]
    ordered_by: Mapped[int]
    ordered_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    corrections: Mapped[dict[str, Any]]
    ended_at: Mapped[datetime | None]


class IncidentRetryItem(db.Model):
    """One of them. `state`: waiting, resolved, again (it failed anew), gone (it was settled meanwhile) or refused, with `why`."""

    __tablename__ = "incident_retry_item"

    retry: Mapped[int] = mapped_column(BigInteger, ForeignKey("incident_retry.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    incident: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(Text)
    why: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]
