"""The clocks of a case as its events tell them: a scenario trusts the ledger, not the engine's memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine import events as e


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    run: int
    unit: str
    limit: str
    state: str
    due: datetime | None
    breached: bool = False
    on_time: bool | None = None


@dataclass(slots=True)
class Promises:
    by_name: dict[str, Promise] = field(default_factory=dict)

    def alarms(self) -> list[datetime]:
        """When a breach is to be recorded."""
        return [p.due for p in self.by_name.values() if p.state == "running" and not p.breached and p.due is not None]

    def follow(self, events: Iterable[e.Event]) -> None:
        for event in events:
            if isinstance(event, e.ClockStarted):
                self.by_name[event.clock] = Promise(
                    run=event.run, unit=event.unit, limit=event.limit, state="running", due=event.due_at
                )
            elif isinstance(event, e.ClockPaused):
                self._change(event.clock, state="paused", due=None)
            elif isinstance(event, e.ClockResumed):
                self._change(event.clock, state="running", due=event.due_at)
            elif isinstance(event, e.ClockExtended | e.ClockRegraded | e.ClockRecomputed):
                self._change(event.clock, due=event.due_at)
            elif isinstance(event, e.ClockBreached):
                self._change(event.clock, breached=True)
            elif isinstance(event, e.ClockStopped):
                self._change(event.clock, state="stopped", due=None, on_time=event.on_time)

    def _change(self, clock: str, **values: object) -> None:
        self.by_name[clock] = replace(self.by_name[clock], **values)  # type: ignore[arg-type]
