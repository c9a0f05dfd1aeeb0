"""Periods: what is compared with what, and how a stretch of days is read in few lines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.boards.period import Period, chosen

TODAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("kind", "begin", "before"),
    [
        ("today", "2026-03-18", ("2026-03-17", "2026-03-17")),
        ("week", "2026-03-16", ("2026-03-09", "2026-03-11")),
        ("month", "2026-03-01", ("2026-02-01", "2026-02-18")),
        ("year", "2026-01-01", ("2025-01-01", "2025-03-18")),
    ],
)
def test_a_period_so_far_is_compared_with_as_many_days_of_the_one_before(kind: str, begin: str, before: tuple[str, str]) -> None:
    period = chosen(kind, None, None, today=TODAY)
    assert (period.begin.isoformat(), period.last) == (begin, TODAY)
    assert (period.before.begin.isoformat(), period.before.last.isoformat()) == before


def test_the_end_of_march_is_compared_with_no_more_than_february() -> None:
    period = chosen("month", None, None, today=date(2026, 3, 31))
    assert period.before.last == date(2026, 2, 28)


def test_last_month_is_over_and_compared_with_the_whole_month_before_it() -> None:
    period = chosen("last_month", None, None, today=TODAY)
    assert (period.begin, period.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert (period.before.begin, period.before.last) == (date(2026, 1, 1), date(2026, 1, 31))
    assert chosen("last_month", None, None, today=date(2026, 1, 31)).begin == date(2025, 12, 1)


def test_nonsense_means_this_month_and_days_in_the_wrong_order_are_turned_round() -> None:
    assert chosen("custom", "x", "2026-03-01", today=TODAY).kind == "month"
    assert chosen("decade", None, None, today=TODAY).begin == date(2026, 3, 1)
    turned = chosen("custom", "2026-03-05", "2026-03-01", today=TODAY)
    assert (turned.begin, turned.last) == (date(2026, 3, 1), date(2026, 3, 5))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 900))
def test_stretches_cover_each_day_once_and_months_wholly(begin: date, length: int) -> None:
    period = Period(kind="custom", begin=begin, end=begin + timedelta(days=length))
    at = begin
    for grain, first, last in period.stretches():
        assert first == at < last
        assert grain == "day" or first.day == last.day == 1
        at = last
    assert at == period.end
