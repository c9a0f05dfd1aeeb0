"""Places without outlines are drawn as equal parts, beside those they belong to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.boards.sketch import SHEET, sketch

PATHS = st.lists(st.tuples(*[st.sampled_from("abc")] * 4), unique=True, max_size=40).map(sorted)


def area(ring: list[list[float]]) -> float:
    (west, south), (east, north) = ring[0], ring[2]
    return (east - west) * (north - south)


def middle(ring: list[list[float]]) -> tuple[float, float]:
    return (ring[0][0] + ring[2][0]) / 2, (ring[0][1] + ring[2][1]) / 2


@given(PATHS)
def test_each_place_has_an_equal_part_and_none_lie_over_another(paths: list[tuple[str, ...]]) -> None:
    found = sketch([("/".join(path), path) for path in paths])
    rings = [shape["coordinates"][0] for _, shape in found]
    assert [code for code, _ in found] == ["/".join(path) for path in paths]
    assert sum(map(area, rings)) == pytest.approx((SHEET[2] * SHEET[3]) * bool(paths), rel=1e-2)
    assert all(area(ring) == pytest.approx(area(rings[0]), rel=1e-2) for ring in rings)
    assert len({middle(ring) for ring in rings}) == len(rings)


@given(st.integers(1, 30), st.integers(1, 30))
def test_those_under_one_unit_stay_together(left: int, right: int) -> None:
    found = sketch([(f"{top}{n}", (top, f"{n:02}")) for top, count in (("a", left), ("b", right)) for n in range(count)])
    begins = [middle(shape["coordinates"][0]) for _, shape in found]
    first, second = begins[:left], begins[left:]
    apart = max(x for x, _ in first) <= min(x for x, _ in second) or min(y for _, y in first) >= max(y for _, y in second)
    assert apart
