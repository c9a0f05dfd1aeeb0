"""The days a board looks at, and those it is compared with. Days are the city's; an end is the day after the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("today", "week", "month", "last_month", "year", "custom")
DAY = timedelta(days=1)
LONGEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`begin` <= day < `end`."""

    kind: str
    begin: date
    end: date

    @property
    def last(self) -> date:
        return self.end - DAY

    @property
    def days(self) -> int:
        return (self.end - self.begin).days

    @property
    def before(self) -> Period:
        """What to compare with: as many days of the day, week, month or year before; of last month, which is over, the whole
        month before it; of a custom period the days just before."""
        begin = {
            "today": self.begin - DAY,
            "week": self.begin - 7 * DAY,
            "month": (self.begin - DAY).replace(day=1),
            "last_month": (self.begin - DAY).replace(day=1),
            "year": date(self.begin.year - 1, 1, 1),
        }.get(self.kind, self.begin - self.days * DAY)
        days = self.days if self.kind != "last_month" else (self.begin - begin).days
        return Period(kind="custom", begin=begin, end=min(begin + days * DAY, self.begin))

    @property
    def step(self) -> str:
        """How finely a trend is drawn."""
        return "day" if self.days <= 31 else "week" if self.days <= 190 else "month"

    def stretches(self) -> list[tuple[str, date, date]]:
        """(grain, from, to): whole months, and the days at both ends."""
        first = self.begin if self.begin.day == 1 else _next_month(self.begin)
        last = self.end.replace(day=1)
        if first >= last:
            return [("day", self.begin, self.end)]
        parts = [("day", self.begin, first), ("month", first, last), ("day", last, self.end)]
        return [part for part in parts if part[1] < part[2]]


def chosen(kind: str | None, since: str | None, until: str | None, *, today: date) -> Period:
    """The period somebody asked for: up to and including today, last month to its last day; anything unreadable is this
    month."""
    if kind == "custom" and (begin := _day(since)) and (last := _day(until)):
        begin, last = sorted((begin, last))
        return Period(kind="custom", begin=max(begin, last - LONGEST), end=last + DAY)
    if kind == "last_month":
        end = today.replace(day=1)
        return Period(kind=kind, begin=(end - DAY).replace(day=1), end=end)
    begin = {
        "today": today,
        "week": today - today.weekday() * DAY,
        "year": today.replace(month=1, day=1),
    }.get(kind or "", today.replace(day=1))
    return Period(kind=kind if kind in KINDS and kind != "custom" else "month", begin=begin, end=today + DAY)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if 1900 < found.year < 9000 else None
