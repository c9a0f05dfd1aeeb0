"""Laws that hold for all values."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st

from engine.feel import compile
from engine.feel.boundary import enter, leave
from engine.feel.equality import equal
from engine.feel.numbers import CONTEXT
from engine.feel.run import Env, Run
from engine.feel.temporal import civil, reading
from engine.feel.text import written
from engine.feel.tokens import KEYWORDS
from tests.engine.feel.asking import ending, value
from tests.engine.feel.grammar import expressions, values

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4)
dates = st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30))


@given(numbers, numbers)
def test_sums_and_products_are_exact_decimals(a: Decimal, b: Decimal) -> None:
    assert value("a + b", a=a, b=b) == CONTEXT.add(a, b)
    assert value("a * b", a=a, b=b) == CONTEXT.multiply(a, b)
    assert Fraction(value("a + b", a=a, b=b)) == Fraction(a) + Fraction(b)
    assert value("a < b", a=a, b=b) is (a < b)


@given(st.integers(-(10**30), 10**30), st.integers(-(10**15), 10**15).filter(bool))
def test_modulo_has_the_sign_of_the_divisor(a: int, b: int) -> None:
    assert value("modulo(a, b)", a=a, b=b) == a % b


@given(dates, dates)
def test_difference_of_dates_is_what_python_says(a: date, b: date) -> None:
    assert value("a - b", a=a, b=b) == a - b
    assert value("a < b", a=a, b=b) is (a < b)


@given(dates)
def test_parts_of_a_date_are_what_python_says(day: date) -> None:
    assert value("[d.weekday, day of year(d), week of year(d)]", d=day) == [
        day.isoweekday(),
        day.timetuple().tm_yday,
        day.isocalendar()[1],
    ]


@given(st.integers(-civil.YEARS, civil.YEARS), st.integers(1, 12), st.integers(1, 31))
def test_days_are_counted_without_gap(year: int, month: int, day: int) -> None:
    assume(civil.is_date(year, month, day))
    count = civil.days(year, month, day)
    assert civil.from_days(count) == (year, month, day)
    following = civil.from_days(count + 1)
    assert following in ((year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1))


moments = st.datetimes(min_value=datetime(2, 1, 2), max_value=datetime(9998, 12, 30), timezones=st.timezones())


@given(moments, st.timedeltas(min_value=timedelta(days=-300), max_value=timedelta(days=300)))
def test_adding_to_a_zoned_moment_moves_the_instant(at: datetime, by: timedelta) -> None:
    assume(at.astimezone(UTC).astimezone(at.tzinfo) == at and at.fold == 0)
    moved = value("at + by", at=at, by=by)
    wanted = (at.astimezone(UTC) + by).astimezone(at.tzinfo)
    assert moved.replace(tzinfo=None) == wanted.replace(tzinfo=None)


@given(st.timedeltas())
@example(timedelta.max)
@example(timedelta.min)
def test_durations_are_read_back_from_their_text(span: timedelta) -> None:
    assert value("duration(string(d))", d=span) == span


@given(st.datetimes(timezones=st.none() | st.timezones()))
def test_moments_are_read_back_from_their_text(at: datetime) -> None:
    inside = enter(at, Run())
    assert reading.date_time(str(inside)) == inside


plain_values = values.filter(lambda v: "\\ud" not in ascii(v))


@given(plain_values)
def test_values_are_the_same_after_a_way_through_text(thing: Any) -> None:
    """What string() writes for lists and contexts of simple names is FEEL again."""
    inside = enter(thing, Run())
    text = written(inside)
    assume(_readable(thing) and "\x00" not in text)
    again = compile(text).code(Env({}, None, Run()))
    assert written(again) == text


def _readable(thing: Any) -> bool:
    if isinstance(thing, dict):
        plain_keys = all(re.fullmatch("[a-z]+", key) and key not in KEYWORDS for key in thing)
        return plain_keys and all(map(_readable, thing.values()))
    if isinstance(thing, list):
        return all(map(_readable, thing))
    return thing is None or isinstance(thing, bool | int | str)


@given(values, values)
def test_equality_is_symmetric(a: Any, b: Any) -> None:
    run = Run()
    x, y = enter(a, run), enter(b, run)
    assert equal(x, y, run) is equal(y, x, run)


@given(st.lists(st.integers(-100, 100), max_size=20))
def test_sorting_keeps_the_items_and_orders_them(items: list[int]) -> None:
    assert value("sort(x)", x=items) == sorted(items)
    assert value("sort(x, function(a, b) a > b)", x=items) == sorted(items, reverse=True)
    assert value("count(distinct values(x))", x=items) == len(set(items))


@given(st.lists(st.integers(-20, 20), min_size=1, max_size=10), st.integers(-20, 20))
def test_in_a_list_is_what_some_says(items: list[int], wanted: int) -> None:
    assert value("w in x", x=items, w=wanted) is value("some i in x satisfies i = w", x=items, w=wanted) is (wanted in items)


@given(expressions)
def test_brackets_around_the_whole_change_nothing(source: str) -> None:
    context = {"x": [1, 2], "y": "a", "z": {"a": 3}}
    bare = ending(lambda: written(compile(source).evaluate(context)))
    assert ending(lambda: written(compile(f"({source})").evaluate(context))) == bare


@given(values)
def test_leaving_undoes_entering(thing: Any) -> None:
    run = Run()
    inside = enter(thing, run)
    assert written(enter(leave(inside), Run())) == written(inside)
