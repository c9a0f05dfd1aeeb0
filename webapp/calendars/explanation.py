"""Why a promise is due when it is: its ledger, lived through again with the calendars that were known at each entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import clocks
from engine.calendar import Calendar
from engine.clocks import Clock
from engine.regrading import regrade
from webapp.calendars.loading import load
from webapp.database.connections import Connection

ENTRIES = """
    SELECT e.kind, e.at, e.data, k.run, k.calendar, k.unit, k.phase
    FROM "case" c JOIN clock k ON k.case_id = c.id JOIN clock_event e ON e.case_id = c.id AND e.name = k.name AND e.run = k.run
    WHERE c.number = %s AND k.name = %s ORDER BY k.run, e.seq
"""


class NoSuchClock(LookupError):
    """This case has no clock of this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger. `data`: the event. `calendar`: as it was known then. `clock`: as it comes out of the calendar now
    when the ledger is lived through again. `agrees`: whether that gives the due date that was recorded."""

    kind: str
    at: datetime
    data: dict[str, Any]
    calendar: Calendar
    clock: Clock
    agrees: bool


def explain(connection: Connection, number: str, name: str) -> list[list[Entry]]:
    """The entries of every run of the clock, in order. Raises NoSuchClock."""
    runs: dict[int, list[Entry]] = {}
    rows: list[tuple[Any, ...]] = connection.execute(ENTRIES, (number, name)).fetchall()
    if not rows:
        raise NoSuchClock(f"case {number} has no clock {name!r}")
    for kind, at, data, run, calendar_name, unit, phase in rows:
        calendar = load(connection, at)[calendar_name]
        so_far = runs.setdefault(run, [])
        if not so_far:
            clock = clocks.start(calendar, at, name=name, run=run, limit=data["limit"], unit=unit, phase=phase)
        else:
            clock = _lived(so_far[-1].clock, kind, at, data, calendar)
        agrees = "due_at" not in data or _moment(data["due_at"]) == clock.due_at
        so_far.append(Entry(kind=kind, at=at, data=data, calendar=calendar, clock=clock, agrees=agrees))
    return list(runs.values())


def _lived(clock: Clock, kind: str, at: datetime, data: dict[str, Any], calendar: Calendar) -> Clock:
    match kind:
        case "ClockPaused":
            return clock.pause(calendar, at)
        case "ClockResumed":
            return clock.resume(calendar, at)
        case "ClockExtended":
            return clock.extend(calendar, at, data["by"])
        case "ClockRegraded":
            return regrade(clock, calendar, at, data["limit"])
        case "ClockRecomputed":
            return clock.recompute(calendar)
        case "ClockBreached":
            return clock.breach(at)
        case "ClockStopped":
            return clock.stop(calendar, at)
    raise ValueError(f"unknown entry {kind!r}")


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
