"""Cells that are written numbers or ranges of them, as an index: where a number falls is found by bisection, whatever the number
of rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal

from engine.feel.ast import Literal, Node, RangeOfNodes, Tests

LARGEST = 200_000
"""Above this much work (intervals times ends) no index is made."""

Interval = tuple[Decimal | None, bool, Decimal | None, bool]
"""Low end, whether it belongs to it, high end, whether it belongs to it. None: without end."""


def written_intervals(cell: Tests) -> list[Interval] | None:
    """The intervals that a cell accepts; None when it holds anything but written numbers."""
    if cell.negated or not cell.tests:
        return None
    found = [_interval(test) for test in cell.tests]
    known = [interval for interval in found if interval is not None]
    return known if len(known) == len(found) else None


def _interval(node: Node) -> Interval | None:
    if isinstance(node, Literal):
        return (node.value, True, node.value, True) if type(node.value) is Decimal else None
    if not isinstance(node, RangeOfNodes) or node.test == "!=":
        return None
    ends = [None if end is None else end.value for end in (node.low, node.high) if end is None or isinstance(end, Literal)]
    if len(ends) < 2 or any(end is not None and type(end) is not Decimal for end in ends):
        return None
    low, high = ends
    if node.test is None and (low is None or high is None):
        return None
    return low, node.low_included, high, node.high_included


class Index:
    """Between and at the sorted ends of all intervals, the set of rules is constant: `bits` holds it for each such place,
    2i for the gap before the i-th end and 2i + 1 for the end itself."""

    def __init__(self, cells: Iterable[tuple[list[Interval], int]]) -> None:
        listed = [(interval, bits) for intervals, bits in cells for interval in intervals]
        self.ends = sorted({end for (low, _, high, _), _ in listed for end in (low, high) if end is not None})
        self.bits = [0] * (2 * len(self.ends) + 1)
        place = {end: 2 * number + 1 for number, end in enumerate(self.ends)}
        for (low, low_included, high, high_included), bits in listed:
            first = 0 if low is None else place[low] + (not low_included)
            last = len(self.bits) - 1 if high is None else place[high] - (not high_included)
            for at in range(first, last + 1):
                self.bits[at] |= bits

    def at(self, value: Decimal) -> int:
        """The rules that accept the number."""
        number = bisect_left(self.ends, value)
        exact = number < len(self.ends) and self.ends[number] == value
        return self.bits[2 * number + exact]
