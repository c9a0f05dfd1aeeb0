"""Dates, times and durations written as text (ISO 8601 as XML Schema narrows it, plus @zone names). None: not well formed."""

from __future__ import annotations

import re

from engine.feel.temporal import civil, zones
from engine.feel.temporal.values import DAY, NANO, Date, DateTime, DaysTime, Time, YearsMonths, moment
from engine.feel.temporal.zones import Zone

Temporal = Date | Time | DateTime | YearsMonths | DaysTime

DATE = re.compile(r"(-?(?:[1-9][0-9]{4,8}|[0-9]{4}))-([0-9]{2})-([0-9]{2})")
TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,30}))?"
    r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?|@([A-Za-z0-9_+/-]{1,60}))?"
)
YEARS_MONTHS = re.compile(r"(-)?P(?:([0-9]{1,18})Y)?(?:([0-9]{1,18})M)?")
DAYS_TIME = re.compile(
    r"(-)?P(?:([0-9]{1,18})D)?(?:T(?:([0-9]{1,18})H)?(?:([0-9]{1,18})M)?(?:([0-9]{1,18})(?:\.([0-9]{0,30}))?S)?)?"
)


def date(text: str) -> Date | None:
    found = DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = map(int, found.groups())
    return Date(year, month, day) if civil.is_date(year, month, day) else None


def time(text: str) -> Time | None:
    """24:00:00 is midnight."""
    found = _clock(text)
    return found and (found._replace(hour=0) if found.hour == 24 else found)


def date_time(text: str) -> DateTime | None:
    """A date alone is its midnight."""
    day_text, t, clock_text = text.partition("T")
    day = date(day_text)
    clock = _clock(clock_text) if t else Time(0, 0, 0)
    if day is None or clock is None:
        return None
    if clock.hour == 24:
        return moment((day.days + 1) * DAY, 0, clock.zone)
    return DateTime(day, clock)


def duration(text: str) -> YearsMonths | DaysTime | None:
    if text.endswith(("P", "T")):
        return None
    if found := YEARS_MONTHS.fullmatch(text):
        sign, years, months = found.groups()
        total = int(years or 0) * 12 + int(months or 0)
        return YearsMonths(-total if sign else total)
    if found := DAYS_TIME.fullmatch(text):
        sign, days, hours, minutes, seconds, rest = found.groups()
        whole = int(days or 0) * DAY + int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
        total = whole * NANO + _nano(rest)
        return DaysTime(-total if sign else total)
    return None


def literal(text: str) -> Temporal | None:
    """What stands behind an @."""
    return date(text) or time(text) or (date_time(text) if "T" in text else None) or duration(text)


def _clock(text: str) -> Time | None:
    found = TIME.fullmatch(text)
    if not found:
        return None
    hour, minute, second = (int(part) for part in found.group(1, 2, 3))
    nano = _nano(found.group(4))
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute or second or nano)):
        return None
    zone: Zone = None
    if found.group(5):
        zone = 0
    elif found.group(6):
        east = int(found.group(7)) * 3600 + int(found.group(8)) * 60 + int(found.group(9) or 0)
        if east > zones.MOST or int(found.group(8)) > 59:
            return None
        zone = -east if found.group(6) == "-" else east
    elif found.group(10):
        zone = found.group(10)
        if zones.find(zone) is None:
            return None
    return Time(hour, minute, second, nano, zone)


def _nano(digits: str | None) -> int:
    return int(digits[:9].ljust(9, "0")) if digits else 0
