"""Equality, order and membership. The third truth value is None: not comparable, or not known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.errors import FeelLimit
from engine.feel.run import Run
from engine.feel.temporal import Date, DateTime, DaysTime, Time, YearsMonths
from engine.feel.temporal.arithmetic import time_offset
from engine.feel.values import Context, Function, List, Range

SAME = frozenset({Decimal, str, bool, Date, YearsMonths, DaysTime})
"""Types whose equality is Python's."""
ORDERED = frozenset({Decimal, str, Date, YearsMonths, DaysTime})
"""Types whose order is Python's."""


def equal(a: Any, b: Any, run: Run, depth: int = 0) -> bool | None:
    """Null equals null only; values of different types are not comparable. Fractions of a second do not count."""
    kind = type(a)
    if kind is type(b):
        if kind in SAME:
            return bool(a == b)
        if a is None:
            return True
        if kind is List or kind is Context:
            return _equal_many(a, b, run, depth)
        if kind is Time or kind is DateTime:
            return None if (x := instant(a)) is None or (y := instant(b)) is None or x[0] != y[0] else x[1] == y[1]
        if kind is Range:
            return a[2:] == b[2:] and _same(a.low, b.low, run) and _same(a.high, b.high, run)
        return a is b if kind is Function else None
    if a is None or b is None:
        return False
    return None


def _same(a: Any, b: Any, run: Run) -> bool:
    return equal(a, b, run) is True


def _equal_many(a: Any, b: Any, run: Run, depth: int) -> bool:
    if depth > limits.DATA_DEPTH:
        raise FeelLimit("data_too_deep", allowed=limits.DATA_DEPTH)
    if len(a) != len(b):
        return False
    run.spend(1 + len(a))
    if type(a) is List:
        return all(equal(x, y, run, depth + 1) is True for x, y in zip(a, b, strict=True))
    return a.keys() == b.keys() and all(equal(value, b[key], run, depth + 1) is True for key, value in a.items())


def instant(value: Time | DateTime) -> tuple[bool, int]:
    """Whether it has a zone, and its second: comparable only among those with, or those without."""
    if type(value) is DateTime:
        return value.time.zone is not None, value.seconds
    assert type(value) is Time
    return value.zone is not None, value.seconds - time_offset(value)


def less(a: Any, b: Any) -> bool | None:
    kind = type(a)
    if kind is not type(b):
        return None
    if kind in ORDERED:
        return bool(a < b)
    if kind is Time or kind is DateTime:
        (zoned, x), (also, y) = instant(a), instant(b)
        return x < y if zoned == also else None
    return None


def less_equal(a: Any, b: Any) -> bool | None:
    kind = type(a)
    if kind is not type(b):
        return None
    if kind in ORDERED:
        return bool(a <= b)
    if kind is Time or kind is DateTime:
        (zoned, x), (also, y) = instant(a), instant(b)
        return x <= y if zoned == also else None
    return None


def within(value: Any, range_: Range, run: Run) -> bool | None:
    """Whether the value lies in the range; unknown where an end is null or not comparable."""
    low, high, low_included, high_included, test = range_
    if test is None:
        above = less_equal(low, value) if low_included else less(low, value)
        below = less_equal(value, high) if high_included else less(value, high)
        return None if above is None or below is None else above and below
    if test in ("<", "<="):
        return less_equal(value, high) if high_included else less(value, high)
    if test in (">", ">="):
        return less_equal(low, value) if low_included else less(low, value)
    return equal(value, low, run) if test == "=" else negate(equal(value, low, run))


def matches(value: Any, wanted: Any, run: Run) -> bool | None:
    """`value in wanted`: equal to it, inside the range, or (for a list) matching any of its items."""
    if type(wanted) is Range:
        return within(value, wanted, run)
    if type(wanted) is List:
        if type(value) is List and equal(value, wanted, run) is True:
            return True
        run.spend(len(wanted))
        return any(matches_item(value, item, run) is True for item in wanted)
    return equal(value, wanted, run)


def matches_item(value: Any, item: Any, run: Run) -> bool | None:
    return within(value, item, run) if type(item) is Range and type(value) is not Range else equal(value, item, run)


def both(a: bool | None, b: bool | None) -> bool | None:
    """Three-valued and."""
    if a is False or b is False:
        return False
    return True if a is True and b is True else None


def either(a: bool | None, b: bool | None) -> bool | None:
    """Three-valued or."""
    if a is True or b is True:
        return True
    return False if a is False and b is False else None


def negate(a: bool | None) -> bool | None:
    return None if a is None else not a
