"""Sums over courses: what was kept, who had how much to do, what was overdue on which evening. Sums of parts add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from engine.calendar import SHANGHAI
from engine.whatif.course import Course

DAY = timedelta(days=1)
MOST_DAYS = 400
"""Evenings that are looked at."""


@dataclass(slots=True, kw_only=True)
class Figures:
    """Of one side, then or now. `kept`, `counted`: by clock; counted is every promise that ended or fell due, kept those that
    ended in time. `tasks`: unit -> tasks that reached it; `days`: unit -> days (hundredths) that tasks lay there. `overdue`:
    evening -> promises that were broken and not yet fulfilled, by clock. `outcomes`: end event, or "" for those still open."""

    cases: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    tasks: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    stopped: int = 0
    overdue: dict[str, Counter[str]] = field(default_factory=dict)

    def see(self, course: Course, evenings: Mapping[date, datetime], horizon: datetime) -> None:
        """One more case."""
        self.cases += 1
        self.outcomes[course.outcome or ""] += 1
        self.stopped += bool(course.incidents)
        for step in course.steps:
            self.tasks[step.unit] += 1
            self.steps[step.element] += 1
            lay = (step.ended or horizon) - step.begun
            self.days[step.unit] += round(lay / DAY * 100)
        for promise in course.promises.values():
            clock = promise.clock.partition("/")[0]
            if promise.kept is not None or promise.overdue is not None:
                self.counted[clock] += 1
                self.kept[clock] += promise.kept is True
            if promise.overdue is not None:
                self._overdue(clock, promise.overdue, promise.ended or course.ended or horizon, evenings)

    def _overdue(self, clock: str, since: datetime, until: datetime, evenings: Mapping[date, datetime]) -> None:
        day = since.astimezone(SHANGHAI).date()
        while (evening := evenings.get(day)) is not None and evening < until:
            if evening >= since:
                self.overdue.setdefault(day.isoformat(), Counter())[clock] += 1
            day += timedelta(days=1)

    def add(self, other: Figures) -> None:
        """The sums of both."""
        self.cases += other.cases
        self.stopped += other.stopped
        for name in ("kept", "counted", "tasks", "days", "steps", "outcomes"):
            getattr(self, name).update(getattr(other, name))
        for day, counts in other.overdue.items():
            self.overdue.setdefault(day, Counter()).update(counts)

    def plain(self) -> dict[str, Any]:
        """JSON; `of` reads it again."""
        overdue = {day: dict(counts) for day, counts in self.overdue.items()}
        return {name: _plain(getattr(self, name)) for name in self.__slots__} | {"overdue": overdue}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Figures:
        """From what `plain` gave."""
        made = {name: value if isinstance(value, int) else Counter(value) for name, value in plain.items() if name != "overdue"}
        return cls(**made, overdue={day: Counter(counts) for day, counts in plain["overdue"].items()})  # type: ignore[arg-type]


def evenings_of(begin: datetime, end: datetime) -> dict[date, datetime]:
    """The local days of a period, each with its end."""
    first, last = begin.astimezone(SHANGHAI).date(), end.astimezone(SHANGHAI).date()
    days = [first + timedelta(days=n) for n in range(min((last - first).days + 1, MOST_DAYS))]
    return {day: min(datetime.combine(day, time(23, 59, 59), SHANGHAI), end) for day in days}


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Counter) else value
