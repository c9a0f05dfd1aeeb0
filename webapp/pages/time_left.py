"""How much time is left, in words that need no arithmetic: "2 working days left", "3 working hours late"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from flask import g

from engine.limits import Limit
from engine.now import now
from webapp.duration_words import Duration, duration
from webapp.i18n import text
from webapp.pages.running import running

Kind = Literal["late", "soon", "calm", "held", "none"]
SOON_WORKING, SOON_NATURAL = 1.0, 1 / 3
"""Days: the last working day, or the last eight hours of a promise in natural time, are worth a colour."""


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
    left = _span(at, due_at, calendar, limit)
    if left.late:
        return TimeLeft(kind="late", sign="overdue", exact=exact, words=text(g.locale, "due-late", {"time": spell(left)}))
    words = text(g.locale, "due-left", {"time": spell(left)})
    is_soon = left.days <= (SOON_NATURAL if left.natural else SOON_WORKING)
    return TimeLeft(kind="soon" if is_soon else "calm", sign="clock" if is_soon else "", exact=exact, words=words)


def _span(begin: datetime, end: datetime, calendar: str, limit: str | None) -> Duration:
    known = running().calendars.get(calendar.partition("@")[0])
    return duration(begin, end, known, Limit.parse(limit).unit if limit else "wd")


def spell(span: Duration) -> str:
    """The two largest parts: "2 working days", "1 working day 3 working hours", "25 minutes"."""
    first, *second = (text(g.locale, piece.key, {"n": piece.n}) for piece in span.pieces)
    return text(g.locale, "amount-join", {"first": first, "second": second[0]}) if second else first


class Broken(Protocol):
    """A broken promise; `until`: when it was made good, None while it is not."""

    due_at: datetime
    until: datetime | None
    calendar: str
    time_limit: str


def how_late(promise: Broken) -> str:
    """How late it was done, or is by now, in the unit of the promise."""
    return spell(_span(promise.due_at, promise.until or now(), promise.calendar, promise.time_limit))
