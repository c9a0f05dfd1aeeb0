"""Medians and other quantiles of times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """`n`: how many are known. `median`, `ninth`: in the middle, and what nine of ten do not exceed. `total`: sum."""

    n: int
    median: int | None
    ninth: int | None
    total: int


def times(values: Iterable[int | None]) -> Times:
    """Unknown ones (None) do not count. Quantiles are values that occurred (the lower of two in the middle)."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return Times(n=0, median=None, ninth=None, total=0)
    return Times(n=len(known), median=known[(len(known) - 1) // 2], ninth=known[(len(known) * 9 - 1) // 10], total=sum(known))
