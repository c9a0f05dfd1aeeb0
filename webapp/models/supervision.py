"""Yellow and red cards, and what a supervision case was opened for."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class Card(db.Model):
    """One card, given by event `seq` of the case. `colour`: yellow or red. `cause`: the timer that gave it, or by_hand. `clock`:
    the promise it is about, kept by `unit` and due at `due_at`. `reverses`: seq of the card that this entry takes back; `at` is
    then when that one was given. What a card costs is policy (processes/supervision, card_points)."""

    __tablename__ = "card"

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    colour: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(Text)
    clock: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    unit_path: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime | None]
    at: Mapped[datetime]
    reverses: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (
        Index("card_of_unit", "unit", "at"),
        Index("card_below", "unit_path", "at", postgresql_ops={"unit_path": "text_pattern_ops"}),
    )


class SupervisionTrigger(db.Model):
    """`case_id`: the newest supervision case of this trigger, open or closed. The row is locked while one is opened, so there are
    never two open ones. `trigger`: reason and number of the case, or mass_repeat, place and category."""

    __tablename__ = "supervision_trigger"

    trigger: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[int | None] = mapped_column(BigInteger)
