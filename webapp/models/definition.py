"""Process folders at one digest, and which of them is offered for new cases."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import BigId, db


class Definition(db.Model):
    """`id` is key@digest; `files` maps path to text of everything in the folder, so a running case never loses its model."""

    __tablename__ = "definition"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    files: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Deployment(db.Model):
    """The newest row of a key decides the version of new cases. `deployed_by`: user id or None for the shipped folder."""

    __tablename__ = "deployment"

    id: Mapped[BigId]
    key: Mapped[str] = mapped_column(Text)
    definition_id: Mapped[str] = mapped_column(Text)
    deployed_at: Mapped[datetime]
    deployed_by: Mapped[int | None]

    __table_args__ = (Index("deployment_newest", "key", "deployed_at"),)
