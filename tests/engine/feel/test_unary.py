"""Cells of decision tables."""

from __future__ import annotations

from datetime import date

import pytest

from engine.feel import compile_unary


@pytest.mark.parametrize(
    ("cell", "yes", "no"),
    [
        ("-", [1, None, "a"], []),
        ("", [1, None], []),
        ("5", [5, 5.0], [4, None, "5"]),
        ("-5", [-5], [5]),
        ("> 5", [6], [5, None, "6"]),
        ("<= -1", [-1, -2], [0]),
        ("[1..5]", [1, 5], [0, 6, None]),
        ("(1..5)", [2], [1, 5]),
        ("]1..5[", [2], [1, 5]),
        ("1, 3, [5..7)", [1, 3, 5, 6], [2, 7]),
        ('"a", "b"', ["a", "b"], ["c", None, 1]),
        ('not("a", "b")', ["c", None], ["a", "b"]),
        ("not(> 5)", [5], [6, None]),
        ("true", [True], [False, None]),
        ("false", [False], [True, None]),
        ("null", [None], [1, False]),
        ("limit", [7], [8]),
        ("> limit", [8], [7]),
        ("? > limit and even(?)", [8], [9, 6]),
        ("even(?)", [2], [1, None]),
        ("[1, 2]", [1, 2], [3]),
        ("list", ["x", "y"], ["z"]),
        ('contains(?, "b")', ["abc"], ["a", None]),
        ("limit > 5", [1, "anything"], []),
        ('date("2026-03-02")', [date(2026, 3, 2)], [date(2026, 3, 3)]),
        ('[@"2026-03-01"..@"2026-03-31"]', [date(2026, 3, 2)], [date(2026, 4, 1)]),
        ("not(limit = 7)", [], [1]),
        ("some x in list satisfies x = ?", ["x"], ["z"]),
        ("!= 5", [4], [5]),
        ("= 5", [5], [4]),
        ('["a".."c"]', ["b"], ["d"]),
        ("(2 + 3)", [5], [6]),
    ],
)
def test_which_values_a_cell_accepts(cell: str, yes: list[object], no: list[object]) -> None:
    tests = compile_unary(cell)
    context = {"limit": 7, "list": ["x", "y"]}
    assert [v for v in yes if not tests.test(v, context)] == []
    assert [v for v in no if tests.test(v, context)] == []


def test_a_boolean_expression_without_question_mark_is_not_taken_for_a_boolean_input() -> None:
    assert not compile_unary("limit > 5").test(False, {"limit": 7})
    assert compile_unary("limit > 5").test(True, {"limit": 7})
