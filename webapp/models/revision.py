"""What running processes look at to notice that configuration changed."""

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class Revision(db.Model):
    """`name`: calendar, directory, processes or tables. Triggers on the configuration tables raise `number` in the
    same transaction."""

    __tablename__ = "revision"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
