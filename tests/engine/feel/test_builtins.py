"""Every standard function: what it gives, and null for arguments it does not take."""

from __future__ import annotations

import pytest

from engine.feel.builtins import BUILTINS
from tests.engine.feel.asking import gives

CALLS = {
    "number": [
        ('number("1.000,5", ".", ",")', "1000.5"),
        ('number("1 000.5", " ", ".")', "1000.5"),
        ('number("12")', "12"),
        ('number("1,5", ",", ",")', "null"),
        ('number("x")', "null"),
        ('number("1e3")', "1000"),
    ],
    "string": [
        ("string(1.50)", '"1.5"'),
        ("string(null)", "null"),
        ('string([1, "a", null])', '"[1, \\"a\\", null]"'),
        ("string({a: 1})", '"{a: 1}"'),
        ('string(@"P1D")', '"P1D"'),
        ("string(true)", '"true"'),
        ("string([1..2))", '"[1..2)"'),
        ("string(1e-50)", '"1E-50"'),
    ],
    "date": [
        ('date("2026-02-29")', "null"),
        ('date("2024-02-29")', "2024-02-29"),
        ("date(2026, 3, 2)", "2026-03-02"),
        ("date(2026, 13, 2)", "null"),
        ('date(@"2026-03-02T10:00:00Z")', "2026-03-02"),
        ('date("02026-01-01")', "null"),
        ('date("-99999-01-01")', "-99999-01-01"),
    ],
    "time": [
        ('time("10:20:30@Asia/Shanghai")', "10:20:30@Asia/Shanghai"),
        ('time("10:20:30.123456789Z")', "10:20:30.123456789Z"),
        ('time("25:00:00")', "null"),
        ('time("10:20")', "null"),
        ('time(10, 20, 30.5, @"PT8H")', "10:20:30.5+08:00"),
        ("time(24, 0, 0)", "null"),
        ('time(@"2026-03-02")', "00:00:00Z"),
        ('time("10:00:00+18:01")', "null"),
    ],
    "date and time": [
        ('date and time("2026-03-02T10:20:30")', "2026-03-02T10:20:30"),
        ('date and time("2026-03-02")', "2026-03-02T00:00:00"),
        ('date and time(@"2026-03-02", @"10:00:00Z")', "2026-03-02T10:00:00Z"),
        ('date and time("2026-03-02T24:00:00")', "2026-03-03T00:00:00"),
        ('date and time("2026-03-02T10:20:30@Mars/Olympus")', "null"),
    ],
    "duration": [
        ('duration("P1Y14M")', "P2Y2M"),
        ('duration("PT36H")', "P1DT12H"),
        ('duration("P1Y1D")', "null"),
        ('duration("P")', "null"),
        ('duration("-PT0.5S")', "-PT0.5S"),
    ],
    "years and months duration": [
        ('years and months duration(@"2011-12-22", @"2013-08-24")', "P1Y8M"),
        ('years and months duration(@"2013-08-24", @"2011-12-22")', "-P1Y8M"),
    ],
    "not": [("not(true)", "false"), ("not(null)", "null"), ("not(1)", "null")],
    "all": [("all([true, null])", "null"), ("all(true, false)", "false"), ("all([])", "true"), ("all(null)", "null")],
    "any": [("any([false, null])", "null"), ("any(true, false)", "true"), ("any([])", "false")],
    "is": [
        ('is(@"10:00:00Z", @"10:00:00+00:00")', "true"),
        ('is(@"10:00:00@Etc/GMT", @"10:00:00Z")', "false"),
        ("is(1)", "false"),
    ],
    "substring": [('substring("中华人民", 2, 2)', '"华人"'), ('substring("abc", -2)', '"bc"'), ('substring("abc", 4)', "null")],
    "string length": [('string length("🐎中")', "2"), ("string length(5)", "null")],
    "upper case": [('upper case("aß")', '"ASS"'), ('upper case(["a"])', '"A"')],
    "lower case": [('lower case("ÄB")', '"äb"')],
    "substring before": [('substring before("a.b", ".")', '"a"'), ('substring before("ab", "x")', '""')],
    "substring after": [('substring after("a.b", ".")', '"b"'), ('substring after("ab", "")', '"ab"')],
    "contains": [('contains("foobar", "ob")', "true"), ('contains(null, "x")', "null")],
    "starts with": [('starts with("ab", "a")', "true")],
    "ends with": [('ends with("ab", "a")', "false")],
    "matches": [('matches("ab", "^A", "i")', "true"), ('matches("ab", "(")', "null")],
    "replace": [('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'), ('replace("a", "b*", "x")', "null")],
    "split": [('split("a;b;;", ";")', '["a", "b", "", ""]'), ('split("ab", "x*")', "null")],
    "string join": [('string join(["a", null, "c"], "-")', '"a-c"'), ("string join([1])", "null"), ("string join([])", '""')],
    "list contains": [("list contains([1, null], null)", "true"), ("list contains([1], 2)", "false")],
    "count": [("count([1, null])", "2"), ("count([])", "0"), ("count(null)", "null")],
    "min": [("min(3, 1, 2)", "1"), ('min(["b", "a"])', '"a"'), ('min([1, "a"])', "null"), ("min([])", "null")],
    "max": [('max(@"2026-01-01", @"2026-01-02")', "2026-01-02"), ("max([null])", "null")],
    "sum": [("sum([1, 2])", "3"), ("sum(1, 2, 3)", "6"), ("sum([])", "null"), ('sum([1, "a"])', "null")],
    "mean": [("mean(1, 2)", "1.5")],
    "product": [("product([2, 3, 4])", "24")],
    "median": [("median([8, 2, 5, 3, 4])", "4"), ("median([6, 1, 2, 3])", "2.5"), ("median([])", "null")],
    "stddev": [("stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931"), ("stddev([1])", "null")],
    "mode": [("mode([6, 1, 9, 6, 1])", "[1, 6]"), ("mode([])", "[]")],
    "sublist": [("sublist([1, 2, 3], 2)", "[2, 3]"), ("sublist([1, 2, 3], -2, 1)", "[2]"), ("sublist([1], 0)", "null")],
    "append": [("append([1], 2, 3)", "[1, 2, 3]"), ("append(1, 2)", "[1, 2]")],
    "concatenate": [("concatenate([1], [2], [3])", "[1, 2, 3]")],
    "insert before": [("insert before([1, 3], 2, 2)", "[1, 2, 3]"), ("insert before([1], 3, 2)", "null")],
    "remove": [("remove([1, 2, 3], -1)", "[1, 2]")],
    "list replace": [
        ("list replace([1, 2], 2, 5)", "[1, 5]"),
        ("list replace([1, 5], function(item, newItem) item > newItem, 3)", "[1, 3]"),
        ("list replace([1], function(a) true, 3)", "null"),
    ],
    "reverse": [("reverse([1, 2])", "[2, 1]")],
    "index of": [("index of([1, 2, 1], 1)", "[1, 3]")],
    "union": [("union([1, 2], [2, 3])", "[1, 2, 3]")],
    "distinct values": [("distinct values([1, [1], 1.0, [1], null, null])", "[1, [1], null]")],
    "flatten": [("flatten([1, [2, [3]]])", "[1, 2, 3]")],
    "sort": [
        ("sort([3, 1, 2])", "[1, 2, 3]"),
        ("sort([3, 1, 2], function(a, b) a > b)", "[3, 2, 1]"),
        ('sort([1, "a"])', "null"),
        ("sort([])", "[]"),
        ('sort([@"10:00:00Z", @"10:00:00+08:00"])', "[10:00:00+08:00, 10:00:00Z]"),
    ],
    "decimal": [
        ("decimal(1/3, 2)", "0.33"),
        ("decimal(2.5, 0)", "2"),
        ("decimal(1234, -2)", "1200"),
        ("decimal(1, 9999)", "null"),
    ],
    "floor": [("floor(-1.5)", "-2"), ("floor(1.56, 1)", "1.5"), ("floor(5, -3)", "0")],
    "ceiling": [("ceiling(-1.5)", "-1"), ("ceiling(5, -3)", "1000")],
    "round up": [("round up(-5.5, 0)", "-6"), ("round up(1.121, 2)", "1.13")],
    "round down": [("round down(-5.5, 0)", "-5")],
    "round half up": [("round half up(-2.5, 0)", "-3")],
    "round half down": [("round half down(2.5, 0)", "2")],
    "abs": [("abs(-1)", "1"), ('abs(@"-P1D")', "P1D"), ('abs(@"-P1M")', "P1M"), ('abs("x")', "null")],
    "modulo": [("modulo(-12, 5)", "3"), ("modulo(10.1, -4.5)", "-3.4"), ("modulo(1, 0)", "null")],
    "sqrt": [("sqrt(16)", "4"), ("sqrt(-1)", "null")],
    "log": [("decimal(log(10), 8)", "2.30258509"), ("log(0)", "null")],
    "exp": [("decimal(exp(1), 8)", "2.71828183"), ("exp(1e6)", "null")],
    "odd": [("odd(5)", "true"), ("odd(2.5)", "false"), ("odd(-3)", "true")],
    "even": [("even(0)", "true"), ("even(1e40)", "true")],
    "day of year": [('day of year(@"2024-12-31")', "366")],
    "day of week": [('day of week(@"2026-03-02")', '"Monday"'), ('day of week(@"-0001-01-01")', '"Friday"')],
    "month of year": [('month of year(@"2026-03-02")', '"March"')],
    "week of year": [('week of year(@"2010-01-01")', "53"), ('week of year(@"2003-12-29")', "1")],
    "now": [("now()", "2026-03-02T12:00:00Z")],
    "today": [("today()", "2026-03-02")],
    "before": [
        ("before(1, 2)", "true"),
        ("before([1..5), [5..6])", "true"),
        ("before(5, [5..6])", "false"),
        ('before(1, "a")', "null"),
    ],
    "after": [("after([5..6], 4)", "true"), ("after(1, (1..2])", "false")],
    "meets": [("meets([1..5], [5..10])", "true"), ("meets([1..5), [5..10])", "false")],
    "met by": [("met by([5..10], [1..5])", "true")],
    "overlaps": [("overlaps([1..5], [3..8])", "true"), ("overlaps([1..5], (5..8])", "false")],
    "overlaps before": [("overlaps before([1..5], [3..8])", "true")],
    "overlaps after": [("overlaps after([3..8], [1..5])", "true")],
    "finishes": [("finishes(10, [1..10])", "true"), ("finishes([5..10), [1..10])", "false")],
    "finished by": [("finished by([1..10], [5..10])", "true")],
    "includes": [("includes([1..10], 4)", "true"), ("includes((1..10], 1)", "false"), ("includes((> 3), 4)", "true")],
    "during": [("during([4..6], [1..10])", "true")],
    "starts": [("starts(1, [1..5])", "true"), ("starts([1..3], [1..5])", "true")],
    "started by": [("started by([1..10], 1)", "true")],
    "coincides": [("coincides([1..5], [1..5])", "true"), ("coincides(5, 4)", "false")],
    "range": [('range("[1..3)") = [1..3)', "true"), ('range("[3..1]")', "null"), ('range("[a..b]")', "null")],
    "get value": [
        ('get value({a: 1}, "a")', "1"),
        ('get value({a: {b: 2}}, ["a", "b"])', "2"),
        ('get value({a: 1}, "b")', "null"),
    ],
    "get entries": [("get entries({a: 1})", '[{key: "a", value: 1}]')],
    "context": [('context([{key: "a", value: 1}])', "{a: 1}"), ('context([{key: "a"}])', "null")],
    "context put": [
        ('context put({a: 1}, "b", 2)', "{a: 1, b: 2}"),
        ('context put({a: {b: 1}}, ["a", "b"], 2)', "{a: {b: 2}}"),
        ('context put({a: 1}, ["a", "b"], 2)', "null"),
    ],
    "context merge": [("context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}")],
}


@pytest.mark.parametrize(("source", "expected"), [call for calls in CALLS.values() for call in calls])
def test_what_a_function_gives(source: str, expected: str) -> None:
    assert gives(source) == expected


def test_every_function_is_tried_here() -> None:
    assert set(CALLS) == set(BUILTINS)


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_wrong_arguments_give_null(name: str) -> None:
    assert gives(f"{name}(no such name: 1)") == "null"
    if name not in ("append", "concatenate", "union", "all", "any", "min", "max"):
        assert gives(f"{name}(1, 2, 3, 4, 5)") in (
            "null",
            "15",
            "3",
            "120",
            "1.581138830084189665999446772216359",
            "[1, 2, 3, 4, 5]",
        )


def test_every_function_is_described() -> None:
    assert [name for name, builtin in BUILTINS.items() if not builtin.doc.endswith(".")] == []
