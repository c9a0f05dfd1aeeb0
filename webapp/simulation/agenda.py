"""What happens next, in the order of time. Rule: of several entries for one thing only the last counts."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import datetime

Thing = tuple[int, str, str]
"""case id, kind ("task", "timer" or "clock"), number or name inside the case"""


@dataclass(slots=True)
class Agenda:
    """Equal moments come in the order of case, kind and name, so that a run can be repeated."""

    _heap: list[tuple[datetime, Thing]] = field(default_factory=list)
    _plans: dict[Thing, datetime] = field(default_factory=dict)

    def plan(self, thing: Thing, at: datetime) -> None:
        """Plan `thing`, or move it."""
        self._plans[thing] = at
        heapq.heappush(self._heap, (at, thing))

    def drop(self, thing: Thing) -> None:
        self._plans.pop(thing, None)

    def planned(self, thing: Thing) -> datetime | None:
        return self._plans.get(thing)

    def take(self) -> tuple[datetime, Thing] | None:
        """Remove and return what comes first; None when nothing is planned."""
        while self._heap:
            at, thing = heapq.heappop(self._heap)
            if self._plans.get(thing) == at:
                del self._plans[thing]
                return at, thing
        return None

    def __len__(self) -> int:
        return len(self._plans)
