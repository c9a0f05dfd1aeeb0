"""What happened to the promises of a case. Part of engine.events. `run` counts the clocks of one name in a case from 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStarted(Event):
    """`run` counts the clocks of this name in this case from 1. `unit`: whose promise it is (org unit code)."""

    clock: str
    run: int
    limit: str
    due_at: datetime
    provisional: bool
    unit: str
    phase: str | None
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPaused(Event):
    clock: str
    run: int
    reason: str
    remaining: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockResumed(Event):
    """`due_at` None: another reason still holds the clock."""

    clock: str
    run: int
    reason: str
    due_at: datetime | None
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockExtended(Event):
    clock: str
    run: int
    by: str
    reason: str
    old_due_at: datetime | None
    due_at: datetime | None
    provisional: bool
    excused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRecomputed(Event):
    clock: str
    run: int
    reason: str
    old_due_at: datetime | None
    due_at: datetime | None
    provisional: bool
    calendar: str
    excused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRegraded(Event):
    """The promise is measured by another standard from its start on. `due_at` None: the clock stands still."""

    clock: str
    run: int
    reason: str
    old_limit: str
    limit: str
    old_due_at: datetime | None
    due_at: datetime | None
    provisional: bool
    excused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBreached(Event):
    clock: str
    run: int
    due_at: datetime
    unit: str
    phase: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopped(Event):
    """`on_time`: whether it was stopped before its effective due date."""

    clock: str
    run: int
    on_time: bool
    elapsed: str
    breached: bool
