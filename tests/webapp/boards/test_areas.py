"""Outlines of territories: brought in from GeoJSON, and those of the demo city, whose neighbours share their borders."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from engine.now import Traveller
from webapp import demo
from webapp.boards import areas
from webapp.database.connections import Connection
from webapp.demo import outlines

SQUARE = {"type": "Polygon", "coordinates": [[[113.1, 27.8], [113.2, 27.8], [113.2, 27.9], [113.1, 27.8]]]}


def feature(code: str, geometry: Any, key: str = "code") -> dict[str, Any]:
    return {"type": "Feature", "properties": {key: code}, "geometry": geometry}


@pytest.fixture
def city(connection: Connection, clock: Traveller) -> Connection:
    demo.ensure()
    return connection


def test_a_city_brings_its_own_outlines_and_the_last_one_counts(city: Connection) -> None:
    multiple = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]}
    found = areas.bring(city, [feature("lp1", SQUARE), feature("lp1", multiple)], key="code", source="districts.geojson")
    assert (found.kept, found.unknown, found.unusable) == (2, [], [])
    row = city.execute("SELECT geometry ->> 'type', source FROM unit_area WHERE unit = 'lp1'").fetchone()
    assert row == ("MultiPolygon", "districts.geojson")


@pytest.mark.parametrize(
    "geometry",
    [
        None, {"type": "Point", "coordinates": [113.1, 27.8]}, {"type": "Polygon", "coordinates": [[[500000, 3000000]]]},
        {"type": "Polygon", "coordinates": []}, {"type": "Polygon"}, {"type": "Polygon", "coordinates": [["x"]]},
    ],
)  # fmt: skip
def test_what_is_no_outline_in_degrees_is_told_and_left_out(city: Connection, geometry: Any) -> None:
    found = areas.bring(city, [feature("lp1", geometry), "not a feature"], key="code", source="x")
    assert found.kept == 0
    assert len(found.unusable) == 2


def test_an_outline_of_no_unit_is_told(city: Connection) -> None:
    found = areas.bring(city, [feature("zz", SQUARE), feature("lp1", SQUARE, key="adcode")], key="code", source="x")
    assert (found.kept, found.unknown) == (0, ["zz", ""])


def test_in_the_demo_city_every_border_between_two_grids_is_the_same_line() -> None:
    grids = [one["geometry"]["coordinates"][0] for one in outlines.features() if len(one["properties"]["code"]) == 9]
    assert len(grids) == 24
    sides = Counter(frozenset((tuple(a), tuple(b))) for ring in grids for a, b in pairwise(ring))
    assert all(ring[0] == ring[-1] for ring in grids)
    assert set(sides.values()) == {1, 2}, "a side belongs to one grid at the edge, or to two neighbours"
    edge = [side for side, count in sides.items() if count == 1]
    assert len(edge) == 2 * (outlines.WIDE + outlines.HIGH)
