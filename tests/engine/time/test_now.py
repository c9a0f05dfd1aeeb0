"""The one wall clock and travelling with it."""

from datetime import UTC, datetime, timedelta

import pytest

from engine import now
from engine.calendar import SHANGHAI

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_now_is_aware_and_in_utc() -> None:
    assert now.now().tzinfo is UTC


def test_a_stopped_clock_moves_only_when_told() -> None:
    with now.at(MONDAY) as travel:
        assert now.now() == now.now() == MONDAY
        travel.move(timedelta(days=2, seconds=1))
        assert now.now() == MONDAY + timedelta(days=2, seconds=1)
        travel.go(MONDAY)
        assert now.now() == MONDAY


def test_an_inner_journey_ends_where_the_outer_one_was() -> None:
    with now.at(MONDAY):
        with now.at(MONDAY + timedelta(days=1)):
            pass
        assert now.now() == MONDAY
    assert now.now() != MONDAY


def test_a_failure_inside_still_ends_the_journey() -> None:
    with pytest.raises(RuntimeError), now.at(MONDAY):
        raise RuntimeError
    assert now.now() != MONDAY


def test_local_moments_become_utc_and_naive_ones_are_refused() -> None:
    with now.at(datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)):
        assert now.now() == MONDAY
        assert now.now().tzinfo is UTC
    with pytest.raises(ValueError, match="time zone"), now.at(datetime(2026, 11, 23, 9, 0)):
        pass
