"""Every number opens a list that is as long as the number is large, whatever the board looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.now import now
from tests.webapp.boards.conftest import BEGIN, NOW
from webapp.boards import figures, lists, stock
from webapp.boards.ages import moments
from webapp.boards.look import Look
from webapp.boards.measures import MEASURES, STOCKS
from webapp.boards.period import Period
from webapp.casework import runtime
from webapp.casework.actors import SYSTEM
from webapp.casework.directory import Directory
from webapp.database import connections

FIRST = BEGIN.date() - timedelta(days=2)
WHOLE = Period(kind="custom", begin=FIRST, end=NOW.date() + timedelta(days=1))
EVERYTHING = Look(process="complaint", period=WHOLE)
days = st.integers(0, WHOLE.days)


@pytest.fixture
def inside(site: Flask) -> Iterator[Directory]:
    with site.app_context(), connections.take() as connection:
        yield runtime.current(connection).directory


def test_the_fortnight_has_something_of_everything(inside: Directory) -> None:
    sums = figures.totals(EVERYTHING)
    empty = {name for name, value in sums.items() if value == 0}
    assert empty <= {"settled_locally", "merged", "returned", "unreachable", "reopened"}, empty
    assert sums["intake"] == 70


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begin=days, length=st.integers(1, 40), scope=st.sampled_from([None, "lp1", "lp101", "lp-roads"]))
def test_a_number_is_as_large_as_its_list_is_long(inside, measure, begin, length, scope) -> None:  # type: ignore[no-untyped-def]
    period = Period(kind="custom", begin=FIRST + timedelta(days=begin), end=FIRST + timedelta(days=begin + length))
    units = None if scope is None else tuple(code for code in inside.units if inside.is_within(code, scope))
    look = replace(EVERYTHING, period=period, units=units)
    number = figures.number(measure, figures.totals(look))
    wanted = {"n": number.n, "d": number.d, "rest": (number.d or 0) - number.n}
    for part in measure.parts:
        listed = lists.behind(measure, part, look)
        assert lists.length(listed) == listed.number == wanted[part], part
        assert len(lists.rows(listed, SYSTEM, limit=1000)) == wanted[part], part


@pytest.mark.parametrize("axis", ["channel", "category", "place"])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_so_is_every_number_of_a_breakdown(inside: Directory, axis: str, measure) -> None:  # type: ignore[no-untyped-def]
    found = figures.along(EVERYTHING, axis)
    whole = figures.totals(EVERYTHING)
    assert sum(sums[measure.n] for sums in found.values()) == whole[measure.n]
    for value, sums in found.items():
        look = replace(EVERYTHING, axis=axis, values=(value,))
        assert dict(figures.totals(look)) == dict(sums)
        for part in measure.parts:
            number = {"n": sums[measure.n], "d": sums[measure.d or measure.n]}
            wanted = number.get(part, number["d"] - number["n"])
            assert lists.length(lists.behind(measure, part, look)) == wanted


def test_units_and_steps_of_time_add_up_to_the_whole(inside: Directory) -> None:
    whole = dict(figures.totals(EVERYTHING))
    assert dict(figures.added(list(figures.by_unit(EVERYTHING).values()))) == whole
    assert dict(figures.added(list(figures.over_time(EVERYTHING).values()))) == whole
    assert sum(figures.hours(EVERYTHING).values()) == whole["intake"]
    for hour, count in figures.hours(EVERYTHING).items():
        listed = lists.behind_hour(hour, EVERYTHING)
        assert lists.length(listed) == listed.number == count


@pytest.mark.parametrize("scope", [None, "lp1", "lp-roads"])
def test_the_stock_is_what_came_less_what_went_and_opens_its_lists(inside: Directory, scope: str | None) -> None:
    units = None if scope is None else tuple(code for code in inside.units if inside.is_within(code, scope))
    look = replace(EVERYTHING, units=units)
    with connections.take() as connection:
        at = moments(now(), runtime.current(connection).calendars["cn-gov"])
    counts = stock.counts(look, at)
    assert counts["open"] == stock.open_at(look, date(2027, 1, 1))
    assert counts["open"] == counts["on_hold"] + sum(n for code, n in counts.items() if code.startswith("age_"))
    for one in STOCKS:
        listed = lists.behind_stock(one, look, at)
        assert lists.length(listed) == listed.number == counts[one.code]
    assert sum(n for n, _ in stock.overdue_by_unit(look, at).values()) == counts["open"]
