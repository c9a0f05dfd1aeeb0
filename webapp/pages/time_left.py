"""How much time is left, in words that need no arithmetic: "2 working days left", "3 working hours late"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from flask import g

from engine.amounts import Amount
from engine.calendar import Calendar
from engine.limits import DAY, HOUR, Limit, Unit
from engine.now import now
from webapp.i18n import text
from webapp.pages.running import running

Kind = Literal["late", "soon", "calm", "held", "none"]
SOON = DAY
"""Parts of a working day: the last working day is worth a colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLeft:
    """`kind` gives the colour, `sign` the icon, `words` say it, `exact` is the due date in full."""

    kind: Kind
    words: str
    sign: str = ""
    exact: str = ""


def time_left(
    due_at: datetime | None, *, held: bool = False, calendar: str = "cn-gov", limit: str | None = None, at: datetime | None = None
) -> TimeLeft:
    """Time between `at` (now) and `due_at` under the work calendar `calendar`. `limit`: text of the promise, which says whether
    natural time counts. `held`: the clock stands still."""
    from webapp.pages.texts import moment

    if due_at is None:
        return TimeLeft(kind="held", words=text(g.locale, "due-held"), sign="pause") if held else TimeLeft(kind="none", words="")
    at = at or now()
    exact = moment(due_at, full=True)
    known = running().calendars.get(calendar.partition("@")[0])
    left = _measure(known, at, due_at, limit)
    if at > due_at:
        return TimeLeft(kind="late", sign="overdue", exact=exact, words=text(g.locale, "due-late", {"time": spell(left)}))
    words = text(g.locale, "due-left", {"time": spell(left)})
    is_soon = left.parts <= (SOON if left.unit == "wd" else 8 * HOUR)
    return TimeLeft(kind="soon" if is_soon else "calm", sign="clock" if is_soon else "", exact=exact, words=words)


def _measure(calendar: Calendar | None, begin: datetime, end: datetime, limit: str | None) -> Amount:
    """Natural time for promises in natural time and where there is no calendar, working days else; always positive."""
    unit: Unit = Limit.parse(limit).unit if limit else "wd"
    if calendar is None or unit in ("h", "min"):
        return Amount(parts=int(abs(end - begin) / timedelta(microseconds=1)), unit="h")
    amount = calendar.elapsed(begin, end, "d" if unit == "d" else "wd")
    return Amount(parts=abs(amount.parts), unit=amount.unit, day=amount.day)


def spell(amount: Amount) -> str:
    """The two largest parts that are not nought: "2 working days", "1 working day 3 working hours", "25 minutes"."""
    days, hours, minutes = amount.split()
    working = "work" if amount.unit in ("wd", "wh") else "natural"
    if amount.unit in ("h", "min") and hours >= 24:
        days, hours = divmod(hours, 24)
    parts = []
    if days:
        parts.append(text(g.locale, f"{working}-days" if amount.unit != "d" else "natural-days", {"n": days}))
    if hours and days < 2:
        parts.append(text(g.locale, f"{working}-hours", {"n": hours}))
    if not days and (minutes or not hours) and hours < 2:
        parts.append(text(g.locale, "minutes", {"n": minutes}))
    return text(g.locale, "amount-join", {"first": parts[0], "second": parts[1]}) if len(parts) > 1 else parts[0]


class Broken(Protocol):
    """A broken promise; `until`: when it was made good, None while it is not."""

    due_at: datetime
    until: datetime | None
    calendar: str
    time_limit: str


def how_late(promise: Broken) -> str:
    """How late it was done, or is by now, in the unit of the promise."""
    known = running().calendars.get(promise.calendar.partition("@")[0])
    return spell(_measure(known, promise.due_at, promise.until or now(), promise.time_limit))
