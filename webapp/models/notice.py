"""What the program told units, requesters and people of the house, and by which way."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class Notice(db.Model):
    """`audience`: unit or requester. `template`: id of the text in the catalogues. Written by the service task `notify`, once
    per job; people read it in the program, and an adapter (SMS, mail) may pass it on and set `passed_on_at`."""

    __tablename__ = "notice"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    job: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[str] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    template: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    passed_on_at: Mapped[datetime | None]

    __table_args__ = (
        Index("notice_of_unit", "unit", "at"),
        Index("notice_to_pass_on", "at", postgresql_where=text("passed_on_at IS NULL")),
    )


class PersonalNotice(db.Model):
    """One line of somebody's notices. `facts` fill the text of `kind` and hold nothing personal; `key` keeps one user from being
    told the same thing twice. `passed_on_at`: it was looked at for mail, SMS and the like, whether or not any went out."""

    __tablename__ = "personal_notice"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int]
    kind: Mapped[str] = mapped_column(Text)
    case_id: Mapped[int | None] = mapped_column(BigInteger)
    task: Mapped[int | None]
    facts: Mapped[dict[str, Any]]
    key: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    passed_on_at: Mapped[datetime | None]

    __table_args__ = (
        Index("personal_notice_once", "user_id", "key", unique=True),
        Index("personal_notice_unread", "user_id", postgresql_where=text("read_at IS NULL")),
        Index("personal_notice_newest", "user_id", "id"),
        Index(
            "personal_notice_calls",
            "case_id",
            "task",
            postgresql_where=text("kind = 'called' AND read_at IS NULL"),
        ),
        Index("personal_notice_to_pass_on", "id", postgresql_where=text("passed_on_at IS NULL")),
    )


class Delivery(db.Model):
    """A message on its way out of the house: to a user, or to the requester of a case (`user_id` empty). `content`: kind and
    facts; the address is looked up when it is sent. `failure`: the kind of the last failure, never its text."""

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    channel: Mapped[str] = mapped_column(Text)
    """file, email, sms or wecom"""
    user_id: Mapped[int | None]
    case_id: Mapped[int | None] = mapped_column(BigInteger)
    key: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    not_before: Mapped[datetime]
    """quiet hours put it off"""
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    failure: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("delivery_once", "channel", "key", unique=True),
        Index("delivery_waiting", "not_before", postgresql_where=text("sent_at IS NULL")),
    )


class NoticeSetting(db.Model):
    """What one user wants to be told and where. `channels`: kind -> channels; a kind that is not in it takes the house's own.
    Times are local (Asia/Shanghai)."""

    __tablename__ = "notice_setting"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channels: Mapped[dict[str, Any]]
    email: Mapped[str | None] = mapped_column(Text)
    mobile: Mapped[str | None] = mapped_column(Text)
    wecom: Mapped[str | None] = mapped_column(Text)
    quiet_from: Mapped[time | None]
    quiet_to: Mapped[time | None]
    digest_at: Mapped[time | None]
