"""The namespace `working`, under the standard calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.feel import FeelError, compile
from engine.feel.builtins import BUILTINS
from engine.feel.catalogue import functions
from engine.feel.text import written
from engine.feel.working import ENTRIES, working_functions
from engine.holidays import standard_calendar

WORKING = working_functions(standard_calendar())
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def asked(source: str, **context: Any) -> str:
    return written(compile(source).evaluate({"working": WORKING, **context}, now=MONDAY))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('working.add(now(), "3wd")', "2026-03-05T17:30:00+08:00"),
        ('working.add("2026-03-02T09:00:00+08:00", "2wh")', "2026-03-02T11:00:00+08:00"),
        ('working.add(@"2026-03-06", "1wd")', "2026-03-09T17:30:00+08:00"),
        ('working.subtract(@"2026-03-05T17:30:00+08:00", "1wd")', "2026-03-04T17:30:00+08:00"),
        ('working.between(@"2026-03-02T09:00:00+08:00", @"2026-03-02T10:30:00+08:00", "wh")', "1.5"),
        ('working.between(@"2026-03-02T10:30:00+08:00", @"2026-03-02T09:00:00+08:00", "h")', "-1.5"),
        ('working.left(working.add(now(), "3wd"), "h") > 0', "true"),
        ('working.left(@"2026-03-02T08:00:00+08:00", "h")', "-1"),
        ('working.is workday(@"2026-03-02")', "true"),
        ('working.is workday(@"2026-03-01")', "false"),
        ("working.is open(now())", "true"),
        ('working.is open(@"2026-03-02T20:00:00+08:00")', "false"),
        ('working.next workday(@"2026-09-30")', "2026-10-08"),
        ('working.previous workday(@"2026-03-02")', "2026-02-28"),
        ('working.provisional(@"2026-12-31", "3wd")', "true"),
        ('working.add(null, "3wd")', "null"),
        ("working.add(now(), null)", "null"),
        ("working.add(now())", "null"),
        ('working.add(limit: "3wd", from: now()) = working.add(now(), "3wd")', "true"),
    ],
)
def test_working_time_in_expressions(source: str, expected: str) -> None:
    assert asked(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        'working.add(now(), "3 apples")',
        "working.add(now(), 3)",
        'working.add("tomorrow", "3wd")',
        'working.add(5, "3wd")',
        'working.between(now(), now(), "years")',
    ],
)
def test_what_is_no_moment_or_limit_is_an_error_and_no_silent_null(source: str) -> None:
    with pytest.raises(FeelError) as error:
        asked(source)
    assert error.value.code == "function_failed"


def test_no_function_of_ours_hides_a_standard_one() -> None:
    assert not {entry.name for entry in ENTRIES} & set(BUILTINS)
    assert set(WORKING) == {entry.name for entry in ENTRIES}


def test_the_list_of_functions_holds_all_of_them_once() -> None:
    names = [function.name for function in functions()]
    assert sorted(names) == sorted([*BUILTINS, *(f"working.{entry.name}" for entry in ENTRIES)])
    assert all(function.doc and function.signatures for function in functions())
