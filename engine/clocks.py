"""A clock is a promise that counts: an immutable value, moved only by the operations below, each giving a new clock.

Rules (all times measured in the unit of the clock's own limit, see engine.limits):
  - consumed + remaining = budget. The budget is what the promise gave at its start, plus extensions; pausing never changes it.
  - A pause keeps days and the share of the running day; resuming moves the due date by exactly the working time that stood still.
    Pauses overlap: only the last resume lets the clock run again.
  - An extension adds to the current due date. After a breach it excuses, and never unmakes, the breach.
  - What is breached stays breached, and a new breach is due only for what was excused.
  - A new standard (engine.regrading) counts from the original start, with pauses and extensions honoured.
  - A new calendar moves open running clocks; time already consumed before the last resume is not counted again.

A series is a promise made to or by several at once: one clock each, named `series/member`, with runs of its own.

`at` is the moment of the operation, `calendar` the current value of the clock's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from engine.amounts import Amount
from engine.calendar import Calendar, Due
from engine.limits import Limit

State = Literal["running", "paused", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """`limit`: text of the promise. `unit`: org unit whose promise it is. `due_at` None: not running. `budget`
    and `consumed`: parts of the limit's unit, `consumed` as of `since` (start, last pause or last resume). `resumed_with`: what
    was left at the last resume, None before any. `added`: extensions after `since`. `pauses`: how many reasons hold it now.
    `first_graded`: kept by engine.regrading, until something else moves the clock."""

    name: str
    run: int
    limit: str
    calendar: str
    unit: str
    phase: str | None
    state: State
    started_at: datetime
    due_at: datetime | None
    provisional: bool
    since: datetime
    budget: int
    consumed: int = 0
    resumed_with: int | None = None
    added: tuple[str, ...] = ()
    pauses: int = 0
    breached_at: datetime | None = None
    excused: bool = False
    stopped_at: datetime | None = None
    on_time: bool | None = None
    first_graded: tuple[Any, ...] | None = None

    # --- questions ---

    @property
    def open(self) -> bool:
        return self.state != "stopped"

    @property
    def alarm(self) -> datetime | None:
        """When it will breach if nothing happens; None when it is not running or has breached without excuse."""
        return self.due_at if self.state == "running" and (self.breached_at is None or self.excused) else None

    def late(self, at: datetime) -> bool:
        """Whether a breach is to be recorded at `at`."""
        return self.alarm is not None and self.alarm <= at

    def remaining(self, calendar: Calendar, at: datetime) -> Amount:
        """What is left; negative: how late."""
        return calendar.amount(self.budget - self._consumed(calendar, at), Limit.parse(self.limit).unit, at)

    def elapsed(self, calendar: Calendar, at: datetime) -> Amount:
        """What was consumed until `at`, pauses not counted."""
        return calendar.amount(self._consumed(calendar, at), Limit.parse(self.limit).unit, at)

    def _consumed(self, calendar: Calendar, at: datetime) -> int:
        if self.state != "running":
            return self.consumed
        return self.consumed + self._measure(calendar, self.since, at)

    # --- operations ---

    def pause(self, calendar: Calendar, at: datetime) -> Clock:
        if self.state == "stopped":
            return self
        if self.state == "paused":
            return replace(self, pauses=self.pauses + 1)
        clock = self.breach(at)
        consumed = clock._consumed(calendar, at)
        clock = replace(clock, resumed_with=None, added=(), first_graded=None)
        return replace(clock, state="paused", pauses=1, consumed=consumed, since=at, due_at=None)

    def resume(self, calendar: Calendar, at: datetime) -> Clock:
        """Nothing happens to a clock that is not paused, or that another reason still holds."""
        if self.state != "paused":
            return self
        if self.pauses > 1:
            return replace(self, pauses=self.pauses - 1)
        left = self.budget - self.consumed
        clock = replace(self, state="running", pauses=0, since=at, resumed_with=left, first_graded=None)
        due = clock._due(calendar)
        budget = self.consumed + self._measure(calendar, at, due.at) if self._in_whole_days() else self.budget  # may roll over
        return replace(clock, due_at=due.at, provisional=due.provisional, budget=budget)

    def extend(self, calendar: Calendar, at: datetime, by: str) -> Clock:
        """Raises InvalidLimit."""
        more, limit = Limit.parse(by), Limit.parse(self.limit)
        if self.state == "stopped":
            return self
        clock = self.breach(at)
        clock = replace(clock, excused=clock.breached_at is not None, first_graded=None)
        if clock.due_at:
            later = self._extended(calendar, clock.due_at, more)
            added, provisional = (*clock.added, str(more)), clock.provisional or later.provisional
            gained = self._measure(calendar, clock.due_at, later.at)
            clock = replace(clock, due_at=later.at, added=added, provisional=provisional)
        else:  # paused: what it would gain if it were resumed now
            due = calendar.shift(at, clock.budget - clock.consumed, limit).at
            gained = self._measure(calendar, due, self._extended(calendar, due, more).at)
        exact = more.unit == limit.unit and not self._in_whole_days()  # measuring would round to a microsecond
        return replace(clock, budget=clock.budget + (more.parts if exact else gained))

    def recompute(self, calendar: Calendar) -> Clock:
        """Under a new calendar; the same clock when nothing changes. A breach before the new due date becomes an excused one."""
        if self.state != "running":
            return self
        due = self._due(calendar)
        for text in self.added:
            later = self._extended(calendar, due.at, Limit.parse(text))
            due = replace(later, provisional=due.provisional or later.provisional)
        if (due.at, due.provisional) == (self.due_at, self.provisional):
            return self
        budget = self.consumed + self._measure(calendar, self.since, due.at)
        excused = self.breached_at is not None and (self.excused or due.at > self.breached_at)
        return replace(self, due_at=due.at, provisional=due.provisional, budget=budget, excused=excused, first_graded=None)

    def breach(self, at: datetime) -> Clock:
        """The same clock unless it is late and that is not recorded yet. The first breach keeps its date."""
        if not self.late(at):
            return self
        return replace(self, breached_at=self.breached_at or self.due_at, excused=False)

    def stop(self, calendar: Calendar, at: datetime) -> Clock:
        """Kept: to stop on the due moment itself is on time."""
        if self.state == "stopped":
            return self
        consumed = self._consumed(calendar, at)
        on_time = at <= self.due_at if self.due_at else consumed <= self.budget
        clock = self if on_time else self.breach(at)
        return replace(clock, state="stopped", consumed=consumed, since=at, stopped_at=at, on_time=on_time, pauses=0)

    # --- stored form ---

    def to_list(self) -> list[Any]:
        """For the case's state: the fields in order, moments as microseconds since 1970, defaults at the end left out.
        Stored for ever: a new field goes to the end of the class and has a default."""
        values = [_micros(value) if isinstance(value, datetime) else value for value in map(self.__getattribute__, _NAMES)]
        while values[-1] == _DEFAULTS.get(_NAMES[len(values) - 1], _NO_DEFAULT):
            values.pop()
        return values

    @classmethod
    def from_list(cls, values: Sequence[Any]) -> Clock:
        """Undoes `to_list`, also after JSON."""
        given = dict(zip(_NAMES, values, strict=False))
        for name in _MOMENTS & given.keys():
            given[name] = None if given[name] is None else _EPOCH + timedelta(microseconds=given[name])
        graded = given.get("first_graded")
        return cls(**given | {"added": tuple(given.get("added", ())), "first_graded": None if graded is None else tuple(graded)})

    # --- inside ---

    def _measure(self, calendar: Calendar, begin: datetime, end: datetime) -> int:
        limit = Limit.parse(self.limit)
        return calendar.measure(begin, end, limit.unit, limit.ends)

    def _in_whole_days(self) -> bool:
        limit = Limit.parse(self.limit)
        return limit.unit == "d" or (limit.unit == "wd" and limit.ends == "midnight")

    def _due(self, calendar: Calendar) -> Due:
        """Before extensions: as the limit says from the start, or as much later than the last resume as was left then."""
        limit = Limit.parse(self.limit)
        if self.resumed_with is None:
            return calendar.add(self.since, limit)
        return calendar.shift(self.since, self.resumed_with, limit)

    def _extended(self, calendar: Calendar, due: datetime, more: Limit) -> Due:
        limit = Limit.parse(self.limit)
        like = replace(more, ends=limit.ends, rolls=limit.rolls) if more.unit == limit.unit else more
        return calendar.shift(due, more.parts, like)


def start(calendar: Calendar, at: datetime, *, name: str, run: int, limit: str, unit: str, phase: str | None = None) -> Clock:
    """Raises InvalidLimit."""
    promise = Limit.parse(limit)
    due = calendar.add(at, promise)
    return Clock(
        name=name,
        run=run,
        limit=str(promise),
        calendar=calendar.name,
        unit=unit,
        phase=phase,
        state="running",
        started_at=at,
        due_at=due.at,
        provisional=due.provisional,
        since=at,
        budget=calendar.measure(at, due.at, promise.unit, promise.ends),
    )


def member(series: str, of: str) -> str:
    """The name of one clock of a series."""
    return f"{series}/{of}"


def member_of(name: str) -> tuple[str, str | None]:
    """Series and member; a clock that stands alone has no member."""
    series, slash, of = name.partition("/")
    return series, of if slash else None


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_DEFAULT = object()
_NAMES = tuple(field.name for field in fields(Clock))
_DEFAULTS = {field.name: field.default for field in fields(Clock) if field.default is not MISSING}
_MOMENTS = {"started_at", "due_at", "since", "breached_at", "stopped_at"}


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
