"""Texts that people use again and again: reply templates and what the desk answers from."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class Snippet(db.Model):
    """`kind`: reply (put into a form) or knowledge (read, told, put in too). `unit`: for this unit and all below it.
    `category`: for it and all below it. `element`: the step it is for. NULL: for every one. `version`: the newest."""

    __tablename__ = "snippet"

    id: Mapped[BigId]
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    element: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    active: Mapped[bool]

    __table_args__ = (Index("snippet_of_unit", "unit", "kind"),)


class SnippetVersion(db.Model):
    """Every text a snippet ever had; what was said to people can be told years later."""

    __tablename__ = "snippet_version"

    snippet_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("snippet.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    edited_by: Mapped[int]
    edited_at: Mapped[datetime]
