"""Answers to a form: the rules a model sets, whoever wrote the model."""

from __future__ import annotations

import time

import pytest

from engine.forms import Form
from webapp.forms import check, fields_of


def wrong(pattern: object, answer: str) -> dict[str, str]:
    """What is wrong with an answer to a field with this pattern."""
    component = {"key": "a", "type": "textfield", "validate": {"pattern": pattern}}
    return check(fields_of(Form(key="f", schema={"components": [component]})), {"a": answer}, {})[1]


def test_a_pattern_that_multiplies_its_ways_is_answered_at_once() -> None:
    begun = time.perf_counter()
    assert wrong("(a+)+$", "a" * 150 + "!") == {"a": "pattern"}
    assert wrong("(a+)+$", "a" * 150) == {}
    assert time.perf_counter() - begun < 1


def test_a_pattern_means_the_whole_answer() -> None:
    assert wrong(r"\d{3}", "123") == {}
    assert wrong(r"\d{3}", "1234") == wrong(r"\d{3}", "x123") == wrong("a|b", "ab") == {"a": "pattern"}


@pytest.mark.parametrize("pattern", ["(?=x)y", r"(a)\1", "(", "(a{1000}){1000}", 7])
def test_a_pattern_that_cannot_be_run_keeps_nobody_from_working(pattern: object) -> None:
    assert wrong(pattern, "anything") == {}
