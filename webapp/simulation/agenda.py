"""What happens next, in the order of time. Rule: of several entries for one thing only the last counts."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import datetime

Thing = tuple[int, str, str]
"""case id, kind ("request", "task", "message", "timer" or "clock"), number or name inside the case"""


@dataclass(slots=True)
class Agenda:
    """Equal moments come in the order of case, kind and name, so that a run can be repeated."""

    _heap: list[tuple[datetime, Thing]] = field(default_factory=list)
    _plans: dict[Thing, datetime] = field(default_factory=dict)
    _of_case: dict[int, set[Thing]] = field(default_factory=dict)

    def plan(self, thing: Thing, at: datetime) -> None:
        """Plan `thing`, or move it."""
        self._plans[thing] = at
        self._of_case.setdefault(thing[0], set()).add(thing)
        heapq.heappush(self._heap, (at, thing))

    def drop(self, thing: Thing) -> None:
        if self._plans.pop(thing, None):
            self._of_case[thing[0]].discard(thing)

    def drop_case(self, case_id: int) -> None:
        """Nothing of this case happens any more."""
        for thing in self._of_case.pop(case_id, ()):
            self._plans.pop(thing, None)

    def planned(self, thing: Thing) -> datetime | None:
        return self._plans.get(thing)

    def take(self) -> tuple[datetime, Thing] | None:
        """Remove and return what comes first; None when nothing is planned."""
        while self._heap:
            at, thing = heapq.heappop(self._heap)
            if self._plans.get(thing) == at:
                self.drop(thing)
                return at, thing
        return None

    def __len__(self) -> int:
        return len(self._plans)
