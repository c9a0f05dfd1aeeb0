"""instance of, with generic types."""

from __future__ import annotations

import pytest

from tests.engine.feel.asking import gives


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 instance of number", "true"),
        ("1 instance of Any", "true"),
        ("1 instance of string", "false"),
        ("null instance of number", "false"),
        ("null instance of Any", "false"),
        ('@"2026-01-01" instance of date', "true"),
        ('@"2026-01-01" instance of date and time', "false"),
        ('@"P1Y" instance of years and months duration', "true"),
        ('@"P1D" instance of days and time duration', "true"),
        ("[1, 2] instance of list<number>", "true"),
        ('[1, "a"] instance of list<number>', "false"),
        ("[] instance of list<number>", "true"),
        ("[[1]] instance of list<list<number>>", "true"),
        ("{a: 1, b: 2} instance of context<a: number>", "true"),
        ("{b: 2} instance of context<a: number>", "false"),
        ("{a: null} instance of context<a: number>", "true"),
        ("[1..2] instance of range<number>", "true"),
        ('["a".."b"] instance of range<number>', "false"),
        ("(function(a: number) a) instance of function<number> -> Any", "true"),
        ("(function(a: string) a) instance of function<number> -> Any", "false"),
        ("(function() 1) instance of function<> -> Any", "true"),
        ("(function(a, b) 1) instance of function<number> -> Any", "false"),
        ("1 + 2 instance of number", "null"),
        ("(1 + 2) instance of number", "true"),
    ],
)
def test_instance_of(source: str, expected: str) -> None:
    assert gives(source) == expected
