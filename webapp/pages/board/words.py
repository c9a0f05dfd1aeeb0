"""Figures in the reader's words: shares, working time, changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from engine.calendar import Calendar
from engine.now import now
from webapp.boards.confidence import interval
from webapp.boards.facts.material import STANDARD
from webapp.boards.figures import Number
from webapp.city_time import CITY_TIME
from webapp.pages.running import running
from webapp.pages.texts import t


def value_words(number: Number) -> str:
    """ "96.3%", "2.4 working days", "1,204"; a dash without a denominator."""
    if number.value is None:
        return t("board-none")
    if number.measure.kind == "rate":
        return f"{number.value * 100:.1f}%"
    if number.measure.kind == "count":
        return f"{number.n:,}"
    return time_words(number.value)


def time_words(minutes: float) -> str:
    """Working minutes as working days, short times as working hours."""
    days = minutes / day_minutes()
    if days < 1:
        return t("board-working-hours", n=f"{minutes / 60:.1f}")
    return t("board-working-days", n=f"{days:.1f}")


def day_minutes() -> int:
    """How long an ordinary working day is this week."""
    return _day_minutes(running().calendars[STANDARD], now().astimezone(CITY_TIME).isocalendar()[:2])


@lru_cache(maxsize=8)
def _day_minutes(calendar: Calendar, week: tuple[int, int]) -> int:
    local = now().astimezone(CITY_TIME).date()
    windows = next((w for back in range(14) if (w := calendar.office_hours(local.fromordinal(local.toordinal() - back)))), ())
    return sum((end.hour or 24) * 60 + end.minute - begin.hour * 60 - begin.minute for begin, end in windows) or 450


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Against the period before. `good`: whether it is good news; None: neither."""

    words: str
    sign: str
    good: bool | None


def change(number: Number, before: Number) -> Change | None:
    """None when there is nothing to compare with."""
    if number.value is None or before.value is None or (number.measure.kind == "count" and not before.n):
        return None
    difference = number.value - before.value
    match number.measure.kind:
        case "rate":
            size, words = round(difference * 100, 1), t("board-points", n=f"{abs(difference) * 100:.1f}")
        case "count":
            size = round(difference / before.value * 100)
            words = f"{abs(size)}%"
        case _:
            size, words = round(difference), time_words(abs(difference))
    if not size:
        return Change(words=t("board-same"), sign="=", good=None)
    better = number.measure.better
    return Change(words=words, sign="+" if size > 0 else "−", good=None if better is None else (size > 0) == (better == "up"))


def interval_words(number: Number) -> str:
    """The range in which the share lies with 95 % certainty."""
    found = interval(number.n, number.d or 0) if number.measure.kind == "rate" else None
    return f"{found[0] * 100:.0f}–{found[1] * 100:.0f}%" if found else ""
