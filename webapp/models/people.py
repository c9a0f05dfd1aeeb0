"""Who works here, and the vault: the only place of personal data of requesters."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, LargeBinary, Text, UniqueConstraint, text
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
    last_used_at: Mapped[datetime | None]
    """to within some minutes"""
    expires_at: Mapped[datetime | None]


class PasswordLink(db.Model):
    """Whoever has the secret of this link may choose the account's password, once, until `expires_at`. Only a hash is kept."""

    __tablename__ = "password_link"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    made_by: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PositionPlan(db.Model):
    """A position to be given or taken at `due_at`. `deed`: grant or revoke. `outcome`: done, withdrawn or refused."""

    __tablename__ = "position_plan"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int]
    unit: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    deed: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    planned_by: Mapped[int]
    planned_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("position_plan_due", "due_at", postgresql_where=text("settled_at IS NULL")),)


class Party(db.Model):
    """A person outside (requester). `wrapped_key`: the subject key, wrapped by the master key; NULL after erasure."""

    __tablename__ = "party"

    id: Mapped[BigId]
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    """keyed hash, for equality search only"""
    id_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    """the same of the identity number, where somebody gave it"""
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
