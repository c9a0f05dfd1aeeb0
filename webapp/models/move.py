"""Running cases moved to another version of their process: what was ordered, and what became of each case."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class MoveBatch(db.Model):
    """`target`: the version to move to. `mapping`: element of the old version -> element of the new one. `status`: see
    webapp.moves.batches.STATUSES. `rounds`: how often it was started."""

    __tablename__ = "move_batch"

    id: Mapped[BigId]
    process: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    mapping: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(Text)
    rounds: Mapped[int]
    created_by: Mapped[int]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("move_batch_of_process", "process", "created_at"),)


class MoveItem(db.Model):
    """One case. `verdict`, `problems`, `stands`, `changes`: of the try, see webapp.moves.trying.Look; NULL: not looked at yet.
    `result`: moved, undone, or why not: the code of a refusal. No foreign key to the case: looking writes nothing of it."""

    __tablename__ = "move_item"

    batch: Mapped[int] = mapped_column(BigInteger, ForeignKey("move_batch.id"), primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str | None] = mapped_column(Text)
    problems: Mapped[list[Any] | None]
    stands: Mapped[list[Any] | None]
    changes: Mapped[list[Any] | None]
    result: Mapped[str | None] = mapped_column(Text)
    detail: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]

    __table_args__ = (Index("move_item_to_look_at", "batch", postgresql_where=text("verdict IS NULL")),)
