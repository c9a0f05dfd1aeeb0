"""From one type to another: number, string, date, time, date and time, duration."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from engine.feel import numbers
from engine.feel.builtins.registry import builtin
from engine.feel.run import Run
from engine.feel.temporal import Date, DateTime, DaysTime, Time, YearsMonths, arithmetic, civil, reading, zones
from engine.feel.temporal.values import NANO
from engine.feel.text import text_of

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?")


@builtin("number(from: string | number)", "number(from: string, grouping separator: string?, decimal separator: string?)")
def number(run: Run, source: str | Decimal, grouping: str | None = None, point: str | None = None) -> Decimal | None:
    """The number written in a text. Grouping: space, comma or point; decimal separator: point or comma; never the same."""
    if not isinstance(source, str):
        return source
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", ".") or (grouping and grouping == (point or ".")):
        return None
    if grouping:
        source = source.replace(grouping, "")
    if point == ",":
        source = "" if "." in source else source.replace(",", ".")
    return numbers.from_decimal(Decimal(source)) if NUMBER.fullmatch(source) and len(source) < 10_000 else None


@builtin("string(from: Any)")
def string(run: Run, source: Any) -> str | None:
    """The value as text; texts inside lists and contexts in quotes. Null stays null."""
    return None if source is None else text_of(source, run)


@builtin("date(from: string | date | date and time)")
def date(run: Run, source: str | Date | DateTime) -> Date | None:
    """The date written in a text, or the date of a date and time."""
    if type(source) is DateTime:
        return source.date
    return reading.date(source) if isinstance(source, str) else source  # type: ignore[return-value]


@builtin("date(year: number, month: number, day: number)")
def date_of(run: Run, year: Decimal, month: Decimal, day: Decimal) -> Date | None:
    """The date of these three numbers."""
    parts = [numbers.whole(n) for n in (year, month, day)]
    return Date(*parts) if civil.is_date(*parts) else None


@builtin("time(from: string | time | date and time | date)")
def time(run: Run, source: str | Time | DateTime | Date) -> Time | None:
    """The time written in a text, or the time of a date and time; of a date, midnight in UTC."""
    if type(source) is DateTime:
        return source.time
    if type(source) is Date:
        return Time(0, 0, 0, 0, 0)
    return reading.time(source) if isinstance(source, str) else source  # type: ignore[return-value]


@builtin("time(hour: number, minute: number, second: number, [offset: days and time duration?])")
def time_of(run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTime | None = None) -> Time | None:
    """The time of these numbers, `offset` east of UTC."""
    h, m, s = numbers.whole(hour), numbers.whole(minute), numbers.whole(second)
    if not (0 <= h < 24 and 0 <= m < 60 and 0 <= second < 60):
        return None
    nano = int((second - s) * NANO)
    zone = None if offset is None else offset.nanos // NANO
    return Time(h, m, s, nano, zone) if zone is None or abs(zone) <= zones.MOST else None


@builtin("date and time(from: string | date and time)")
def date_and_time(run: Run, source: str | DateTime) -> DateTime | None:
    """The date and time written in a text."""
    return reading.date_time(source) if isinstance(source, str) else source


@builtin("date and time(date: date | date and time, time: time)")
def date_and_time_of(run: Run, date: Date | DateTime, time: Time) -> DateTime:
    """The date of the one at the time of the other."""
    return DateTime(date.date if type(date) is DateTime else date, time)  # type: ignore[arg-type]


@builtin("duration(from: string | days and time duration | years and months duration)")
def duration(run: Run, source: str | DaysTime | YearsMonths) -> DaysTime | YearsMonths | None:
    """The duration written in a text such as P1Y2M or P3DT4H."""
    return reading.duration(source) if isinstance(source, str) else source


@builtin("years and months duration(from: date | date and time, to: date | date and time)")
def years_and_months_duration(run: Run, start: Date | DateTime, end: Date | DateTime) -> YearsMonths:
    """Whole months from one date to the other."""
    a = start.date if type(start) is DateTime else start
    b = end.date if type(end) is DateTime else end
    return arithmetic.months_between(a, b)  # type: ignore[arg-type]
