"""Files people attached to a case."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class Attachment(db.Model):
    """Content and thumbnail are sealed with the key of their subject in the vault, like every personal value. `sha256`: of the
    content that is kept. `attached_at` NULL: uploaded, and no form was sent with it yet."""

    __tablename__ = "attachment"

    id: Mapped[BigId]
    case_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    party_id: Mapped[int] = mapped_column(BigInteger)
    name_record_id: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(Text)
    """user:7, or party"""
    upload: Mapped[str] = mapped_column(Text)
    """made by the sender: the same upload again is the same row"""
    task: Mapped[int | None]
    thumbnail: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    attached_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("added_by", "upload"),
        Index("attachment_loose", "added_at", postgresql_where=text("attached_at IS NULL")),
    )
