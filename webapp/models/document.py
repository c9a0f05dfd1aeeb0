"""Files people attached to a case."""

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class Attachment(db.Model):
    """Content is sealed with the key of its subject in the vault, like every personal value."""

    __tablename__ = "attachment"

    id: Mapped[BigId]
    case_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    party_id: Mapped[int] = mapped_column(BigInteger)
    name_record_id: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(Text)
