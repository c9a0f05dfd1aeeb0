"""When the promises of a running case will be broken, as their events tell it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from engine import events as e


class Alarms:
    """`due`: clock -> moment of the next breach, for clocks that run and have not breached without excuse."""

    def __init__(self) -> None:
        self.due: dict[str, datetime] = {}
        self._breached: set[str] = set()

    def follow(self, events: Iterable[e.Event]) -> None:
        for event in events:
            if isinstance(event, e.ClockStarted):
                self._breached.discard(event.clock)
                self.due[event.clock] = event.due_at
            elif isinstance(event, e.ClockResumed):
                self._is_due(event.clock, event.due_at)
            elif isinstance(event, e.ClockExtended | e.ClockRecomputed | e.ClockRegraded):
                if event.excused:
                    self._breached.discard(event.clock)
                if event.due_at is not None:
                    self._is_due(event.clock, event.due_at)
            elif isinstance(event, e.ClockBreached):
                self._breached.add(event.clock)
                self.due.pop(event.clock, None)
            elif isinstance(event, e.ClockPaused | e.ClockStopped):
                self.due.pop(event.clock, None)

    def _is_due(self, clock: str, moment: datetime | None) -> None:
        if moment is not None and clock not in self._breached:
            self.due[clock] = moment
