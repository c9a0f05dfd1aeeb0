"""What is refused, with line and column; and why values became null."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.feel import FeelError, FeelSyntaxError, compile, compile_unary, holds
from engine.feel.errors import NOTES, SENTENCES

REFUSED = [
    ("", "empty_expression", 1, 1),
    ("   \n ", "empty_expression", 1, 1),
    ("1 +", "unexpected_end", 1, 4),
    ("(1 + 2", "unexpected_end", 1, 7),
    ("1 + * 2", "unexpected_token", 1, 5),
    ("a\n+ b\n+ )", "unexpected_token", 3, 3),
    ("1 2", "unexpected_token", 1, 3),
    ('"abc', "unterminated_string", 1, 1),
    ("1 /* x", "unterminated_comment", 1, 3),
    ("a # b", "unexpected_character", 1, 3),
    ("（1", "fullwidth_character", 1, 1),
    ("a ＞ 1", "fullwidth_character", 1, 3),
    ("a = “x”", "fullwidth_character", 1, 5),
    ("if a then b", "unexpected_end", 1, 12),
    ("for x [1] return x", "expected_token", 1, 7),
    ("{a 1}", "expected_token", 1, 5),
    ("{: 1}", "expected_name", 1, 2),
    ("a.", "expected_name", 1, 3),
    ("x instance of nonsense", "unknown_type", 1, 15),
    ("function(a, a) a", "duplicate_parameter", 1, 14),
    ("f(a: 1, 2)", "mixed_arguments", 1, 9),
    ('"\\uD800"', "bad_escape", 1, 2),
    ("1e99999", "number_too_large", 1, 1),
    ("and", "unexpected_token", 1, 1),
    ("[1, 2", "unexpected_end", 1, 6),
    ("[1..2}", "expected_token", 1, 6),
    ("some x in [1]", "unexpected_end", 1, 14),
]


@pytest.mark.parametrize(("source", "code", "line", "column"), REFUSED)
def test_a_refusal_says_what_and_where(source: str, code: str, line: int, column: int) -> None:
    with pytest.raises(FeelSyntaxError) as error:
        compile(source)
    assert (error.value.code, error.value.line, error.value.column) == (code, line, column)


@pytest.mark.parametrize("source", [">", "not(", "1,", ", 1", "- 1 -", "not(1", "[1..2], "])
def test_cells_are_refused_too(source: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile_unary(source)


def test_every_code_that_the_source_raises_has_a_sentence_and_no_other() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path("engine/feel").rglob("*.py") if path.name != "errors.py")
    raised = {code for code in re.findall(r'"([a-z]+(?:_[a-z]+)+)"', text) if code in SENTENCES}
    assert raised == set(SENTENCES)


def test_why_a_value_became_null_is_told() -> None:
    value, notes = compile("1 +\n missing + abs(true)").explain({})
    assert value is None
    assert [(note.code, note.line, note.column) for note in notes] == [
        ("unknown_name", 2, 2),
        ("wrong_arguments", 2, 15),
        ("no_result", 1, 3),
    ]
    assert all(note.sentence for note in notes)
    assert {note.code for note in notes} <= set(NOTES)


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ('1 + @"2026-13-01"', "not_temporal", 5),
        ("abs(1, 2)", "wrong_arguments", 4),
        ("count(lst: [1])", "wrong_arguments", 6),
        ('matches(x, "(")', "bad_pattern", 12),
        ('replace(pattern: "[", input: x, replacement: "")', "bad_pattern", 18),
        ('split(x, "a**")', "bad_pattern", 10),
    ],
)
def test_what_can_only_be_null_is_doubted_before_it_runs(source: str, code: str, column: int) -> None:
    for doubts in (compile(f"[{source}]").doubts, compile_unary(f"[{source}]").doubts):
        assert [(doubt.code, doubt.line, doubt.column) for doubt in doubts] == [(code, 1, column + 1)]


def test_sound_expressions_raise_no_doubt() -> None:
    assert compile('matches(x, "a b", "x") and now() > @"2026-01-01T00:00:00Z"').doubts == ()


def test_a_leading_equals_sign_moves_no_place() -> None:
    with pytest.raises(FeelSyntaxError) as error:
        compile("  = 1 + )")
    assert error.value.column == 9


@pytest.mark.parametrize("source", ['"true"', "1", "null", "[true]", "missing"])
def test_a_condition_must_be_exactly_true_or_false(source: str) -> None:
    with pytest.raises(FeelError) as error:
        holds(compile(source), {})
    assert error.value.code == "not_boolean"


def test_conditions_hold_or_do_not() -> None:
    assert holds(compile("x > 1"), {"x": 2}) is True
    assert holds(compile("x > 1"), {"x": 1}) is False
