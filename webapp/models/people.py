"""Who works here, and the vault: the only place of personal data of requesters."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class User(db.Model):
    """Staff account. `locale`: zh_CN or en. `session_number`: part of every session; raising it ends them all."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    password_hash: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text, default="zh_CN")
    active: Mapped[bool] = mapped_column(default=True)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    session_number: Mapped[int] = mapped_column(default=0, server_default="0")


class Position(db.Model):
    """A user holds `role` (domain F.1 codes, the lane ids of the diagrams) in `unit`."""

    __tablename__ = "position"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("org_unit.code"), primary_key=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True)

    __table_args__ = (Index("position_by_unit_role", "unit", "role"),)


class ApiToken(db.Model):
    """Only a hash of the token is kept."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Party(db.Model):
    """A person outside (requester). `wrapped_key`: the subject key, wrapped by the master key; NULL after erasure."""

    __tablename__ = "party"

    id: Mapped[BigId]
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    """keyed hash, for equality search only"""
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class PartyRecord(db.Model):
    """One sealed value; the case file and the events hold only {"vault": id, "class": kind}. `kind`: name, phone, address,
    id_number, statement, note, file_name."""

    __tablename__ = "party_record"

    id: Mapped[BigId]
    party_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("party.id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (UniqueConstraint("party_id", "id"),)
