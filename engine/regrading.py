"""A promise measured by a new standard: what it would have been had it been given so from the start.

Rules:
  - The new limit counts from the original start. Time that stood still and extensions are honoured as they were granted.
  - A breach that happened stays. What is not late any more under the new standard is excused; what still is stays late.
  - Grading anew twice is grading anew by the last; the old standard gives back the old due date.
  - Between units of different kinds (working days to calendar days ...) what was consumed before a pause counts as if it had been
    consumed without interruption from the start: a clock does not keep when it stood still."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.calendar import Calendar, Due
from engine.clocks import Clock
from engine.limits import Limit

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def regrade(clock: Clock, calendar: Calendar, at: datetime, limit: str) -> Clock:
    """The same clock when nothing changes: it is stopped, or that is its limit. Raises InvalidLimit."""
    new = Limit.parse(limit)
    if clock.state == "stopped" or str(new) == clock.limit:
        return clock
    clock = clock.breach(at)
    first = _first_graded(clock)
    if str(new) == first.limit:
        graded = replace(first, first_graded=None)
    else:
        graded = replace(_under(first, calendar, new), first_graded=_kept(first))
    in_time = graded.due_at > at if graded.due_at else graded.budget > graded.consumed
    return replace(graded, excused=clock.breached_at is not None and (clock.excused or in_time))


def _under(clock: Clock, calendar: Calendar, new: Limit) -> Clock:
    old = Limit.parse(clock.limit)
    first, given = calendar.add(clock.started_at, old).at, calendar.add(clock.started_at, new).at
    before, base = _measure(calendar, old, clock.started_at, first), _measure(calendar, new, clock.started_at, given)
    consumed = _converted(calendar, old, new, clock.started_at, clock.consumed)
    if clock.state == "paused":
        budget = base + _converted(calendar, old, new, first, clock.budget - before)
        return replace(clock, limit=str(new), consumed=consumed, budget=budget)
    left = None
    if clock.resumed_with is not None:
        granted_before = clock.consumed + clock.resumed_with - before
        left = base + _converted(calendar, old, new, first, granted_before) - consumed
    due = calendar.add(clock.started_at, new) if left is None else calendar.shift(clock.since, left, new)
    for text in clock.added:
        due = _extended(calendar, due, Limit.parse(text), new)
    budget = consumed + _measure(calendar, new, clock.since, due.at)
    return replace(
        clock,
        limit=str(new),
        due_at=due.at,
        provisional=due.provisional,
        budget=budget,
        consumed=consumed,
        resumed_with=left,
    )


def _extended(calendar: Calendar, due: Due, more: Limit, limit: Limit) -> Due:
    like = replace(more, ends=limit.ends, rolls=limit.rolls) if more.unit == limit.unit else more
    later = calendar.shift(due.at, more.parts, like)
    return replace(later, provisional=due.provisional or later.provisional)


def _converted(calendar: Calendar, old: Limit, new: Limit, anchor: datetime, parts: int) -> int:
    """`parts` of the old unit, counted from `anchor`, in parts of the new."""
    if parts == 0 or _kind(old) == _kind(new):
        return parts
    return _measure(calendar, new, anchor, calendar.shift(anchor, parts, replace(old, rolls=False)).at)


def _kind(limit: Limit) -> tuple[str, str]:
    """Limits of the same kind are measured alike."""
    return ("h" if limit.unit == "min" else limit.unit), limit.ends


def _measure(calendar: Calendar, limit: Limit, begin: datetime, end: datetime) -> int:
    return calendar.measure(begin, end, limit.unit, limit.ends)


def _kept(clock: Clock) -> tuple[Any, ...]:
    """What grading anew changes, as plain values."""
    due = None if clock.due_at is None else (clock.due_at - _EPOCH) // timedelta(microseconds=1)
    return (clock.limit, due, clock.provisional, clock.budget, clock.consumed, clock.resumed_with)


def _first_graded(clock: Clock) -> Clock:
    """The clock as it was before it was graded anew, if nothing moved it since."""
    if clock.first_graded is None:
        return clock
    limit, due, provisional, budget, consumed, left = clock.first_graded
    due_at = None if due is None else _EPOCH + timedelta(microseconds=due)
    return replace(
        clock, limit=limit, due_at=due_at, provisional=provisional, budget=budget, consumed=consumed, resumed_with=left
    )
