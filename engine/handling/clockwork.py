"""The clocks of one case while a command is handled: each change is a new value and an event of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from engine import events as e
from engine.calendar import Calendar
from engine.clocks import Clock, start
from engine.errors import ClockNotOpen, NotALimit
from engine.handling.shelf import Shelf
from engine.limits import InvalidLimit
from engine.regrading import regrade


class Clockwork:
    """What may be done to the clocks on the shelf. `ledger` receives the events."""

    def __init__(self, shelf: Shelf, calendars: Mapping[str, Calendar], now: datetime, ledger: list[e.Event]) -> None:
        self.shelf = shelf
        self.calendars = calendars
        self.now = now
        self.ledger = ledger

    def start(self, name: str, limit: str, unit: str, phase: str | None, calendar: str) -> None:
        """A new run; a run that is still open is stopped first. Errors: InvalidLimit, KeyError for an unknown calendar."""
        old = self.shelf.get(name)
        if old is not None and old.open:
            self.stop(name)
        run = 1 if old is None else old.run + 1
        clock = start(self.calendars[calendar], self.now, name=name, run=run, limit=limit, unit=unit, phase=phase)
        assert clock.due_at is not None
        self._put(
            clock,
            e.ClockStarted(
                clock=name,
                run=run,
                limit=clock.limit,
                due_at=clock.due_at,
                provisional=clock.provisional,
                unit=unit,
                phase=phase,
                calendar=calendar,
            ),
        )

    def stop(self, name: str) -> None:
        """Nothing happens to a clock that is not open."""
        old = self.shelf.get(name)
        if old is None or not old.open:
            return
        calendar = self._calendar(old)
        clock = self._breach(old).stop(calendar, self.now)
        self._put(
            clock,
            e.ClockStopped(
                clock=name,
                run=clock.run,
                on_time=bool(clock.on_time),
                elapsed=str(clock.elapsed(calendar, self.now)),
                breached=clock.breached_at is not None,
            ),
        )

    def pause(self, name: str, reason: str) -> None:
        """Errors: ClockNotOpen."""
        old = self._open(name)
        calendar = self._calendar(old)
        clock = self._breach(old).pause(calendar, self.now)
        remaining = str(clock.remaining(calendar, self.now))
        self._put(clock, e.ClockPaused(clock=name, run=clock.run, reason=reason, remaining=remaining))

    def resume(self, name: str, reason: str) -> None:
        """Nothing happens to a clock that is not paused. Errors: ClockNotOpen."""
        old = self._open(name)
        clock = old.resume(self._calendar(old), self.now)
        if clock is old:
            return
        self._put(
            clock, e.ClockResumed(clock=name, run=clock.run, reason=reason, due_at=clock.due_at, provisional=clock.provisional)
        )

    def extend(self, name: str, by: str, reason: str) -> None:
        """Errors: ClockNotOpen, InvalidLimit."""
        old = self._open(name)
        clock = self._breach(old).extend(self._calendar(old), self.now, by)
        self._put(
            clock,
            e.ClockExtended(
                clock=name,
                run=clock.run,
                by=by,
                reason=reason,
                old_due_at=old.due_at,
                due_at=clock.due_at,
                provisional=clock.provisional,
                excused=clock.excused,
            ),
        )

    def regrade(self, name: str, limit: str, reason: str) -> None:
        """Nothing happens when it is the limit already. Errors: ClockNotOpen, NotALimit."""
        old = self._open(name)
        try:
            clock = regrade(self._breach(old), self._calendar(old), self.now, limit)
        except InvalidLimit as wrong:
            raise NotALimit(limit=limit) from wrong
        if clock.limit == old.limit:
            return
        self._put(
            clock,
            e.ClockRegraded(
                clock=name,
                run=clock.run,
                reason=reason,
                old_limit=old.limit,
                limit=clock.limit,
                old_due_at=old.due_at,
                due_at=clock.due_at,
                provisional=clock.provisional,
                excused=clock.excused,
            ),
        )

    def recompute(self, reason: str) -> None:
        """Open clocks follow the calendar as it is now; what is late under it breaches with the next sweep."""
        for before in list(self.shelf.open()):
            calendar = self._calendar(before)
            clock = before.recompute(calendar)
            if clock is not before:
                self._put(
                    clock,
                    e.ClockRecomputed(
                        clock=clock.name,
                        run=clock.run,
                        reason=reason,
                        old_due_at=before.due_at,
                        due_at=clock.due_at,
                        provisional=clock.provisional,
                        calendar=calendar.name,
                        excused=clock.excused,
                    ),
                )

    def breach(self) -> None:
        """Record every breach that is due."""
        for clock in list(self.shelf.due(self.now)):
            self._breach(clock)

    def stop_all(self) -> None:
        """The case is over: no promise is left open."""
        for clock in list(self.shelf.open()):
            self.stop(clock.name)

    def is_open(self, name: str) -> bool:
        clock = self.shelf.get(name)
        return clock is not None and clock.open

    def _breach(self, old: Clock) -> Clock:
        clock = old.breach(self.now)
        if clock is not old and old.due_at is not None:
            self._put(
                clock, e.ClockBreached(clock=clock.name, run=clock.run, due_at=old.due_at, unit=clock.unit, phase=clock.phase)
            )
        return clock

    def _open(self, name: str) -> Clock:
        clock = self.shelf.get(name)
        if clock is None or not clock.open:
            raise ClockNotOpen(clock=name)
        return clock

    def _calendar(self, clock: Clock) -> Calendar:
        return self.calendars[clock.calendar]

    def _put(self, clock: Clock, event: e.Event) -> None:
        self.shelf.put(clock)
        self.ledger.append(event)
