"""Working time as two rising counts, made once for a stretch of years and then searched.

Everything is whole numbers: local moments are microseconds since 0001-01-01 00:00 in the calendar's zone, `worked` counts
microseconds inside office windows, `position` counts working days with DAY parts each (a share of a day is the share of its
windows that has passed, so a half day is still one day)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, time

from engine.limits import DAY

Windows = tuple[tuple[time, time], ...]


class Exhausted(Exception):
    """The answer lies outside this table."""


class WorkTable:
    """Covers the days with ordinals `first` <= o < `end`; `windows(day)` gives the office windows, none on a day of rest."""

    def __init__(self, first: int, end: int, windows: Callable[[date], Windows]) -> None:
        self.first, self.end = first, end
        self.before: list[int] = []  # working days before day first + i
        self.days: list[int] = []  # ordinal of the k-th working day
        self.opens: list[int] = []  # windows, flat: local opening and closing moments
        self.closes: list[int] = []
        self.start: list[int] = []  # worked time at opening of the k-th window; one more entry at the end
        self.day_start: list[int] = []  # worked time at the opening of the k-th working day; one more entry at the end
        total = 0
        for ordinal in range(first, end):
            self.before.append(len(self.days))
            spans = windows(date.fromordinal(ordinal))
            if not spans:
                continue
            self.days.append(ordinal)
            self.day_start.append(total)
            for opens, closes in spans:
                self.opens.append(ordinal * DAY + _micros(opens))
                self.closes.append(ordinal * DAY + (_micros(closes) or DAY))
                self.start.append(total)
                total += self.closes[-1] - self.opens[-1]
        self.before.append(len(self.days))
        self.day_start.append(total)
        self.start.append(total)

    def worked(self, moment: int) -> int:
        """Working time from the beginning of the table to `moment`."""
        window = bisect_right(self.opens, moment) - 1
        if window < 0:
            return 0
        return self.start[window] + min(moment, self.closes[window]) - self.opens[window]

    def when_worked(self, worked: int) -> int:
        """The earliest moment with that much working time behind it."""
        after = bisect_left(self.start, worked, lo=1)
        if after > len(self.closes) or worked < 0:
            raise Exhausted
        return self.closes[after - 1] - (self.start[after] - worked)

    def when_worked_latest(self, worked: int) -> int:
        """The latest such moment: the next opening rather than the close before it."""
        window = bisect_right(self.start, worked) - 1
        if window < 0 or window >= len(self.opens):
            raise Exhausted
        return self.opens[window] + worked - self.start[window]

    def is_workday(self, ordinal: int) -> bool:
        index = ordinal - self.first
        return self.before[index + 1] > self.before[index]

    def days_before(self, ordinal: int) -> int:
        """Working days of the table before this day."""
        return self.before[ordinal - self.first]

    def position(self, moment: int) -> int:
        """Working days passed until `moment`, in DAY parts each."""
        ordinal = moment // DAY
        days = self.before[ordinal - self.first]
        if not self.is_workday(ordinal):
            return days * DAY
        return days * DAY + (self.worked(moment) - self.day_start[days]) * DAY // self.length(days)

    def when_position(self, position: int) -> int:
        """The earliest moment at `position`: whole numbers are closes of business. Undoes `position` inside office hours."""
        days, share = divmod(position, DAY)
        if position <= 0 or days >= len(self.days):
            raise Exhausted
        return self.when_worked(self.day_start[days] + -(-share * self.length(days) // DAY))

    def working_day_from(self, ordinal: int) -> int:
        """The ordinal of the first working day at or after this one."""
        if not self.first <= ordinal < self.end:
            raise Exhausted
        days = self.before[ordinal - self.first]
        if days >= len(self.days):
            raise Exhausted
        return self.days[days]

    def length_near(self, ordinal: int) -> int:
        """Working time of that day, or of the next working day when it is one of rest."""
        self.working_day_from(ordinal)
        return self.length(self.days_before(ordinal))

    def length(self, days: int) -> int:
        """Working time of the working day number `days` (from 0)."""
        return self.day_start[days + 1] - self.day_start[days]

    def close_of(self, days: int) -> int:
        """Close of business of the working day number `days` (from 0)."""
        if not 0 <= days < len(self.days):
            raise Exhausted
        return self.when_worked(self.day_start[days + 1])


def _micros(at: time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond
