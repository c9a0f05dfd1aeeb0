"""Outlines of the demo city: a sheet of unevenly drawn squares, cut up among districts, streets, communities and grids, so that
neighbours share their borders. It lies where no land is, off the Gulf of Guinea."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from webapp.demo.city import ROOT, units

WIDE, HIGH = 48, 36
"""Squares of the sheet."""
STEP = 0.01
"""Degrees of a square."""
UNEVEN = 0.3
"""Share of a square by which its corners stray."""
SOURCE = "demo"

Sheet = tuple[int, int, int, int]
"""Left, bottom, right, top in squares."""


def features() -> list[dict[str, Any]]:
    """GeoJSON features of every territory; the property `code` is the unit's."""
    below: dict[str | None, list[str]] = {}
    for unit in units():
        if unit.kind == "territory":
            below.setdefault(unit.parent, []).append(unit.code)
    return [
        {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [_outline(sheet)]}}
        for code, sheet in _cut(ROOT, (0, 0, WIDE, HIGH), below)
    ]


def _cut(code: str, sheet: Sheet, below: dict[str | None, list[str]]) -> Iterator[tuple[str, Sheet]]:
    yield code, sheet
    children = below.get(code, [])
    left, bottom, right, top = sheet
    for place, child in enumerate(children):
        first, last = place / len(children), (place + 1) / len(children)
        if right - left >= top - bottom:
            part = (left + round((right - left) * first), bottom, left + round((right - left) * last), top)
        else:
            part = (left, bottom + round((top - bottom) * first), right, bottom + round((top - bottom) * last))
        yield from _cut(child, part, below)


def _outline(sheet: Sheet) -> list[list[float]]:
    """Round the sheet through every corner on its border, back to the first."""
    left, bottom, right, top = sheet
    way = [(x, bottom) for x in range(left, right)] + [(right, y) for y in range(bottom, top)]
    way += [(x, top) for x in range(right, left, -1)] + [(left, y) for y in range(top, bottom, -1)]
    return [_corner(*point) for point in [*way, way[0]]]


def _corner(x: int, y: int) -> list[float]:
    chance = random.Random(x * 1000 + y)
    return [round((at + UNEVEN * (chance.random() - 0.5) * 2) * STEP, 5) for at in (x, y)]
