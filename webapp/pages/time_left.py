"""How much time is left, in words that need no arithmetic: "2 working days left", "3 working hours late"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal, Protocol

from flask import g

from engine.limits import Limit, Unit
from engine.now import now
from webapp.duration_words import SHORTEST, Duration, Piece, duration
from webapp.i18n import text
from webapp.pages.running import running
from webapp.pages.texts import moment, t

Kind = Literal["late", "soon", "calm", "held", "none"]
SOON = 1.0
"""Days: the last working day, or the last 24 hours of natural time, is worth a colour."""
CALENDAR = "cn-gov"
"""Of work items, which do not say under which calendar they are due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLeft:
    """`kind` gives the colour, `sign` the icon, `words` say it, `exact` is the due date in full."""

    kind: Kind
    words: str
    sign: str = ""
    exact: str = ""


def time_left(
    due_at: datetime | None,
    *,
    held: bool = False,
    calendar: str = CALENDAR,
    limit: str | None = None,
    at: datetime | None = None,
) -> TimeLeft:
    """Time from now, or from the moment `at`, to `due_at` under the work calendar `calendar`. `limit`: text of the promise, which
    says whether natural time counts. `held`: the clock stands still."""
    if due_at is None:
        return TimeLeft(kind="held", words=t("due-held"), sign="pause") if held else TimeLeft(kind="none", words="")
    left = _duration(at or now(), due_at, calendar, limit)
    exact = moment(due_at, full=True)
    if left.late:
        return TimeLeft(kind="late", sign="overdue", exact=exact, words=_said(g.locale, "due-late", left.pieces))
    is_soon = left.days <= SOON
    kind: Kind = "soon" if is_soon else "calm"
    return TimeLeft(kind=kind, sign="clock" if is_soon else "", exact=exact, words=_said(g.locale, "due-left", left.pieces))


class Broken(Protocol):
    """A broken promise; `until`: when it was made good, None while it is not."""

    due_at: datetime
    until: datetime | None
    calendar: str
    time_limit: str


def how_late(promise: Broken) -> str:
    """How late it was done, or is by now, in the unit of the promise."""
    return _spelt(g.locale, _duration(promise.due_at, promise.until or now(), promise.calendar, promise.time_limit).pieces)


def _duration(begin: datetime, end: datetime, calendar: str, limit: str | None) -> Duration:
    """`calendar`: its name, or its label with the version after "@"."""
    unit: Unit = Limit.parse(limit).unit if limit else "wd"
    return duration(begin, end, running().calendars.get(calendar.partition("@")[0]), unit)


@lru_cache(maxsize=4096)
def _said(locale: str, key: str, pieces: tuple[Piece, ...]) -> str:
    """A moment that has just come, or is about to, is said without a number. Kept: a list says the same few lengths again."""
    return text(locale, f"{key}-now") if pieces[0].key == SHORTEST else text(locale, key, {"time": _spelt(locale, pieces)})


def _spelt(locale: str, pieces: tuple[Piece, ...]) -> str:
    words = [text(locale, piece.key, {"n": piece.n}) for piece in pieces]
    return text(locale, "amount-join", {"first": words[0], "second": words[1]}) if len(words) > 1 else words[0]
