"""Requirement graphs: inputs, knowledge, services, imports, types; circles refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.dmn import DmnError, load
from engine.feel import FeelLimit
from tests.engine.dmn.drawing import decision, definitions, input_data, item, knowledge, model, text

SERVICE = (
    '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#d_sum"/>'
    '<inputDecision href="#d_b"/><inputData href="#i_a"/></decisionService>'
)


def test_decisions_use_what_they_require() -> None:
    drawn = model(
        input_data("a", "number"),
        decision("double a", text("a * 2"), ["i_a"]),
        decision("answer", text("double a + 1"), ["d_double a"]),
    )
    assert drawn.evaluate("answer", {"a": 5}).value == 11
    assert drawn.evaluate("d_answer", {"a": 5}).value == 11
    assert drawn.decisions == {"d_double a": "double a", "d_answer": "answer"}
    assert drawn.inputs == {"i_a": "a"}


def test_a_decision_is_taken_once_however_many_require_it() -> None:
    parts = [input_data("x"), decision("n0", text("[x, x]"), ["i_x"])]
    parts += [decision(f"n{i}", text(f"count(n{i - 1}) + count(n{i - 1})"), [f"d_n{i - 1}"]) for i in range(1, 60)]
    result = model(*parts).evaluate("n59", {"x": 1})
    assert [use.name for use in result.trace.decisions] == [f"n{i}" for i in range(60)]


def test_an_input_of_another_type_is_null_and_noted() -> None:
    drawn = model(input_data("a", "number"), decision("answer", text("a"), ["i_a"]))
    result = drawn.evaluate("answer", {"a": "x"})
    assert result.value is None
    assert result.trace.problems == (("input_of_other_type", "i_a"),)


def test_a_result_of_another_type_is_null_and_noted() -> None:
    result = model(decision("answer", text('"x"'), type_="number")).evaluate("answer", {})
    assert result.value is None
    assert result.trace.problems == (("result_of_other_type", "d_answer"),)


def test_texts_of_moments_are_read_inside_declared_structures() -> None:
    component = '<itemComponent name="due"><typeRef>date and time</typeRef></itemComponent>'
    drawn = model(
        item("tTask", component), item("tTasks", "<typeRef>tTask</typeRef>", isCollection="true"),
        input_data("tasks", "tTasks"), decision("answer", text("max(tasks.due)"), ["i_tasks"]),
    )  # fmt: skip
    given = {"tasks": [{"due": "2026-03-02T10:00:00Z"}, {"due": "2026-03-02T11:00:00Z"}]}
    assert drawn.evaluate("answer", given).value == datetime(2026, 3, 2, 11, tzinfo=UTC)


def test_knowledge_is_a_function() -> None:
    drawn = model(
        knowledge("rate", ["a: number", "b"], text("a * b")),
        knowledge("twice", ["a"], text("rate(a, 2)"), ["k_rate"]),
        decision("answer", text("twice(a: 4)"), ["k_twice"]),
        decision("wrong", text('rate("x", 2)'), ["k_rate"]),
    )
    assert drawn.evaluate("answer", {}).value == 8
    assert drawn.evaluate("wrong", {}).value is None
    assert drawn.invoke("rate", {"a": 3, "b": 4}).value == 12


def test_knowledge_may_call_itself_and_is_stopped() -> None:
    drawn = model(
        knowledge("down", ["n"], text("if n = 0 then 0 else down(n - 1)")),
        decision("answer", text("down(5)"), ["k_down"]),
        decision("endless", text("down(-1)"), ["k_down"]),
    )
    assert drawn.evaluate("answer", {}).value == 0
    with pytest.raises(FeelLimit) as error:
        drawn.evaluate("endless", {})
    assert error.value.code == "calls_too_deep"


def service_model() -> bytes:
    return definitions(
        input_data("a", "number"),
        decision("b", text('"never asked"')),
        decision("inner", text("a * 10"), ["i_a"]),
        decision("sum", text("inner + b"), ["d_inner", "d_b"]),
        SERVICE,
        decision("answer", text("s(1, 2)"), ["s"]),
        decision("by name", text("s(b: 2, a: 1)"), ["s"]),
    )


def test_a_service_hides_what_it_encapsulates() -> None:
    drawn = load(service_model())
    assert drawn.evaluate("answer", {"a": 99}).value == 12
    assert drawn.evaluate("by name", {}).value == 12
    assert drawn.evaluate_service("s", {"a": 3, "b": 4}).value == 34
    assert drawn.evaluate_service("s", {"a": "x", "b": 4}).value is None
    assert drawn.services == {"s": "s"}


def test_names_that_nobody_declared_come_from_the_context() -> None:
    assert model(decision("answer", text("case.number"))).evaluate("answer", {"case": {"number": "N1"}}).value == "N1"


def test_imported_models_are_seen_through_the_name_of_the_import() -> None:
    base = definitions(
        item("tAge", "<typeRef>number</typeRef>"), input_data("age", "tAge"),
        decision("adult", text("age >= 18"), ["i_age"]), knowledge("greet", ["n"], text('"hello " + n')),
        name="base", namespace="urn:base",
    )  # fmt: skip
    logic = text('base model.greet("x") + string(base model.adult)')
    top = definitions(
        '<import namespace="urn:base" name="base model" importType="x"/>',
        item("tMine", "<typeRef>base model.tAge</typeRef>"),
        decision("answer", logic, ["urn:base#d_adult", "urn:base#k_greet"]),
        name="top",
    )
    assert load(top, imports=[base]).evaluate("answer", {"age": 20}).value == "hello xtrue"
    with pytest.raises(DmnError) as error:
        load(top)
    assert {finding.code for finding in error.value.findings} >= {"unknown_import", "unknown_reference"}


def test_models_that_import_each_other_are_refused() -> None:
    def importing(own: str, other: str) -> bytes:
        return definitions(f'<import namespace="urn:{other}" name="{other}" importType="x"/>', name=own, namespace=f"urn:{own}")

    with pytest.raises(DmnError) as error:
        load(importing("a", "b"), imports=[importing("b", "a"), importing("a", "b")])
    assert error.value.code == "circular_import"


@pytest.mark.parametrize(
    "parts",
    [
        [decision("a", text("b"), ["d_b"]), decision("b", text("a"), ["d_a"])],
        [decision("a", text("1"), ["d_a"])],
        [knowledge("f", [], text("g()"), ["k_g"]), knowledge("g", [], text("f()"), ["k_f"])],
        [decision("a", text("s()"), ["s"]), '<decisionService id="s" name="s"><outputDecision href="#d_a"/></decisionService>'],
    ],
)
def test_circles_are_refused(parts: list[str]) -> None:
    with pytest.raises(DmnError) as error:
        model(*parts)
    assert error.value.code == "circular_requirement"
    assert "→" in str(error.value)


def test_unknown_references_and_double_names_are_refused() -> None:
    with pytest.raises(DmnError) as error:
        model(decision("a", text("1"), ["d_nowhere"]), decision("a", text("2")))
    assert {finding.code for finding in error.value.findings} == {"unknown_reference", "duplicate_id", "duplicate_name"}


def test_an_unknown_decision_is_refused() -> None:
    with pytest.raises(DmnError) as error:
        model(decision("a", text("1"))).evaluate("b", {})
    assert error.value.code == "unknown_decision"


def test_all_findings_are_told_at_once() -> None:
    with pytest.raises(DmnError) as error:
        model(decision("a", text("1 +")), decision("b", text("(2")))
    assert [finding.element for finding in error.value.findings] == ["literalExpression", "literalExpression"]
    assert len(str(error.value).splitlines()) == 2


def test_the_names_a_decision_may_take_are_known() -> None:
    drawn = model(
        input_data("a"),
        knowledge("f", ["n"], text("n + offset")),
        decision("inner", text("a * factor"), ["i_a"]),
        decision("answer", text("inner + f(1)"), ["d_inner", "k_f"]),
        decision("other", text("unrelated")),
    )
    assert {"a", "factor", "offset"} <= drawn.free("answer")
    assert "unrelated" not in drawn.free("answer")


def test_an_element_without_logic_is_refused() -> None:
    with pytest.raises(DmnError) as error:
        model(decision("a", ""), '<businessKnowledgeModel id="k" name="k"/>')
    assert [finding.code for finding in error.value.findings] == ["missing_part", "missing_part"]


def test_doubtful_expressions_are_told_by_element() -> None:
    drawn = model(decision("a", text('matches("x", "(")', id="here")))
    assert [(element, doubt.code) for element, doubt in drawn.doubts] == [("here", "bad_pattern")]
