"""Decision tables: every hit policy, allowed values, defaults, types, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.dmn import DmnError
from tests.engine.dmn.drawing import answer, decision, input_data, model, table

GRADES = [["< 10", '"low"', "1"], ["[5..15]", '"mid"', "2"], ["> 12", '"high"', "4"]]


def graded(score: object, policy: str, aggregation: str = "", *, both: bool = False, **options: str) -> Any:
    outputs = ["grade", "points"] if both else ["points"]
    rules = GRADES if both else [[cell, points] for cell, _, points in GRADES]
    return answer(table(["score"], outputs, rules, policy=policy, aggregation=aggregation, **options), score=score)


@pytest.mark.parametrize(
    ("policy", "aggregation", "score", "expected"),
    [
        ("UNIQUE", "", 1, 1),
        ("UNIQUE", "", 7, None),
        ("UNIQUE", "", "x", None),
        ("ANY", "", 1, 1),
        ("ANY", "", 7, None),
        ("FIRST", "", 7, 1),
        ("FIRST", "", 14, 2),
        ("RULE ORDER", "", 7, [1, 2]),
        ("COLLECT", "", 14, [2, 4]),
        ("COLLECT", "SUM", 14, 6),
        ("COLLECT", "MIN", 14, 2),
        ("COLLECT", "MAX", 14, 4),
        ("COLLECT", "COUNT", 14, 2),
        ("U", "", 1, 1),
        ("C", "SUM", 7, 3),
    ],
)
def test_hit_policies(policy: str, aggregation: str, score: object, expected: object) -> None:
    assert graded(score, policy, aggregation).value == expected


@pytest.mark.parametrize(("policy", "expected"), [("PRIORITY", 4), ("OUTPUT ORDER", [4, 2])])
def test_the_order_of_output_values_is_their_priority(policy: str, expected: object) -> None:
    assert graded(14, policy, values="4, 2, 1").value == expected


def test_any_accepts_rules_that_agree() -> None:
    rules = [["> 1", "5"], ["> 2", "5.0"], ["> 3", "6"]]
    assert answer(table(["x"], ["y"], rules, policy="ANY"), x=3).value == 5
    assert answer(table(["x"], ["y"], rules, policy="ANY"), x=4).value is None


def test_several_outputs_make_a_context() -> None:
    assert graded(1, "UNIQUE", both=True).value == {"grade": "low", "points": 1}
    assert graded(7, "COLLECT", both=True).value == [{"grade": "low", "points": 1}, {"grade": "mid", "points": 2}]


def test_no_rule_gives_the_default_or_null() -> None:
    rules = [["> 5", '"yes"']]
    assert answer(table(["x"], ["y"], rules), x=1).value is None
    assert answer(table(["x"], ["y"], rules, default='"no"'), x=1).value == "no"


def test_cells_may_use_other_names_and_the_value_itself() -> None:
    rules = [["> limit", '"over " + string(limit)'], ["? <= limit and even(?)", '"even"'], ["not(> limit)", '"odd"']]
    found = [answer(table(["x"], ["y"], rules, policy="FIRST"), x=x, limit=5).value for x in (6, 4, 3)]
    assert found == ["over 5", "even", "odd"]


def test_a_value_that_is_not_allowed_gives_null_and_says_so() -> None:
    drawn = table(["x"], ["y"], [["-", "1"]], allowed='"a", "b"', default="9")
    assert answer(drawn, x="a").value == 1
    result = answer(drawn, x="c")
    assert result.value is None
    assert result.trace.tables[0].problems == ("input_not_allowed",)


def test_an_output_that_is_not_allowed_gives_null_and_says_so() -> None:
    result = answer(table(["x"], ["y"], [["-", "x"]], values="1, 2"), x=3)
    assert result.value is None
    assert result.trace.tables[0].problems == ("output_not_allowed",)


def test_an_input_of_another_type_gives_null_and_never_the_default() -> None:
    result = answer(table(["x: number"], ["y"], [["-", "1"]], default="9"), x="a")
    assert result.value is None
    assert result.trace.tables[0].problems == ("input_of_other_type",)


def test_texts_of_dates_are_read_where_dates_are_declared() -> None:
    drawn = table(["x: date"], ["y"], [['< date("2026-03-02")', '"before"'], ["-", '"after"']], policy="FIRST")
    assert answer(drawn, x="2026-03-01").value == "before"
    assert answer(drawn, x=date(2026, 3, 3)).value == "after"
    assert answer(drawn, x="2026-13-01").value == "after"


def test_outputs_are_fitted_to_their_type() -> None:
    assert answer(table(["x"], ["y: number"], [["-", "[x]"]]), x=5).value == 5
    assert answer(table(["x"], ["y: number"], [["-", "x"]]), x="a").value is None


def test_empty_cells_accept_everything_and_empty_outputs_are_null() -> None:
    assert answer(table(["x", "y"], ["z"], [["", "-", ""]]), x=None, y=1).value is None


def test_why_is_told_by_inputs_rules_and_output() -> None:
    drawn = model(
        input_data("score"), decision("answer", table(["score + 1"], ["y"], GRADES_AS_ROWS, policy="COLLECT"), ["i_score"])
    )
    result = drawn.evaluate("answer", {"score": 6})
    assert [use.rules for use in result.trace] == [("r1", "r2")]
    [use] = result.trace.tables
    assert (use.decision, use.table, use.inputs, use.output, use.problems) == ("d_answer", "t", {"score + 1": 7}, [1, 2], ())
    assert result.trace.decision == "d_answer"
    assert result.trace.rules == ("r1", "r2")
    assert result.trace.version == drawn.version
    assert len(drawn.version) == 64


GRADES_AS_ROWS = [[cell, points] for cell, _, points in GRADES]


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        (table(["x"], ["y"], [["1", "1"]], policy="WHATEVER"), "hit_policy"),
        (table(["x"], ["y"], [["1", "1"]], policy="PRIORITY"), "no_priority"),
        (table(["x"], ["y", "z"], [["1", "1", "2"]], policy="COLLECT", aggregation="SUM"), "aggregation"),
        (table(["x"], ["y"], [["1", "2", "3"]]), "rule_width"),
        (table(["x"], ["y"], [["> > 1", "1"]]), "expression"),
        (table(["x +"], ["y"], [["1", "1"]]), "expression"),
        (table(["x: nonsense"], ["y"], [["1", "1"]]), "unknown_type"),
        (table([""], ["y"], [["1", "1"]]), "missing_part"),
    ],
)
def test_a_broken_table_is_refused_when_it_is_loaded(drawn: str, code: str) -> None:
    with pytest.raises(DmnError) as error:
        answer(drawn, x=1)
    assert code in [finding.code for finding in error.value.findings]


def test_the_refusal_of_a_cell_names_it_with_line_and_column() -> None:
    with pytest.raises(DmnError) as error:
        answer(table(["x"], ["y"], [["> 1,\n > >", "1"]]), x=1)
    cause = error.value.findings[0].cause
    assert cause is not None
    assert (cause.line, cause.column) == (2, 4)
