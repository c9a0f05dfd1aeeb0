"""Outlines of territories: read for the map, brought in from GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select

from engine.now import now
from webapp.database.connections import Connection
from webapp.models import OrgUnit, UnitArea, db

SHAPES = ("Polygon", "MultiPolygon")
KEEP = """
    INSERT INTO unit_area (unit, geometry, source, imported_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (unit) DO UPDATE SET geometry = excluded.geometry, source = excluded.source, imported_at = excluded.imported_at
"""


@dataclass(slots=True)
class Brought:
    """How an import went. `unknown`: codes that are no unit; `unusable`: what is wrong with a feature."""

    kept: int
    unknown: list[str]
    unusable: list[str]


def of_tier(tier: str) -> list[tuple[str, Mapping[str, Any]]]:
    """(unit, geometry) of the territories of this tier."""
    query = select(UnitArea.unit, UnitArea.geometry).join(OrgUnit, OrgUnit.code == UnitArea.unit)
    return [(unit, shape) for unit, shape in db.session.execute(query.where(OrgUnit.tier == tier, OrgUnit.active))]


def drawn(tier: str, unit: str) -> set[str]:
    """The territories of this tier at or below `unit` that have an outline."""
    top = select(OrgUnit.path).where(OrgUnit.code == unit).scalar_subquery()
    query = select(UnitArea.unit).join(OrgUnit, OrgUnit.code == UnitArea.unit)
    return set(db.session.scalars(query.where(OrgUnit.tier == tier, OrgUnit.active, OrgUnit.path.startswith(top))))


def bring(connection: Connection, features: Iterable[Any], *, key: str, source: str) -> Brought:
    """Keep the outlines of GeoJSON `features` whose property `key` is the code of a unit; a later one replaces an earlier."""
    codes = {row[0] for row in connection.execute("SELECT code FROM org_unit")}
    found = Brought(kept=0, unknown=[], unusable=[])
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, Mapping) else None
        code = str((properties or {}).get(key, "")).strip()
        shape = feature.get("geometry") if isinstance(feature, Mapping) else None
        if fault := _fault(shape):
            found.unusable.append(f"{number} {code}: {fault}")
        elif code not in codes:
            found.unknown.append(code)
        else:
            connection.execute(KEEP, (code, orjson.dumps(shape).decode(), source, now()))
            found.kept += 1
    return found


def _fault(shape: Any) -> str:
    """What is wrong with a geometry; "" when nothing is."""
    if not isinstance(shape, Mapping) or shape.get("type") not in SHAPES:
        return f"not one of {', '.join(SHAPES)}"
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape.get("coordinates")]
    try:
        points = [point for polygon in polygons for ring in polygon for point in ring]
        inside = all(-180 <= float(point[0]) <= 180 and -90 <= float(point[1]) <= 90 for point in points)
    except (TypeError, ValueError, IndexError):
        return "coordinates that cannot be read"
    return "" if points and inside else "coordinates that are no longitude and latitude"
