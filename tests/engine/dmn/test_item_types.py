"""Item definitions."""

from __future__ import annotations

from typing import Any

import pytest

from engine.dmn import DmnError
from tests.engine.dmn.drawing import decision, input_data, item, model, text


def kept(definition: str, type_: str, given: Any) -> Any:
    """What is left of a given value after it was fitted to the type."""
    return (
        model(definition, input_data("x", type_), decision("answer", text("x"), ["i_x"])).evaluate("answer", {"x": given}).value
    )


COLOUR = item("tColour", "<typeRef>string</typeRef>", text('"red", "blue"', "allowedValues"))
PERSON = item(
    "tPerson",
    '<itemComponent name="name"><typeRef>string</typeRef></itemComponent>',
    '<itemComponent name="ages" isCollection="true"><typeRef>number</typeRef></itemComponent>',
)
TREE = item(
    "tTree",
    '<itemComponent name="v"><typeRef>number</typeRef></itemComponent>',
    '<itemComponent name="children" isCollection="true"><typeRef>tTree</typeRef></itemComponent>',
)


def test_allowed_values() -> None:
    assert kept(COLOUR, "tColour", "red") == "red"
    assert kept(COLOUR, "tColour", "green") is None
    listed = item("tColours", "<typeRef>string</typeRef>", text('"red", "blue"', "allowedValues"), isCollection="true")
    assert kept(listed, "tColours", ["red", "blue"]) == ["red", "blue"]
    assert kept(listed, "tColours", ["red", "green"]) is None


def test_constraints_of_the_whole() -> None:
    short = item("tShort", "<typeRef>number</typeRef>", text("count(?) < 3", "typeConstraint"), isCollection="true")
    assert kept(short, "tShort", [1, 2]) == [1, 2]
    assert kept(short, "tShort", [1, 2, 3]) is None


def test_structures() -> None:
    assert kept(PERSON, "tPerson", {"name": "a", "ages": [1], "more": True}) == {"name": "a", "ages": [1], "more": True}
    assert kept(PERSON, "tPerson", {"name": "a"}) is None
    assert kept(PERSON, "tPerson", {"name": "a", "ages": ["x"]}) is None


def test_a_type_may_hold_itself() -> None:
    tree = {"v": 1, "children": [{"v": 2, "children": []}]}
    assert kept(TREE, "tTree", tree) == tree
    assert kept(TREE, "tTree", {"v": 1, "children": [{"v": "x", "children": []}]}) is None


def test_single_items_and_lists_of_one_stand_for_each_other() -> None:
    numbers = item("tNumbers", "<typeRef>number</typeRef>", isCollection="true")
    assert kept(numbers, "tNumbers", 5) == [5]
    assert kept(numbers, "number", [5]) == 5
    assert kept(numbers, "tNumbers", "a") is None


def test_functions_as_types() -> None:
    function = item("tF", '<functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/></functionItem>')
    drawn = model(function, decision("answer", text("[abs instance of tF, (function(a: string) 1) instance of tF]")))
    assert drawn.evaluate("answer", {}).value[1] is False


def test_a_type_defined_by_itself_is_refused() -> None:
    with pytest.raises(DmnError) as error:
        model(item("tA", "<typeRef>tB</typeRef>"), item("tB", "<typeRef>tA</typeRef>"))
    assert error.value.code == "circular_type"


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(DmnError) as error:
        model(item("tA", "<typeRef>tMissing</typeRef>"))
    assert error.value.code == "unknown_type"
