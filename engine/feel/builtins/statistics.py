"""One value out of many: count, min, max, sum, mean, product, median, stddev, mode."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from engine.feel.builtins.boolean import spread
from engine.feel.builtins.registry import builtin
from engine.feel.equality import less
from engine.feel.numbers import CONTEXT
from engine.feel.run import Run
from engine.feel.values import List


@builtin("count(list: list)")
def count(run: Run, list_: List) -> Decimal:
    """How many items."""
    return Decimal(len(list_))


@builtin("min(list: list)", "min(...item: Any)")
def min_(run: Run, *items: Any) -> Any:
    """The smallest item; null when some cannot be compared."""
    return _extreme(run, items, largest=False)


@builtin("max(list: list)", "max(...item: Any)")
def max_(run: Run, *items: Any) -> Any:
    """The largest item; null when some cannot be compared."""
    return _extreme(run, items, largest=True)


def _extreme(run: Run, items: tuple[Any, ...], *, largest: bool) -> Any:
    values = spread(run, items)
    if not values:
        return None
    best = values[0]
    if less(best, best) is None:
        return None
    for value in values[1:]:
        smaller = less(best, value) if largest else less(value, best)
        if smaller is None:
            return None
        if smaller:
            best = value
    return best


@builtin("sum(list: list)", "sum(...item: number)")
def sum_(run: Run, *items: Any) -> Decimal | None:
    """All added up; null for an empty list."""
    values = _numbers(run, items)
    return _total(values) if values else None


@builtin("mean(list: list)", "mean(...item: number)")
def mean(run: Run, *items: Any) -> Decimal | None:
    """The sum divided by the count."""
    values = _numbers(run, items)
    return CONTEXT.divide(_total(values), Decimal(len(values))) if values else None


@builtin("product(list: list)", "product(...item: number)")
def product(run: Run, *items: Any) -> Decimal | None:
    """All multiplied; null for an empty list."""
    values = _numbers(run, items)
    if not values:
        return None
    result = Decimal(1)
    for value in values:
        result = CONTEXT.multiply(result, value)
    return result


@builtin("median(list: list)", "median(...item: number)")
def median(run: Run, *items: Any) -> Decimal | None:
    """The one in the middle, or the mean of the two in the middle."""
    values = _numbers(run, items)
    if not values:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return CONTEXT.divide(CONTEXT.add(ordered[half - 1], ordered[half]), Decimal(2))


@builtin("stddev(list: list)", "stddev(...item: number)")
def stddev(run: Run, *items: Any) -> Decimal | None:
    """The sample standard deviation; null for fewer than two."""
    values = _numbers(run, items)
    if values is None or len(values) < 2:
        return None
    middle = CONTEXT.divide(_total(values), Decimal(len(values)))
    squares = [CONTEXT.multiply(d, d) for d in (CONTEXT.subtract(v, middle) for v in values)]
    return CONTEXT.sqrt(CONTEXT.divide(_total(squares), Decimal(len(values) - 1)))


@builtin("mode(list: list)", "mode(...item: number)")
def mode(run: Run, *items: Any) -> List | None:
    """The most frequent numbers, smallest first."""
    values = _numbers(run, items)
    if values is None:
        return None
    counts = Counter(values)
    most = max(counts.values(), default=0)
    return List(sorted(value for value, times in counts.items() if times == most))


def _numbers(run: Run, items: tuple[Any, ...]) -> list[Decimal] | None:
    values = spread(run, items)
    return list(values) if all(type(value) is Decimal for value in values) else None


def _total(values: list[Decimal]) -> Decimal:
    result = Decimal(0)
    for value in values:
        result = CONTEXT.add(result, value)
    return result
