"""The tree of units and the three-level taxonomy."""

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import db


class OrgUnit(db.Model):
    """`tier`: city, district, street, community, grid; departments and squads carry the tier they belong to and kind
    "department". `path` is /code/code/.../ from the root, for subtrees. `names` by locale."""

    __tablename__ = "org_unit"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    parent: Mapped[str | None] = mapped_column(Text, index=True)
    path: Mapped[str] = mapped_column(Text)
    tier: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    """territory or department"""
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text)
    """pinyin or code order made by the application; the database collates by code point"""
    active: Mapped[bool] = mapped_column(default=True)
    successor: Mapped[str | None] = mapped_column(Text)
    """of a closed unit: who does its work now"""

    __table_args__ = (Index("org_unit_path", "path", postgresql_ops={"path": "text_pattern_ops"}),)


class Category(db.Model):
    """`level` 1 to 3; `original_code` is the code of the city's own table, kept beside ours."""

    __tablename__ = "category"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    parent: Mapped[str | None] = mapped_column(Text, index=True)
    level: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    original_code: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)
