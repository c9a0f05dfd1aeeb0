"""A cycle that a new version draws otherwise keeps its beat and the rounds it has left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine import events as e
from engine import work as w
from tests.engine.moving.versions import Moving
from tests.engine.story import MONDAY

Drawn = Callable[..., Moving]
TEXT = "s start\na user\nr boundary on=a cycle={} beside\nb user\nx end\ns > a > x\nr > b > x"


def due(story: Moving) -> timedelta | None:
    """When the cycle is due next, counted from the beginning. None: it is over."""
    timers = [item.due_at for item in story.step.work if isinstance(item, w.Timer)]
    return timers[0] - MONDAY if timers and timers[0] else None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("R/P1D", "R/PT30H", timedelta(hours=24 + 30)),
        ("R/P1D", "R/PT6H", timedelta(hours=42)),
        ("R/P1D", "R/P2D", timedelta(days=3)),
        ("R/PT12H", "R/2026-03-05T09:00:00+08:00/P1D", timedelta(days=3)),
    ],
)
def test_it_beats_on_from_its_last_round_and_tells_nothing_late(
    drawn: Drawn, before: str, after: str, expected: timedelta
) -> None:
    story = drawn(TEXT.format(before), TEXT.format(after)).later(hours=24)
    story.later(hours=13 if before == "R/P1D" else 1)
    tasks = story.open
    story.migrates()  # type: ignore[attr-defined]
    assert (story.open, due(story)) == (tasks, expected)  # type: ignore[arg-type]


def test_rounds_that_were_count_and_the_others_are_left(drawn: Drawn) -> None:
    story = drawn(TEXT.format("R3/P1D"), TEXT.format("R5/P1D")).later(days=1)
    story.migrates()  # type: ignore[attr-defined]
    assert story.open == ["a", "b"]
    for _ in range(6):
        story.later(days=1)
    assert story.open == ["a", *["b"] * 5]
    assert due(story) is None  # type: ignore[arg-type]


def test_a_cycle_with_fewer_rounds_than_there_were_is_over(drawn: Drawn) -> None:
    story = drawn(TEXT.format("R5/P1D"), TEXT.format("R2/P1D")).later(days=1)
    story.later(days=1)
    story.migrates()  # type: ignore[attr-defined]
    assert story.events(e.TimerCancelled)
    assert (story.waits, story.later(days=9).open) == ([], ["a", "b", "b"])


def test_a_cycle_that_had_no_end_gets_all_the_rounds_of_one_that_has(drawn: Drawn) -> None:
    story = drawn(TEXT.format("R/P1D"), TEXT.format("R2/P1D")).later(days=1)
    story.migrates()  # type: ignore[attr-defined]
    for _ in range(4):
        story.later(days=1)
    assert story.open == ["a", "b", "b", "b"]


def test_back_on_the_old_version_it_beats_as_before(drawn: Drawn) -> None:
    story = drawn(TEXT.format("R3/P1D"), TEXT.format("R9/P2D")).later(days=1)
    story.migrates()  # type: ignore[attr-defined]
    assert due(story) == timedelta(days=3)  # type: ignore[arg-type]
    assert due(story.migrates(0)) == timedelta(days=2)  # type: ignore[attr-defined]
