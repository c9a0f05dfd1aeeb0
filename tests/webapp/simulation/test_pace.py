"""How long people take: office hours, slow units, the same for the same seed."""

import random
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

import pytest

from engine.calendar import Calendar, Window
from webapp.simulation.pace import Pace, done_at, unit_factor

MORNING = Window(effective_from=date(2000, 1, 1), effective_to=None, weekdays="12345", opens=time(8, 30), closes=time(12))
AFTERNOON = Window(effective_from=date(2000, 1, 1), effective_to=None, weekdays="12345", opens=time(13, 30), closes=time(17, 30))
CALENDAR = Calendar(name="c", days={}, windows=(MORNING, AFTERNOON), published_years=frozenset({2025, 2026}), version="1")
FRIDAY_NIGHT = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)
NEXT_FRIDAY = datetime(2026, 3, 13, 9, 30, tzinfo=UTC)
HALF = Pace(share=0.5, hours=4)


def ends(*, begin: datetime = FRIDAY_NIGHT, due: datetime | None = NEXT_FRIDAY, urgency: str = "general", pace: Pace = HALF,
         factor: float = 1.0) -> list[datetime]:  # fmt: skip
    return [
        done_at(pace, random.Random(n), factor=factor, begin=begin, due=due, urgency=urgency, calendar=CALENDAR)
        for n in range(300)
    ]


def test_nobody_works_at_night_or_at_the_weekend() -> None:
    for moment in ends():
        local = moment + timedelta(hours=8)
        assert local.weekday() < 5
        assert time(8, 30) <= local.time().replace(microsecond=0) <= time(17, 30)


def test_the_usual_time_is_the_share_of_what_is_left() -> None:
    worked = [CALENDAR.measure(FRIDAY_NIGHT, end, "wh") for end in ends()]
    left = CALENDAR.measure(FRIDAY_NIGHT, NEXT_FRIDAY, "wh")
    assert median(worked) == pytest.approx(left / 2, rel=0.1)


def test_slow_units_are_late_more_often_and_some_are_late_anyway() -> None:
    def late(factor: float) -> int:
        return sum(end > NEXT_FRIDAY for end in ends(factor=factor))

    assert 0 < late(1.0) < late(2.2) < 300


def test_urgent_matters_are_done_at_night_too() -> None:
    due = FRIDAY_NIGHT + timedelta(minutes=30)
    assert sorted(ends(due=due, urgency="urgent", pace=Pace(share=0.5, hours=0.1)))[200] < due


def test_a_task_past_its_date_still_takes_time() -> None:
    assert min(ends(due=FRIDAY_NIGHT - timedelta(days=1))) > FRIDAY_NIGHT
    assert min(ends(due=None)) > FRIDAY_NIGHT


def test_units_differ_and_keep_their_pace() -> None:
    factors = [unit_factor(7, f"u{n}") for n in range(200)]
    assert factors == [unit_factor(7, f"u{n}") for n in range(200)]
    assert factors != [unit_factor(8, f"u{n}") for n in range(200)]
    assert sum(factor > 1.8 for factor in factors) >= 10
