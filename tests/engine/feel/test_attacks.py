"""Expressions written to harm: each ends quickly, in a value or in a typed error."""

from __future__ import annotations

import inspect
import sys
import time

import pytest

from engine.feel import compile, compile_unary, plain
from tests.engine.feel.asking import ending

DOUBLED = "a0: [1]," + ",".join(f"a{i + 1}: [a{i}, a{i}]" for i in range(40))
SECONDS = 20
"""Far more than any of them needs; what hangs takes for ever."""

ATTACKS = {
    "brackets": "(" * 4_900 + "1" + ")" * 4_900,
    "lists": "[" * 9_000,
    "contexts": "{a:" * 3_000,
    "minus": "-" * 9_000 + "1",
    "calls": "not(" * 1_900 + "true" + ")" * 1_900,
    "ifs": "if true then " * 700 + "1",
    "functions": "function() " * 800 + "1",
    "path": "a" + ".b" * 4_900,
    "filters": "x" + "[1]" * 3_000,
    "comparisons": "1" + "=1" * 4_900,
    "sum": "1" + "+1" * 4_900,
    "types": "1 instance of " + "list<" * 1_600 + "Any" + ">" * 1_600,
    "in": "x in (" * 900 + "1" + ")" * 900,
    "in twice": "x in (1, x in (" * 40 + "1" + "))" * 40,
    "names": "a " * 4_900,
    "too long": "1" * 10_001,
    "too large": "1" * 9_000,
    "power": "9" + "**9" * 3_000,
    "exponent": "1e6144 * 1e6144",
    "doubled text": '{a0: "x",' + ",".join(f"a{i + 1}: a{i} + a{i}" for i in range(40)) + "}",
    "doubled list": "{" + DOUBLED + "}.a40",
    "doubled list compared": "{" + DOUBLED + ", r: a40 = a40}.r",
    "doubled list written": "{" + DOUBLED + ", r: string(a40)}.r",
    "doubled list flattened": "{" + DOUBLED + ", r: count(flatten(a40))}.r",
    "doubled list named": "{" + DOUBLED + ", r: a40.x}.r",
    "concatenated": "{a0: [1]," + ",".join(f"a{i + 1}: concatenate(a{i}, a{i})" for i in range(40)) + "}.a40",
    "endless call": "{f: function(x) f(x), r: f(1)}.r",
    "endless calls": "{f: function(x) [f(x), f(x)], r: f(1)}.r",
    "fibonacci": "{f: function(x) if x < 2 then x else f(x - 1) + f(x - 2), r: f(40)}.r",
    "own argument": "(function(f) f(f))(function(f) f(f))",
    "long loop": "for i in 1..1000000000 return i",
    "long loop elsewhere": "for i in 1e20..1e20 + 5 return i",
    "loop in loop": "some x in 1..20000, y in 1..20000 satisfies false",
    "dates": 'for d in @"-999999999-01-01"..@"999999999-12-31" return d',
    "partial in itself": "for i in 1..20000 return partial",
    "deep data": "for i in 1..3000 return {a: partial[-1]}",
    "many texts": 'for i in 1..20000 return "' + "x" * 5_000 + '" + string(i)',
    "joined texts": 'string join(for i in 1..20000 return "' + "x" * 50 + '")',
    "replaced texts": 'replace("' + "a" * 3_000 + '", "a", "' + "b" * 3_000 + '")',
    "sorted oddly": "sort(for i in 1..2000 return i, function(a, b) true)",
    "distinct": "distinct values(for i in 1..20000 return {a: i})",
    "deep path": 'context put({}, for i in 1..5000 return "a", 1)',
    "duration": 'duration("P999999999999999999D") * 1e30',
    "zone": 'time("10:00:00@../../../etc/passwd")',
    "range": 'range("' + "[" * 3_000 + '1..2]")',
    "groups": 'matches("x", "' + "(" * 900 + ")" * 900 + '")',
    "repeats": 'matches("x", "((a{1000}){1000}){1000}")',
    "modulo": "modulo(1e6144, 1e-6143)",
    "scale": "decimal(1e-6143, -6111) + decimal(9, 6176)",
    "position": "[1, 2, 3][1e30]",
    "nul": "\x00",
    "lone surrogate": "\ud800",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends_in_a_value_or_a_typed_error(name: str) -> None:
    started = time.monotonic()
    ending(lambda: plain(compile(ATTACKS[name]).evaluate({"x": 1, "a": {"b": 1}})))
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_on_a_cell_ends_too(name: str) -> None:
    started = time.monotonic()
    ending(lambda: compile_unary(ATTACKS[name]).test(1, {"x": 1, "a": {"b": 1}}))
    assert time.monotonic() - started < SECONDS


def test_the_limits_leave_room_for_honest_work() -> None:
    assert compile("sum(for i in 1..10000 return i * 2)").evaluate({}) == 100_010_000
    assert (
        compile('count(orders[amount > 10 and city = "南山"])').evaluate({"orders": [{"amount": 11, "city": "南山"}] * 5_000})
        == 5_000
    )
    assert compile("{f: function(n) if n = 0 then 0 else 1 + f(n - 1), r: f(40)}.r").evaluate({}) == 40
    assert compile("(" * 90 + "1" + ")" * 90).evaluate({}) == 1


def test_the_same_expression_always_ends_the_same_way() -> None:
    assert {ending(lambda: compile(ATTACKS["fibonacci"]).evaluate({})) for _ in range(3)} == {"refused: too_many_steps"}


def test_a_deep_stack_of_the_caller_is_a_typed_error_too() -> None:
    expression = compile("{f: function(n) if n = 0 then 0 else 1 + f(n - 1), r: f(50)}.r")

    def deeper(levels: int) -> object:
        return deeper(levels - 1) if levels else expression.evaluate({})

    used = len(inspect.stack(0))
    rooms = range(60, 400, 20)
    ends = {ending(lambda room=room: deeper(sys.getrecursionlimit() - used - room)) for room in rooms}
    assert ends == {50, "refused: calls_too_deep"}
