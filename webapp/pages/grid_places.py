"""Where this person works, and the categories a thumb reaches: those the grid settles itself as tiles, the rest in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from webapp import grid
from webapp.models import Category, OrgUnit, db
from webapp.pages.names import name_of
from webapp.pages.people import me
from webapp.pages.running import running


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """`is_quick`: the grid settles it itself, so it has a tile."""

    code: str
    name: str
    is_quick: bool


def grids() -> list[Place]:
    """The grids in which this person has a seat, and those below a seat further up, each once."""
    seats = [seat for seat in me().seats if seat.role in grid.ROLES]
    if not seats:
        return []
    below = or_(*(OrgUnit.path.startswith(seat.path, autoescape=True) for seat in seats))
    rows = db.session.scalars(select(OrgUnit).where(OrgUnit.tier == "grid", OrgUnit.active, below).order_by(OrgUnit.path))
    return [Place(code=row.code, name=name_of(row.name, row.name_en)) for row in rows]


def tiles(often: Sequence[str] = ()) -> list[Tile]:
    """The finest categories: those reported `often` first, then in the order of their codes."""
    rows = db.session.scalars(select(Category).where(Category.active).order_by(Category.code)).all()
    inner = {row.parent for row in rows}
    leaves = [row for row in rows if row.code not in inner]
    quick = set(grid.handled_by_grids(running().library.newest(grid.PROCESS), (row.code for row in leaves)))
    rank = {code: place for place, code in enumerate(often)}
    leaves.sort(key=lambda row: (rank.get(row.code, len(rank)), row.code))
    return [Tile(code=row.code, name=name_of(row.name, row.name_en, row.code), is_quick=row.code in quick) for row in leaves]
