"""Whose figures somebody sees: his units and everything below them; which units are compared with each other."""

from __future__ import annotations

from sqlalchemy import select

from webapp.casework.actors import Actor
from webapp.casework.directory import Directory, Unit
from webapp.casework.reading import units_seen
from webapp.models import OrgUnit, db


def tops(by: Actor, directory: Directory) -> list[str]:
    """The highest units whose boards this person has, the highest first; none below another."""
    own = [code for code in units_seen(by, "board") if code in directory.units]
    highest = [code for code in own if not any(code != top and directory.is_within(code, top) for top in own)]
    return sorted(highest, key=lambda code: (directory.units[code].path.count("/"), code))


def may_see(by: Actor, directory: Directory, unit: str) -> bool:
    return any(directory.is_within(unit, top) for top in tops(by, directory))


def below(directory: Directory, top: str) -> tuple[str, ...] | None:
    """`top` and all units under it; None: those are all units there are."""
    path = directory.path(top)
    found = tuple(code for code, unit in directory.units.items() if unit.path.startswith(path))
    return None if len(found) == len(directory.units) else found


def children(directory: Directory, top: str) -> list[Unit]:
    return sorted((unit for unit in directory.units.values() if unit.parent == top), key=lambda unit: unit.code)


def branch_of(directory: Directory, top: str) -> dict[str, str]:
    """Each unit under `top` -> the child of `top` it belongs to; `top` itself -> itself."""
    found = {top: top}
    for child in children(directory, top):
        found |= dict.fromkeys(below(directory, child.code) or (), child.code)
    return found


def peers(code: str) -> list[str]:
    """Units to compare `code` with, itself among them: of its tier and kind (territory or department)."""
    own = db.session.get(OrgUnit, code)
    if own is None:
        return [code]
    same = select(OrgUnit.code).where(OrgUnit.active, OrgUnit.tier == own.tier, OrgUnit.kind == own.kind)
    return sorted(db.session.scalars(same))


def kinds_below(top: str) -> dict[str, str]:
    """Unit directly below `top` -> department or territory."""
    return dict(db.session.execute(select(OrgUnit.code, OrgUnit.kind).where(OrgUnit.active, OrgUnit.parent == top)).all())  # type: ignore[arg-type]
