"""Days as people check them on a wall calendar: which worked, which did not, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from engine.calendar import SHANGHAI, Calendar
from engine.limits import MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """`first` to `last`: one working day, or days of rest in a row that are alike. `worked`: office minutes of it that lie
    between the two moments asked for. `kind` as in calendar_day; `name` may be empty."""

    first: date
    last: date
    worked: int
    is_workday: bool
    kind: str
    name: str


def days_between(calendar: Calendar, begin: datetime, end: datetime, names: Mapping[date, str]) -> Iterator[Days]:
    """Every day from that of `begin` to that of `end`."""
    pending: Days | None = None
    day, last = begin.astimezone(SHANGHAI).date(), (end - timedelta(microseconds=1)).astimezone(SHANGHAI).date()
    while day <= last:
        current = _day(calendar, day, begin, end, names.get(day, ""))
        if pending and not current.is_workday and _alike(pending, current):
            pending = replace(pending, last=day)
        else:
            if pending:
                yield pending
            pending = current
        day += timedelta(1)
    if pending:
        yield pending


def _day(calendar: Calendar, day: date, begin: datetime, end: datetime, name: str) -> Days:
    works, special = calendar.is_workday(day), calendar.days.get(day)
    midnight = datetime.combine(day, time(), SHANGHAI)
    a, b = max(begin, midnight), min(end, midnight + timedelta(1))
    return Days(
        first=day,
        last=day,
        worked=calendar.measure(a, b, "wh") // MINUTE if a < b else 0,
        is_workday=works,
        kind=special.kind if special else "workday" if works else "rest",
        name=name if special else "",
    )


def _alike(one: Days, other: Days) -> bool:
    return (one.kind, one.name, one.is_workday) == (other.kind, other.name, other.is_workday)
