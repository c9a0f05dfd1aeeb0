"""The studio's desk: drafts of process folders, what they were before, and what people say about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class StudioDraft(db.Model):
    """`base`: the definition it began from. `files`: path -> text. `touched`: path -> revision that changed it last.
    `status`: see webapp.studio.drafts.STATUSES. `revision` rises with every save."""

    __tablename__ = "studio_draft"

    id: Mapped[BigId]
    process: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    base: Mapped[str | None] = mapped_column(Text)
    files: Mapped[dict[str, Any]]
    touched: Mapped[dict[str, Any]]
    revision: Mapped[int]
    status: Mapped[str] = mapped_column(Text)
    created_by: Mapped[int]
    created_at: Mapped[datetime]
    changed_by: Mapped[int]
    changed_at: Mapped[datetime]

    __table_args__ = (Index("studio_draft_changed", "status", "changed_at"),)


class StudioVersion(db.Model):
    """What a draft was. `note`: its name; NULL for what was saved by itself. `begun_at`: when this stretch of saving began."""

    __tablename__ = "studio_version"

    draft: Mapped[int] = mapped_column(BigInteger, ForeignKey("studio_draft.id"), primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    files: Mapped[dict[str, Any]]
    saved_by: Mapped[int]
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    note: Mapped[str | None] = mapped_column(Text)


class StudioComment(db.Model):
    """`element`: id in the file; NULL: about the whole. Settled ones stay."""

    __tablename__ = "studio_comment"

    id: Mapped[BigId]
    draft: Mapped[int] = mapped_column(BigInteger, ForeignKey("studio_draft.id"))
    path: Mapped[str] = mapped_column(Text)
    element: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    said_by: Mapped[int]
    said_at: Mapped[datetime]
    settled_by: Mapped[int | None]
    settled_at: Mapped[datetime | None]

    __table_args__ = (Index("studio_comment_of_draft", "draft", "said_at"),)
