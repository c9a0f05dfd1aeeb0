"""Values enter an expression and leave it. What FEEL has no type for enters as null."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel import limits, numbers
from engine.feel.errors import FeelError, FeelLimit
from engine.feel.run import Run
from engine.feel.temporal import Date, DateTime, DaysTime, Time
from engine.feel.temporal.values import DAY, NANO
from engine.feel.temporal.zones import Zone
from engine.feel.values import KINDS, Context, Function, List, Range, kind

INSIDE = frozenset(KINDS)
SHARED = frozenset((type(None), bool, Decimal, str))
"""Types that are the same inside and outside."""


def enter(value: Any, run: Run, depth: int = 0) -> Any:
    """The FEEL value of a Python value: int and float become decimals, datetimes keep their zone, lists and dicts are copied."""
    found = type(value)
    if found is Decimal:
        return numbers.from_decimal(value)
    if found in INSIDE:
        return value
    if found is int:
        return numbers.from_int(value)
    if found is float:
        return numbers.from_float(value)
    if found is datetime:
        return _moment(value)
    if found is date:
        return Date(value.year, value.month, value.day)
    if found is time:
        return Time(value.hour, value.minute, value.second, value.microsecond * 1000, _zone(value))
    if found is timedelta:
        return DaysTime(((value.days * DAY + value.seconds) * 10**6 + value.microseconds) * 1000)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, list | tuple | Mapping):
        return _enter_many(value, run, depth)
    return None


def _enter_many(value: Any, run: Run, depth: int) -> List | Context:
    """Converted once per evaluation, however often the expression names it."""
    known = run.entered.get(id(value))
    if known is not None:
        return known[1]  # type: ignore[no-any-return]
    if depth > limits.DATA_DEPTH:
        raise FeelLimit("data_too_deep", allowed=limits.DATA_DEPTH)
    run.spend(1 + len(value))
    inside: List | Context
    if isinstance(value, Mapping):
        inside = Context((key, enter(v, run, depth + 1)) for key, v in value.items() if isinstance(key, str))
    else:
        inside = List(enter(v, run, depth + 1) for v in value)
    run.entered[id(value)] = (value, inside)  # the value itself is kept, so that its id is not used again
    return inside


def _moment(value: datetime) -> DateTime:
    clock = Time(value.hour, value.minute, value.second, value.microsecond * 1000, _zone(value))
    return DateTime(Date(value.year, value.month, value.day), clock)


def _zone(value: datetime | time) -> Zone:
    zone = value.tzinfo
    if zone is None:
        return None
    if zone is UTC:
        return 0
    if type(zone) is ZoneInfo and zone.key:
        return zone.key
    offset = value.utcoffset()
    return None if offset is None else int(offset.total_seconds())


def leave(value: Any, run: Run | None = None, depth: int = 0) -> Any:
    """The Python value of a FEEL value: Decimal, str, bool, None, date, time, datetime, timedelta, list, dict.

    What Python cannot hold (other years than 1 to 9999, parts of a microsecond, years and months, ranges, functions) stays
    as it is."""
    found = type(value)
    if found is List or found is Context:
        run = run or Run()
        run.spend(3 + len(value))
        if depth > limits.DATA_DEPTH:
            raise FeelLimit("data_too_deep", allowed=limits.DATA_DEPTH)
        if found is List:
            return [item if type(item) in SHARED else leave(item, run, depth + 1) for item in value]
        return {key: item if type(item) in SHARED else leave(item, run, depth + 1) for key, item in value.items()}
    if found is DateTime:
        return _datetime(value)
    if found is Date:
        return date(*value) if 1 <= value.year <= 9999 else value
    if found is Time:
        hour, minute, second, nano, zone = value
        return value if nano % 1000 else time(hour, minute, second, nano // 1000, _tzinfo(zone))
    if found is DaysTime:
        days, rest = divmod(value.nanos, DAY * NANO)
        return value if rest % 1000 or abs(days) > timedelta.max.days else timedelta(days=days, microseconds=rest // 1000)
    return value


def _datetime(value: DateTime) -> DateTime | datetime:
    (year, month, day), (hour, minute, second, nano, zone) = value
    if nano % 1000 or not 1 <= year <= 9999:
        return value
    return datetime(year, month, day, hour, minute, second, nano // 1000, _tzinfo(zone))


def _tzinfo(zone: Zone) -> tzinfo | None:
    if zone is None or isinstance(zone, str):
        return zone if zone is None else ZoneInfo(zone)
    return UTC if zone == 0 else timezone(timedelta(seconds=zone))


def plain(value: Any) -> Any:
    """What JSON can hold: whole numbers as int, others as float, dates, times and durations as ISO 8601 text.

    Takes FEEL values and Python values alike. Raises FeelError not_plain for ranges and functions."""
    return _plain(enter(value, run := Run()), run, 0)


def _plain(value: Any, run: Run, depth: int) -> Any:
    found = type(value)
    if value is None or found is str or found is bool:
        return value
    if found is Decimal:
        if value == value.to_integral_value() and value.adjusted() < 18:
            return int(value)
        if abs(value.adjusted()) > 300:
            raise FeelError("not_plain", kind="number of this size")
        return float(value)
    if found is List or found is Context:
        run.spend(1 + len(value))
        if depth > limits.DATA_DEPTH:
            raise FeelLimit("data_too_deep", allowed=limits.DATA_DEPTH)
        if found is List:
            return [_plain(item, run, depth + 1) for item in value]
        return {key: _plain(item, run, depth + 1) for key, item in value.items()}
    if found is Range or found is Function:
        raise FeelError("not_plain", kind=kind(value))
    return str(value)


def date_time(value: datetime | DateTime) -> DateTime:
    """A Python datetime as FEEL's date and time; one that is FEEL's already stays."""
    return value if isinstance(value, DateTime) else _moment(value)
