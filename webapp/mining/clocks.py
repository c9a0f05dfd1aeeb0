"""How time is counted: in working time of the city's calendar, or as it passes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from engine.calendar import Calendar

Measure = Callable[[datetime, datetime], int]
"""(begin, end) -> microseconds, never negative."""

MICROSECOND = timedelta(microseconds=1)


def working(calendar: Calendar, near: datetime) -> Measure:
    """Office hours between two moments. Positions are remembered: the end of one step is the beginning of the next. `near`: any
    moment of the history; it anchors the positions."""
    known: dict[datetime, int] = {}

    def position(moment: datetime) -> int:
        found = known.get(moment)
        if found is None:
            found = known[moment] = calendar.measure(near, moment, "wh")
        return found

    return lambda begin, end: max(position(end) - position(begin), 0)


def elapsed(begin: datetime, end: datetime) -> int:
    return max((end - begin) // MICROSECOND, 0)
