"""How long people take. Rule: the same seed, unit and task give the same time; offices work in office hours."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from engine.calendar import Calendar
from engine.limits import HOUR, Limit

SLOW_SHARE = 0.1
"""Of all units; they take SLOW_FACTOR times as long."""
SLOW_FACTOR = 3.0
SPREAD = 0.5
"""Sigma of the lognormal spread around the usual time."""
NATURAL = frozenset({"urgent", "utility"})
"""Urgencies for which people do not wait for office hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """`share`: of the time left until the task is due; `hours`: working hours for a task without a due date or past it."""

    share: float
    hours: float


@cache
def unit_factor(seed: int, unit: str) -> float:
    """How slow a unit is: around 1, and SLOW_FACTOR for the slow ones."""
    chance = random.Random(f"{seed} {unit}")
    factor = chance.lognormvariate(0, 0.3)
    return factor * SLOW_FACTOR if chance.random() < SLOW_SHARE else factor


def done_at(
    pace: Pace, chance: random.Random, *, factor: float, begin: datetime, due: datetime | None, urgency: str | None,
    calendar: Calendar,
) -> datetime:  # fmt: skip
    """When somebody who begins at `begin` is done, at least a minute later."""
    stretch = factor * chance.lognormvariate(0, SPREAD)
    if urgency in NATURAL:
        left = max(due - begin, timedelta(0)) if due else timedelta(0)
        return begin + max(left * pace.share * stretch, timedelta(minutes=1 + 4 * pace.hours * stretch))
    left_parts = calendar.measure(begin, due, "wh") if due else 0
    parts = left_parts * pace.share * stretch if left_parts > 0 else pace.hours * HOUR * stretch
    return calendar.shift(begin, max(int(parts), HOUR // 60), Limit.parse("1wh")).at
