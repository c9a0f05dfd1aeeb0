"""Time between two moments as people say it: keys of the catalogue with a number each, at most two, largest first.

Working time for promises in working time, natural time for the others: "2 working days", "1 working day 3 working hours",
"1 hour 20 minutes". What is shorter than a minute has a key of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.amounts import Amount
from engine.calendar import Calendar
from engine.limits import DAY, Unit

SHORTEST = "less-than-a-minute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`key`: work-days, work-hours, natural-days, natural-hours, minutes or less-than-a-minute. `n`: how many."""

    key: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """`late`: `end` lies before `begin`. `days`: the length in working days, or in days when it is `natural`; for colours."""

    late: bool
    days: float
    natural: bool
    pieces: tuple[Piece, ...]


def duration(begin: datetime, end: datetime, calendar: Calendar | None, unit: Unit = "wd") -> Duration:
    """From now to the due date, say. `unit`: of the promise. Without a calendar all time is natural."""
    late = end < begin
    if late:
        begin, end = end, begin
    amount = _measured(begin, end, calendar, unit)
    return Duration(late=late, days=amount.parts / DAY, natural=amount.unit == "h", pieces=_pieces(amount))


def _measured(begin: datetime, end: datetime, calendar: Calendar | None, unit: Unit) -> Amount:
    natural = Amount(parts=(end - begin) // timedelta(microseconds=1), unit="h")
    if calendar is None or unit in ("h", "min"):
        return natural
    if unit == "d":  # whole days are counted by the date; on the last one the hours matter
        dates = calendar.elapsed(begin, end, "d")
        return dates if dates.parts else natural
    return calendar.elapsed(begin, end, "wd")


def _pieces(amount: Amount) -> tuple[Piece, ...]:
    days, hours, minutes = amount.split()
    if amount.unit == "h":
        days, hours = divmod(hours, 24)
    kind = "work" if amount.unit == "wd" else "natural"
    found = []
    if days:
        found.append(Piece(key=f"{kind}-days", n=days))
    if hours and days < 2:
        found.append(Piece(key=f"{kind}-hours", n=hours))
    if minutes and not days and hours < 2:
        found.append(Piece(key="minutes", n=minutes))
    return tuple(found) or (Piece(key=SHORTEST, n=0),)
