"""Values that enter and leave: Python's own types only, and nothing of the host can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.feel import FeelError, FeelLimit, compile, function, plain
from tests.engine.feel.asking import gives, value


class Host:
    secret = "do not show"

    def __str__(self) -> str:
        return "shown"


@pytest.mark.parametrize(
    "thing", [Host(), Host, object(), print, re, {1, 2}, b"bytes", 1j, iter([1]), float("nan"), float("inf")]
)
def test_what_feel_has_no_type_for_enters_as_null(thing: object) -> None:
    assert value("x", x=thing) is None
    assert value("[x, x.secret, x.__class__, {y: x}]", x=thing) == [None, None, None, {"y": None}]
    assert value("x.y", x={"y": thing}) is None


@pytest.mark.parametrize(
    "source",
    ['"".__class__', "x.__globals__", '__import__("os")', "x.__class__.__mro__", 'eval("1")', '"{0.__class__}".format(x)'],
)
def test_attributes_and_imports_do_not_exist(source: str) -> None:
    assert value(source, x=Host()) is None


@pytest.mark.parametrize(
    "thing",
    [
        None,
        True,
        5,
        1.5,
        "中文",
        date(2026, 3, 2),
        time(10, 20, 30),
        time(10, 20, tzinfo=UTC),
        datetime(2026, 3, 2, 10, 20, 30, 123456),
        datetime(2026, 3, 2, 10, 20, tzinfo=UTC),
        datetime(2026, 3, 2, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai")),
        datetime(2026, 3, 2, 10, 20, tzinfo=timezone(timedelta(hours=8))),
        timedelta(days=-1, seconds=5, microseconds=7),
        [1, [2, {"a": None}]],
        {"a": {"b": [1]}},
    ],
)
def test_what_enters_leaves_as_it_was(thing: object) -> None:
    assert value("x", x=thing) == thing


def test_floats_are_what_they_print() -> None:
    assert value("x + y", x=0.1, y=0.2) == Decimal("0.3")


def test_tuples_and_other_mappings_become_lists_and_contexts() -> None:
    class Lazy(Mapping[str, Any]):
        def __getitem__(self, key: str) -> Any:
            return {"a": 1}[key]

        def __iter__(self) -> Iterator[str]:
            return iter(["a"])

        def __len__(self) -> int:
            return 1

    assert value("x", x=(1, 2)) == [1, 2]
    assert value("x", x=Lazy()) == {"a": 1}
    assert value("x.a", x=Lazy()) == 1


def test_the_context_is_never_changed() -> None:
    given = {"x": {"a": [3, 1, 2]}}
    assert value('context put(x, ["a"], sort(x.a))', **given) == {"a": [1, 2, 3]}
    assert given == {"x": {"a": [3, 1, 2]}}


def test_a_list_that_holds_itself_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(FeelLimit):
        value("count(x)", x=endless)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("5", 5),
        ("5.0", 5),
        ("5.5", 5.5),
        ('@"2026-03-02T10:00:00Z"', "2026-03-02T10:00:00Z"),
        ('@"P1Y"', "P1Y"),
        ('@"-2026-01-01"', "-2026-01-01"),
        ("[1, {a: null}]", [1, {"a": None}]),
    ],
)
def test_plain_values_are_what_json_holds(source: str, expected: object) -> None:
    assert plain(value(source)) == expected
    assert type(plain(value(source))) is type(expected)


@pytest.mark.parametrize("source", ["[1..2]", "abs", "[(> 3)]", "1e400"])
def test_what_json_cannot_hold_is_refused(source: str) -> None:
    with pytest.raises(FeelError) as error:
        plain(value(source))
    assert error.value.code == "not_plain"


def test_host_functions_get_and_give_python_values() -> None:
    seen: list[object] = []

    def add(a: Any, b: Any) -> object:
        seen.extend((a, b))
        return {"sum": a + b}

    assert value("f.add(1, 2).sum", f={"add": function("add", ("a", "b"), add)}) == 3
    assert value("f.add(b: 1, a: 2.5).sum", f={"add": function("add", ("a", "b"), add)}) == Decimal("3.5")
    assert seen == [1, 2, Decimal("2.5"), 1]


def test_a_host_function_that_fails_is_a_typed_error() -> None:
    def fail(a: object) -> object:
        raise KeyError(a)

    with pytest.raises(FeelError) as error:
        value("f(1)", f=function("f", ("a",), fail))
    assert error.value.code == "function_failed"
    assert error.value.facts["name"] == "f"


def test_optional_parameters_of_host_functions_may_be_left_out() -> None:
    greet = function("greet", ("name", "word?"), lambda name, word="hello": f"{word} {name}")
    assert gives('greet("a")', greet=greet) == '"hello a"'
    assert gives('greet("a", "hi")', greet=greet) == '"hi a"'
    assert gives("greet()", greet=greet) == "null"


def test_compiled_expressions_are_kept() -> None:
    assert compile("1 + 1") is compile("1 + 1")


def test_a_leading_equals_sign_is_dropped() -> None:
    assert compile(" = 1 + 1").evaluate({}) == 2


def test_free_names_are_known() -> None:
    expression = compile("for x in items return {a: x + y, b: a}.b + z.w + (function(q) q + p)(1)")
    assert expression.free == {"items", "y", "z", "p"}
    assert compile("[1, 2][item > limit]").free == {"limit"}
    assert compile("for i in 1..3 return partial").free == set()


def test_now_is_what_the_caller_says() -> None:
    assert compile("now()").evaluate({}) is None
    assert compile("now()").evaluate({}, now=datetime(2026, 1, 1, tzinfo=UTC)) == datetime(2026, 1, 1, tzinfo=UTC)
