"""Signed statements over the history, and which range of which case each covers. Append-only."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class SealRow(db.Model):
    """`content`: what is signed (webapp.audit.seals)."""

    __tablename__ = "seal"

    number: Mapped[BigId]
    content: Mapped[dict[str, Any]]
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class SealLeaf(db.Model):
    """Events `first_seq` to `last_seq` of a case; `head`: hash of the last one."""

    __tablename__ = "seal_leaf"

    seal: Mapped[int] = mapped_column(BigInteger, ForeignKey("seal.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger)
    first_seq: Mapped[int] = mapped_column(BigInteger)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    head: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index("seal_leaf_of_case", "case_id", "last_seq"),)


class SealedCase(db.Model):
    """How far each case is sealed, so that the sealer finds what is new. A hint only: verification does not trust it."""

    __tablename__ = "sealed_case"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last_seq: Mapped[int] = mapped_column(BigInteger)


class SealKeyRow(db.Model):
    """Public keys that have signed, by their short name."""

    __tablename__ = "seal_key"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary)
