"""Clock operations with what they write into the ledger: (new clock, events), no event when nothing happened.

A breach that was due but not recorded yet is written before the operation that came too late."""

from __future__ import annotations

from datetime import datetime

from engine import clocks, events
from engine.calendar import Calendar
from engine.clocks import Clock

Entry = tuple[Clock, tuple[events.Event, ...]]


def start(
    calendar: Calendar, at: datetime, *, name: str, run: int, limit: str, unit: str, phase: str | None = None
) -> tuple[Clock, tuple[events.ClockStarted]]:
    """Raises InvalidLimit."""
    clock = clocks.start(calendar, at, name=name, run=run, limit=limit, unit=unit, phase=phase)
    assert clock.due_at is not None
    started = events.ClockStarted(
        clock=name,
        run=run,
        limit=clock.limit,
        due_at=clock.due_at,
        provisional=clock.provisional,
        unit=unit,
        phase=phase,
        calendar=calendar.label,
    )
    return clock, (started,)


def pause(clock: Clock, calendar: Calendar, at: datetime, reason: str) -> Entry:
    if not clock.open:
        return clock, ()
    paused = clock.pause(calendar, at)
    remaining = str(paused.remaining(calendar, at))
    event = events.ClockPaused(clock=clock.name, run=clock.run, reason=reason, remaining=remaining)
    return paused, (*breach(clock, at)[1], event)


def resume(clock: Clock, calendar: Calendar, at: datetime, reason: str) -> Entry:
    if clock.state != "paused":
        return clock, ()
    resumed = clock.resume(calendar, at)
    return resumed, (
        events.ClockResumed(
            clock=clock.name, run=clock.run, reason=reason, due_at=resumed.due_at, provisional=resumed.provisional
        ),
    )


def extend(clock: Clock, calendar: Calendar, at: datetime, by: str, reason: str) -> Entry:
    """Raises InvalidLimit."""
    if not clock.open:
        return clock, ()
    extended = clock.extend(calendar, at, by)
    event = events.ClockExtended(
        clock=clock.name,
        run=clock.run,
        by=by,
        reason=reason,
        old_due_at=clock.due_at,
        due_at=extended.due_at,
        provisional=extended.provisional,
        excused=extended.excused,
    )
    return extended, (*breach(clock, at)[1], event)


def recompute(clock: Clock, calendar: Calendar, reason: str) -> Entry:
    moved = clock.recompute(calendar)
    if moved is clock:
        return clock, ()
    return moved, (
        events.ClockRecomputed(
            clock=clock.name,
            run=clock.run,
            reason=reason,
            old_due_at=clock.due_at,
            due_at=moved.due_at,
            provisional=moved.provisional,
            calendar=calendar.label,
        ),
    )


def breach(clock: Clock, at: datetime) -> Entry:
    """Nothing when it is not late, or its breach is already written."""
    if not clock.late(at) or clock.due_at is None:
        return clock, ()
    event = events.ClockBreached(clock=clock.name, run=clock.run, due_at=clock.due_at, unit=clock.unit, phase=clock.phase)
    return clock.breach(at), (event,)


def stop(clock: Clock, calendar: Calendar, at: datetime) -> Entry:
    if not clock.open:
        return clock, ()
    stopped = clock.stop(calendar, at)
    event = events.ClockStopped(
        clock=clock.name,
        run=clock.run,
        on_time=bool(stopped.on_time),
        elapsed=str(stopped.elapsed(calendar, at)),
        breached=stopped.breached_at is not None,
    )
    late = breach(clock, at)[1] if not stopped.on_time else ()
    return stopped, (*late, event)
