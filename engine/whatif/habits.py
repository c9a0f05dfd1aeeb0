"""What is usual at a step: how long people take and what they answer most. Asked only where a case itself has no answer, because
the draft asks something that it was never asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import orjson

from engine import events as e
from engine.calendar import Calendar
from engine.whatif.past import PastCase, behaviour_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """`worked`: microseconds of working time; `answers`: field -> most frequent answer; `seen`: how many were looked at."""

    worked: int
    answers: Mapping[str, Any] = field(default_factory=dict)
    seen: int = 0


def habits_of(cases: Iterable[PastCase], calendar: Calendar) -> dict[str, Habit]:
    """Element -> habit, over these cases. Only answers that are one of few (choices, numbers, yes and no) are looked at."""
    times: dict[str, list[int]] = defaultdict(list)
    answers: dict[str, dict[str, Counter[bytes]]] = defaultdict(lambda: defaultdict(Counter))
    for case in cases:
        for element, visits in behaviour_of(case).visits.items():
            for visit in visits:
                if visit.ended is None or not isinstance(visit.done, e.TaskCompleted | e.JobCompleted):
                    continue
                times[element].append(max(0, calendar.measure(visit.created, visit.ended, "wh")))
                given = visit.done.answers if isinstance(visit.done, e.TaskCompleted) else visit.done.result
                for name, value in given.items():
                    if not isinstance(value, Mapping):
                        answers[element][name][orjson.dumps(value)] += 1
    return {
        element: Habit(
            worked=int(median(times[element])), seen=len(times[element]),
            answers={name: orjson.loads(_most(counts)) for name, counts in answers[element].items()},
        )
        for element in sorted(times)
    }  # fmt: skip


def _most(counts: Counter[bytes]) -> bytes:
    """The most frequent; of several the first in the order of their text."""
    return min(counts, key=lambda value: (-counts[value], value))
