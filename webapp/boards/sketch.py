"""A map before anybody has brought outlines in: each place is an equal part of the part of the territory above it. It shows who
belongs together and how they compare, not where anybody lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import exists, select

from webapp.models import OrgUnit, UnitArea, db

MOST = 600
"""Places one can still tell apart."""
Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees: a sheet without a place on earth."""
SHEET: Box = (0.0, 0.0, 1.5, 1.0)
Places = Sequence[tuple[str, tuple[str, ...]]]
"""(code, codes from the top down to it), those under one unit beside each other."""


def without_outline(tier: str, unit: str) -> Places:
    """The territories of this tier at or below `unit` that no outline is known of; at most MOST of them."""
    top = select(OrgUnit.path).where(OrgUnit.code == unit).scalar_subquery()
    query = (
        select(OrgUnit.code, OrgUnit.path)
        .where(OrgUnit.tier == tier, OrgUnit.kind == "territory", OrgUnit.active, OrgUnit.path.startswith(top))
        .where(~exists().where(UnitArea.unit == OrgUnit.code))
        .order_by(OrgUnit.path)
        .limit(MOST)
    )
    return [(code, tuple(path.strip("/").split("/"))) for code, path in db.session.execute(query)]


def sketch(places: Places) -> list[tuple[str, Mapping[str, Any]]]:
    """(unit, geometry) of each place, as `areas.of_tier` has them."""
    return [(code, _polygon(box)) for code, box in _divided(places, SHEET, 0)] if places else []


def _divided(places: Places, box: Box, depth: int) -> Iterator[tuple[str, Box]]:
    """Cut across the longer side, as near to the middle as the groups under the units of this depth allow."""
    if len(places) == 1:
        yield places[0][0], box
        return
    sizes = [len(list(group)) for _, group in groupby(places, key=lambda place: place[1][: depth + 1])]
    if len(sizes) == 1:
        yield from _divided(places, box, depth + 1)
        return
    ends = [sum(sizes[: number + 1]) for number in range(len(sizes) - 1)]
    cut = min(ends, key=lambda end: abs(2 * end - len(places)))
    first, second = _cut(box, cut / len(places))
    yield from _divided(places[:cut], first, depth)
    yield from _divided(places[cut:], second, depth)


def _cut(box: Box, share: float) -> tuple[Box, Box]:
    """The part that is read first, upper or left, has `share` of the box."""
    west, south, east, north = box
    if east - west >= north - south:
        middle = west + (east - west) * share
        return (west, south, middle, north), (middle, south, east, north)
    middle = north - (north - south) * share
    return (west, middle, east, north), (west, south, east, middle)


def _polygon(box: Box) -> Mapping[str, Any]:
    west, south, east, north = (round(edge, 5) for edge in box)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
