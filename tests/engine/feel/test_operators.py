"""Arithmetic, comparison, logic, ranges and `in`."""

from __future__ import annotations

import pytest

from tests.engine.feel.asking import gives


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("2 ** 3 ** 2", "64"),
        ("-3 ** 2", "9"),
        ("--3", "3"),
        ("0.1 + 0.2", "0.3"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("1 / 0", "null"),
        ("0 ** 0", "1"),
        ("0 ** -1", "null"),
        ("(-8) ** 0.5", "null"),
        ('"a" + "b"', '"ab"'),
        ('"a" - "b"', "null"),
        ('"a" + 1', "null"),
        ("null + 1", "null"),
        ("[1] + 1", "null"),
        ("1e3", "1000"),
        (".5", "0.5"),
        ("9 ** 9 ** 9 ** 9 ** 9", "null"),
    ],
)
def test_numbers_and_texts_are_computed(source: str, expected: str) -> None:
    assert gives(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('@"2026-02-28" + @"P1D"', "2026-03-01"),
        ('@"2024-01-31" + @"P1M"', "2024-02-29"),
        ('@"P1M" + @"2026-01-31"', "2026-02-28"),
        ('@"2026-01-01" - @"2025-12-31"', "P1D"),
        ('@"2026-01-02" - @"PT25H"', "2025-12-31"),
        ('@"23:30:00" + @"PT1H"', "00:30:00"),
        ('@"10:00:00+08:00" - @"01:00:00Z"', "PT1H"),
        ('@"2026-01-01T00:00:00Z" - @"2026-01-01T08:00:00+08:00"', "PT0S"),
        ('@"2026-01-01T00:00:00" - @"2026-01-01T00:00:00Z"', "null"),
        ('@"2026-01-01T24:00:00" - @"PT1S"', "2026-01-01T23:59:59"),
        ('@"P1Y" + @"P2M"', "P1Y2M"),
        ('@"P1D" + @"P1M"', "null"),
        ('@"PT1H" * 2.5', "PT2H30M"),
        ('3 * @"P5M"', "P1Y3M"),
        ('@"P10Y11M" / 2.5', "P4Y4M"),
        ('@"P1D" / @"PT1H"', "24"),
        ('@"P1D" / 0', "null"),
        ('-@"P1D"', "-P1D"),
        ('@"-2021-01-01" - @"P1D"', "-2022-12-31"),
        ('@"999999999-12-31" + @"P1D"', "null"),
        ('@"2026-03-29T01:30:00@Europe/Paris" + @"PT1H"', "2026-03-29T03:30:00@Europe/Paris"),
    ],
)
def test_dates_and_durations_are_computed(source: str, expected: str) -> None:
    assert gives(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 = 1.0", "true"),
        ("1 != 2", "true"),
        ('1 = "1"', "null"),
        ("null = null", "true"),
        ("1 = null", "false"),
        ("[1, [2]] = [1, [2]]", "true"),
        ("{a: 1, b: 2} = {b: 2, a: 1}", "true"),
        ("[1] = 1", "null"),
        ("1 < 2", "true"),
        ("2 >= 2", "true"),
        ('"a" < "b"', "true"),
        ('1 < "2"', "null"),
        ("null < 1", "null"),
        ("true < false", "null"),
        ('@"2026-01-01T00:00:00Z" = @"2026-01-01T08:00:00+08:00"', "true"),
        ('@"2026-01-01T00:00:00Z" < @"2026-01-01T08:00:01+08:00"', "true"),
        ('@"2026-01-01T00:00:00" < @"2026-01-01T08:00:00Z"', "null"),
        ('@"P12M" = @"P1Y"', "true"),
        ("3 between 1 and 5", "true"),
        ("3 between null and 5", "null"),
        ("1 < 2 and 2 < 3", "true"),
    ],
)
def test_values_are_compared(source: str, expected: str) -> None:
    assert gives(source) == expected


@pytest.mark.parametrize("left", ["true", "false", "null", "1"])
@pytest.mark.parametrize("right", ["true", "false", "null", "1"])
def test_logic_has_three_values(left: str, right: str) -> None:
    known = {"true": True, "false": False}
    a, b = known.get(left), known.get(right)
    conjunction = "false" if a is False or b is False else "true" if a and b else "null"
    disjunction = "true" if a or b else "false" if a is False and b is False else "null"
    assert gives(f"{left} and {right}") == conjunction
    assert gives(f"{left} or {right}") == disjunction


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("5 in [1..10]", "true"),
        ("10 in [1..10)", "false"),
        ("10 in [1..10[", "false"),
        ("1 in ]1..10]", "false"),
        ("1 in (1..10]", "false"),
        ("5 in > 3", "true"),
        ("5 in (> 3)", "true"),
        ("5 in (1, 2, > 4)", "true"),
        ("5 in (1, 2, 3)", "false"),
        ("5 in [1, 5]", "true"),
        ("5 in [[1..3], [4..6]]", "true"),
        ("5 in (4..6)", "true"),
        ("5 in (2 + 3)", "true"),
        ("5 in (? > 3)", "true"),
        ("5 in (!= 5)", "false"),
        ("null in [1..10]", "null"),
        ("5 in [1..null]", "null"),
        ('"b" in ["a".."c"]', "true"),
        ('@"2026-03-02" in [@"2026-03-01"..@"2026-03-03"]', "true"),
        ('5 in [1.."b"]', "false"),
        ("5 in (5) and true", "true"),
        ("[1..2] = [1..2]", "true"),
        ("[1..2] = [1..2)", "false"),
        ("(< 10) = (< 10)", "true"),
        ("(< 10) = (null..10)", "false"),
        ("[1..10].end included", "true"),
        ("(> 3).start", "3"),
    ],
)
def test_membership_in_ranges_and_lists(source: str, expected: str) -> None:
    assert gives(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("if true then 1 else 2", "1"),
        ("if null then 1 else 2", "2"),
        ('if "true" then 1 else 2', "2"),
        ("if 1 = 1 then if false then 1 else 2 else 3", "2"),
        ("1 + if true then 1 else 2", "2"),
    ],
)
def test_only_true_takes_the_first_way(source: str, expected: str) -> None:
    assert gives(source) == expected
