"""Boxed expressions."""

from __future__ import annotations

from typing import Any

import pytest

from engine.dmn import DmnError
from tests.engine.dmn.drawing import answer, text


def entry(name: str, logic: str, type_: str = "") -> str:
    typed = f' typeRef="{type_}"' if type_ else ""
    return f'<contextEntry><variable name="{name}"{typed}/>{logic}</contextEntry>'


def boxed(logic: str, **context: Any) -> Any:
    return answer(logic, **context).value


def test_a_context_whose_entries_see_the_ones_before() -> None:
    logic = f"<context>{entry('a', text('x + 1'))}{entry('b c', text('a * 2'))}</context>"
    assert boxed(logic, x=1) == {"a": 2, "b c": 4}


def test_the_last_entry_without_name_is_the_result() -> None:
    logic = f"<context>{entry('a', text('x + 1'))}<contextEntry>{text('a * 10')}</contextEntry></context>"
    assert boxed(logic, x=1) == 20


def test_entries_are_fitted_to_their_types() -> None:
    assert boxed(f"<context>{entry('a', text('x'), 'number')}</context>", x="no") == {"a": None}


def test_a_list_and_a_relation() -> None:
    assert boxed(f"<list>{text('1')}{text('x')}</list>", x=2) == [1, 2]
    row = f"<row>{text('1')}{text('x')}</row>"
    assert boxed(f'<relation><column name="a"/><column name="b"/>{row}{row}</relation>', x=2) == [{"a": 1, "b": 2}] * 2


@pytest.mark.parametrize(("x", "expected"), [(True, "yes"), (False, "no"), (None, "no"), ("true", None)])
def test_a_conditional(x: object, expected: object) -> None:
    yes, no = text('"yes"'), text('"no"')
    assert boxed(f"<conditional><if>{text('x')}</if><then>{yes}</then><else>{no}</else></conditional>", x=x) == expected


def test_boxed_loops() -> None:
    over = f"<in>{text('x')}</in>"
    assert boxed(f'<for iteratorVariable="i">{over}<return>{text("i * 2")}</return></for>', x=[1, 2]) == [2, 4]
    assert boxed(f'<for iteratorVariable="i">{over}<return>{text("count(partial)")}</return></for>', x=[7, 7]) == [0, 1]
    assert boxed(f'<some iteratorVariable="i">{over}<satisfies>{text("i > 1")}</satisfies></some>', x=[1, 2]) is True
    assert boxed(f'<every iteratorVariable="i">{over}<satisfies>{text("i > 1")}</satisfies></every>', x=[1, 2]) is False
    assert boxed(f"<filter>{over}<match>{text('item > 1')}</match></filter>", x=[1, 2]) == [2]
    assert boxed(f"<filter>{over}<match>{text('a > 1')}</match></filter>", x=[{"a": 2}]) == [{"a": 2}]


def test_a_function_and_its_invocation() -> None:
    function = f'<functionDefinition><formalParameter name="a" typeRef="number"/>{text("a + x")}</functionDefinition>'
    call = f'<invocation>{text("f")}<binding><parameter name="a"/>{text("10")}</binding></invocation>'
    assert boxed(f"<context>{entry('f', function)}<contextEntry>{call}</contextEntry></context>", x=1) == 11
    wrong = call.replace('name="a"', 'name="b"')
    assert boxed(f"<context>{entry('f', function)}<contextEntry>{wrong}</contextEntry></context>", x=1) is None


def test_foreign_functions_come_from_a_closed_table() -> None:
    def java(class_: str, signature: str) -> str:
        described = entry("class", text(f'"{class_}"')) + entry("method signature", text(f'"{signature}"'))
        return f'<functionDefinition kind="Java"><formalParameter name="a"/><context>{described}</context></functionDefinition>'

    def called(function: str) -> Any:
        return boxed(f"<context>{entry('f', function)}<contextEntry>{text('f(-5)')}</contextEntry></context>")

    assert called(java("java.lang.Math", "abs(double)")) == 5
    assert called(java("java.lang.System", "exit(int)")) is None
    assert called(java("java.lang.Math", "abs(java.lang.Class)")) is None


@pytest.mark.parametrize(
    ("logic", "code"),
    [
        (f"<conditional><if>{text('x')}</if><then>{text('1')}</then></conditional>", "missing_part"),
        (f'<for iteratorVariable="i"><in>{text("x")}</in></for>', "missing_part"),
        (text("x", expressionLanguage="http://www.w3.org/1999/XPath"), "language"),
        (text("x +"), "expression"),
        (text("x", typeRef="tUnknown"), "unknown_type"),
        (f'<relation><column name="a"/><row>{text("1")}{text("2")}</row></relation>', "rule_width"),
    ],
)
def test_a_broken_box_is_refused(logic: str, code: str) -> None:
    with pytest.raises(DmnError) as error:
        answer(logic, x=1)
    assert error.value.code == code
