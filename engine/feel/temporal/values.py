"""Dates, times and durations as FEEL has them: any year, nanoseconds, named zones. Python's own types cover none of the three."""

from __future__ import annotations

from typing import NamedTuple

from engine.feel.temporal import civil, zones
from engine.feel.temporal.zones import Zone

NANO = 1_000_000_000
DAY = 86_400


class Date(NamedTuple):
    year: int
    month: int
    day: int

    @property
    def days(self) -> int:
        """Days since 1970-01-01."""
        return civil.days(self.year, self.month, self.day)

    def __str__(self) -> str:
        sign, year = ("-", -self.year) if self.year < 0 else ("", self.year)
        return f"{sign}{year:04}-{self.month:02}-{self.day:02}"


class Time(NamedTuple):
    hour: int
    minute: int
    second: int
    nano: int = 0
    zone: Zone = None

    @property
    def seconds(self) -> int:
        """Seconds since midnight, fraction cut off."""
        return self.hour * 3600 + self.minute * 60 + self.second

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}:{self.second:02}{fraction(self.nano)}{zones.text(self.zone)}"


class DateTime(NamedTuple):
    date: Date
    time: Time

    @property
    def local_seconds(self) -> int:
        """Seconds since 1970-01-01 on the local clock."""
        return self.date.days * DAY + self.time.seconds

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC; None where no zone is given."""
        zone = self.time.zone
        return None if zone is None else zones.offset(zone, *self.date, self.time.seconds)

    @property
    def seconds(self) -> int:
        """Seconds since 1970-01-01 UTC; on the local clock where no zone is given."""
        return self.local_seconds - (self.offset or 0)

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


class YearsMonths(NamedTuple):
    """A years and months duration."""

    months: int

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        body = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return f"{'-' if self.months < 0 else ''}P{body}"


class DaysTime(NamedTuple):
    """A days and time duration."""

    nanos: int

    def __str__(self) -> str:
        if not self.nanos:
            return "PT0S"
        seconds, nano = divmod(abs(self.nanos), NANO)
        days, seconds = divmod(seconds, DAY)
        hours, seconds = divmod(seconds, 3600)
        minutes, seconds = divmod(seconds, 60)
        clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n)
        if seconds or nano:
            clock += f"{seconds}{fraction(nano)}S"
        return f"{'-' if self.nanos < 0 else ''}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"


def fraction(nano: int) -> str:
    return f".{nano:09}".rstrip("0") if nano else ""


def moment(local_seconds: int, nano: int, zone: Zone) -> DateTime | None:
    """The date and time at some seconds since 1970-01-01 on the local clock; None beyond the years FEEL knows."""
    count, seconds = divmod(local_seconds, DAY)
    year, month, day = civil.from_days(count)
    if not -civil.YEARS <= year <= civil.YEARS:
        return None
    return DateTime(Date(year, month, day), Time(seconds // 3600, seconds // 60 % 60, seconds % 60, nano, zone))
