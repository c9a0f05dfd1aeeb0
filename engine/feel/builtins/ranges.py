"""How points and ranges lie to each other, and ranges written as text."""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.feel.builtins.registry import builtin
from engine.feel.equality import equal, less
from engine.feel.run import Run
from engine.feel.values import Range


class Unknown(Exception):
    """Two ends cannot be compared: the whole answer is null."""


class Span(NamedTuple):
    """Ends that compare: (-1, null) is before everything, (1, null) after; the flags say whether an end belongs to the range."""

    start: tuple[int, Any]
    end: tuple[int, Any]
    starts: bool
    ends: bool


def span(value: Any) -> Span:
    if type(value) is not Range:
        return Span((0, value), (0, value), True, True)
    if value.test == "!=" or (value.test is None and (value.low is None or value.high is None)):
        raise Unknown
    start = (-1, None) if value.low is None else (0, value.low)
    end = (1, None) if value.high is None else (0, value.high)
    return Span(start, end, value.low_included, value.high_included)


def order(a: tuple[int, Any], b: tuple[int, Any], run: Run) -> int:
    """-1, 0 or 1. Raises Unknown."""
    if a[0] or b[0]:
        return (a[0] > b[0]) - (a[0] < b[0])
    if equal(a[1], b[1], run) is True:
        return 0
    smaller = less(a[1], b[1])
    if smaller is None:
        raise Unknown
    return -1 if smaller else 1


def _before(a: Span, b: Span, run: Run) -> bool:
    way = order(a.end, b.start, run)
    return way < 0 or (way == 0 and not (a.ends and b.starts))


def _meets(a: Span, b: Span, run: Run) -> bool:
    return a.ends and b.starts and order(a.end, b.start, run) == 0


def _overlaps(a: Span, b: Span, run: Run) -> bool:
    return not _before(a, b, run) and not _before(b, a, run)


def _overlaps_before(a: Span, b: Span, run: Run) -> bool:
    start, end = order(a.start, b.start, run), order(a.end, b.end, run)
    earlier = start < 0 or (start == 0 and a.starts and not b.starts)
    shorter = end < 0 or (end == 0 and (not a.ends or b.ends))
    return earlier and shorter and not _before(a, b, run)


def _finishes(a: Span, b: Span, run: Run) -> bool:
    start = order(a.start, b.start, run)
    inside = start > 0 or (start == 0 and (not a.starts or b.starts))
    return a.ends == b.ends and order(a.end, b.end, run) == 0 and inside


def _includes(a: Span, b: Span, run: Run) -> bool:
    start, end = order(a.start, b.start, run), order(a.end, b.end, run)
    return (start < 0 or (start == 0 and (a.starts or not b.starts))) and (end > 0 or (end == 0 and (a.ends or not b.ends)))


def _starts(a: Span, b: Span, run: Run) -> bool:
    end = order(a.end, b.end, run)
    inside = end < 0 or (end == 0 and (not a.ends or b.ends))
    return a.starts == b.starts and order(a.start, b.start, run) == 0 and inside


def _coincides(a: Span, b: Span, run: Run) -> bool:
    return a[2:] == b[2:] and order(a.start, b.start, run) == 0 and order(a.end, b.end, run) == 0


POINTS, POINT_RANGE, RANGE_POINT, RANGES = (
    ("point1: Any", "point2: Any"),
    ("point: Any", "range: range"),
    ("range: range", "point: Any"),
    ("range1: range", "range2: range"),
)


def _declare(name: str, doc: str, test: Any, kinds: tuple[tuple[str, str], ...], *, swapped: bool = False) -> None:
    def call(run: Run, a: Any, b: Any) -> bool | None:
        if a is None or b is None:
            return None
        try:
            first, second = span(a), span(b)
            return bool(test(second, first, run) if swapped else test(first, second, run))
        except Unknown:
            return None

    call.__doc__ = doc
    builtin(*(f"{name}({', '.join(kind)})" for kind in kinds))(call)


_declare("before", "Whether the first ends before the second begins.", _before, (RANGES, RANGE_POINT, POINT_RANGE, POINTS))
_declare(
    "after", "Whether the first begins after the second ends.", _before, (RANGES, RANGE_POINT, POINT_RANGE, POINTS), swapped=True
)
_declare("meets", "Whether the second begins where the first ends.", _meets, (RANGES,))
_declare("met by", "Whether the first begins where the second ends.", _meets, (RANGES,), swapped=True)
_declare("overlaps", "Whether they share a point.", _overlaps, (RANGES,))
_declare("overlaps before", "Whether the first begins earlier and they share a point.", _overlaps_before, (RANGES,))
_declare("overlaps after", "Whether the second begins earlier and they share a point.", _overlaps_before, (RANGES,), swapped=True)
_declare("finishes", "Whether the first lies at the end of the second.", _finishes, (RANGES, POINT_RANGE))
_declare("finished by", "Whether the second lies at the end of the first.", _finishes, (RANGES, RANGE_POINT), swapped=True)
_declare("includes", "Whether the second lies inside the first.", _includes, (RANGES, RANGE_POINT))
_declare("during", "Whether the first lies inside the second.", _includes, (RANGES, POINT_RANGE), swapped=True)
_declare("starts", "Whether the first lies at the start of the second.", _starts, (RANGES, POINT_RANGE))
_declare("started by", "Whether the second lies at the start of the first.", _starts, (RANGES, RANGE_POINT), swapped=True)
_declare("coincides", "Whether they are the same.", _coincides, (RANGES, POINTS))


@builtin("range(from: string)")
def range_(run: Run, source: str) -> Range | None:
    """The range written in a text such as [1..3]; its ends must be literals."""
    from engine.feel.literals import read_range  # late: the parser must know the names of all functions first

    run.spend(len(source))
    return read_range(source, run)
