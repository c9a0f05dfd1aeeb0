"""Names, paths, filters, lists, contexts, loops, functions."""

from __future__ import annotations

import pytest

from tests.engine.feel.asking import gives, value


def test_names_may_be_chinese_or_hold_blanks() -> None:
    assert gives("金额 * 2", 金额=21) == "42"
    assert gives("unit price * 2", **{"unit price": 21}) == "42"
    assert gives("Extra days case 1 + 1", **{"Extra days case 1": 1}) == "2"
    assert gives("订单.街道 名称", 订单={"街道 名称": "南山"}) == '"南山"'


def test_declared_names_may_hold_reserved_words_and_symbols() -> None:
    assert gives("days in weekend + 1", ("days in weekend",), **{"days in weekend": 2}) == "3"
    assert gives("a-b - 1", ("a-b",), **{"a-b": 5, "a": 1, "b": 1}) == "4"
    assert gives("a-b", a=5, b=1) == "4"


def test_a_longer_name_wins_over_a_shorter_one() -> None:
    assert gives("total - tax", ("total - tax",), **{"total - tax": 1, "total": 9, "tax": 2}) == "1"


def test_white_space_inside_a_name_does_not_matter() -> None:
    assert gives("first   \n name", **{"first name": "x"}) == '"x"'


def test_entries_of_a_context_see_the_ones_before() -> None:
    assert gives("{a: 1, b: a + 1, c: {d: a + b}}") == "{a: 1, b: 2, c: {d: 3}}"
    assert gives("{a: a + 1}", a=1) == "{a: 2}"
    assert gives("{foo+bar: 1, b: foo+bar + 1}.b") == "2"
    assert gives('{"any text!": 1}') == "{any text!: 1}"


def test_a_key_given_twice_makes_the_context_null() -> None:
    assert gives("{a: 1, a: 2}") == "null"


def test_a_function_in_a_context_may_call_itself() -> None:
    assert gives("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r") == "120"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{a: {b: 1}}.a.b", "1"),
        ("{a: 1}.b", "null"),
        ("null.a", "null"),
        ("1.a", "null"),
        ("[{a: 1}, {a: 2}, {b: 3}].a", "[1, 2, null]"),
        ('@"2026-03-02".weekday', "1"),
        ('@"2026-03-02T10:20:30+08:00".time offset', "PT8H"),
        ('@"2026-03-02T10:20:30@Asia/Shanghai".timezone', '"Asia/Shanghai"'),
        ('@"2026-03-02T10:20:30".hour', "10"),
        ('@"P1Y2M".months', "2"),
        ('@"-P1DT2H".hours', "-2"),
    ],
)
def test_paths(source: str, expected: str) -> None:
    assert gives(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[1, 2, 3][2]", "2"),
        ("[1, 2, 3][-1]", "3"),
        ("[1, 2, 3][0]", "null"),
        ("[1, 2, 3][4]", "null"),
        ("[1, 2, 3][item > 1]", "[2, 3]"),
        ("[{a: 1}, {a: 2}][a = 2]", "[{a: 2}]"),
        ("[{item: 1}, {item: 2}][item = 2]", "[{item: 2}]"),
        ("[{a: 1}, {a: 2}][item.a = 2].a", "[2]"),
        ("[{a: 1}][b = 1]", "[]"),
        ("[{x: 1}, {x: 2}][x = limit]", "[{x: 2}]"),
        ("5[1]", "5"),
        ("5[2]", "null"),
        ("5[item > 3]", "[5]"),
        ("null[1]", "null"),
        ("[][1 = 1]", "[]"),
        ('[1, 2]["a"]', "null"),
        ("[1, 2, 3][1 + 1]", "2"),
    ],
)
def test_filters(source: str, expected: str) -> None:
    assert gives(source, limit=2) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("for x in [1, 2] return x + 1", "[2, 3]"),
        ("for x in [1, 2], y in [10, 20] return x + y", "[11, 21, 12, 22]"),
        ("for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]"),
        ("for i in 1..3 return i", "[1, 2, 3]"),
        ("for i in 3..1 return i", "[3, 2, 1]"),
        ("for i in [1..3] return i", "[1, 2, 3]"),
        ("for i in (1..4) return i", "[2, 3]"),
        ("for i in 1..4 return if i = 1 then 1 else i * partial[-1]", "[1, 2, 6, 24]"),
        ("for i in 1..3 return partial", "[[], [[]], [[], [[]]]]"),
        ('for d in @"2026-02-28"..@"2026-03-01" return string(d)', '["2026-02-28", "2026-03-01"]'),
        ('for i in "a".."c" return i', "null"),
        ("for i in 1.5..3 return i", "null"),
        ("for i in null return i", "null"),
        ("for i in 5 return i", "[5]"),
        ("for 省 in [1] return 省", "[1]"),
        ("some x in [1, 2] satisfies x > 1", "true"),
        ("every x in [1, 2] satisfies x > 1", "false"),
        ("some x in [] satisfies true", "false"),
        ("every x in [] satisfies false", "true"),
        ("some x in [1, null] satisfies x > 1", "null"),
        ("every x in [2, null] satisfies x > 1", "null"),
        ("some x in [1, 2], y in [2, 3] satisfies x = y", "true"),
        ("some x in null satisfies true", "null"),
    ],
)
def test_loops(source: str, expected: str) -> None:
    assert gives(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("(function(a, b) a - b)(5, 3)", "2"),
        ("(function(a, b) a - b)(b: 5, a: 3)", "-2"),
        ("(function(a, b) a - b)(5)", "null"),
        ("(function(a: number) a)(1)", "1"),
        ('(function(a: number) a)("x")', "null"),
        ("(function(a: list<number>) count(a))(1)", "1"),
        ("(function(first name) first name)(1)", "1"),
        ("(function(x) function(y) x + y)(1)(2)", "3"),
        ("(function() 5)()", "5"),
        ("count(list: [1, 2])", "2"),
        ("count(lst: [1, 2])", "null"),
        ("substring(start position: 2, string: abc)", '"bc"'),
        ("{f: abs, r: f(-1)}.r", "1"),
        ("5(1)", "null"),
        ("unknown(1)", "null"),
        ('(function(a) external {java: {class: "java.lang.Math", method signature: "cos(double)"}})(0)', "1"),
        ('(function(a) external {java: {class: "java.lang.Runtime", method signature: "exec(String)"}})(0)', "null"),
    ],
)
def test_functions(source: str, expected: str) -> None:
    assert gives(source, abc="abc") == expected


def test_a_local_name_hides_a_standard_function() -> None:
    assert gives("(function(count) count + 1)(1)") == "2"
    assert gives("(function(abs) abs(1))(function(x) x + 41)") == "42"


def test_comments_are_left_out() -> None:
    assert value("1 /* one */ + // and\n 1") == 2
