"""What stands behind a dot: entries of contexts, parts of dates, times, durations and ranges; of a list, those of every item."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.errors import FeelLimit
from engine.feel.run import Run
from engine.feel.temporal import Date, DateTime, DaysTime, Time, YearsMonths, arithmetic, civil
from engine.feel.temporal.values import NANO
from engine.feel.values import Context, List, Range

DATE: dict[str, Callable[[Any], Any]] = {
    "year": lambda d: Decimal(d.year),
    "month": lambda d: Decimal(d.month),
    "day": lambda d: Decimal(d.day),
    "weekday": lambda d: Decimal(civil.weekday(d.days)),
}
TIME: dict[str, Callable[[Any], Any]] = {
    "hour": lambda t: Decimal(t.hour),
    "minute": lambda t: Decimal(t.minute),
    "second": lambda t: Decimal(t.second),
    "time offset": lambda t: None if t.zone is None else DaysTime(arithmetic.time_offset(t) * NANO),
    "timezone": lambda t: t.zone if isinstance(t.zone, str) else None,
}
MONTHS: dict[str, Callable[[Any], Any]] = {
    "years": lambda d: _part(d.months, abs(d.months) // 12),
    "months": lambda d: _part(d.months, abs(d.months) % 12),
}
SECONDS: dict[str, Callable[[Any], Any]] = {
    "days": lambda d: _part(d.nanos, abs(d.nanos) // (86_400 * NANO)),
    "hours": lambda d: _part(d.nanos, abs(d.nanos) // (3_600 * NANO) % 24),
    "minutes": lambda d: _part(d.nanos, abs(d.nanos) // (60 * NANO) % 60),
    "seconds": lambda d: _part(d.nanos, abs(d.nanos) // NANO % 60),
}
RANGE: dict[str, Callable[[Any], Any]] = {
    "start": lambda r: r.low,
    "end": lambda r: r.high,
    "start included": lambda r: r.low_included,
    "end included": lambda r: r.high_included,
}


def _inside(half: str, part: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda at: part(getattr(at, half))


DATE_TIME: dict[str, Callable[[Any], Any]] = {
    **{name: _inside("date", part) for name, part in DATE.items()},
    **{name: _inside("time", part) for name, part in TIME.items()},
    "time offset": lambda at: None if at.offset is None else DaysTime(at.offset * NANO),
}
PARTS = {Date: DATE, Time: TIME, DateTime: DATE_TIME, YearsMonths: MONTHS, DaysTime: SECONDS, Range: RANGE}


def of(value: Any, name: str, run: Run, depth: int = 0) -> Any:
    """The property; null where the value has none of this name."""
    kind = type(value)
    if kind is Context:
        return value.get(name)
    if kind is List:
        if depth > limits.DATA_DEPTH:
            raise FeelLimit("data_too_deep", allowed=limits.DATA_DEPTH)
        run.spend(1 + len(value))
        return List([of(item, name, run, depth + 1) for item in value])
    part = PARTS.get(kind, {}).get(name)
    return part(value) if part else None


def _part(whole: int, amount: int) -> Decimal:
    return Decimal(-amount if whole < 0 else amount)
