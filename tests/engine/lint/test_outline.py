"""A diagram in words says what the drawing says: every element once, where each leads, and what goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.lint.diagram import build
from engine.lint.document import Unreadable, parse
from engine.outline import Part, Step, outline
from tests.engine.lint.models import boundary, document, forked, inner, seq, sub, user

SHIPPED = sorted((Path(__file__).parents[3] / "processes").glob("*/process.bpmn"))
MIWG = sorted((Path(__file__).parents[4] / "shared" / "models" / "bpmn_miwg").glob("*.bpmn"))


def every(parts: tuple[Part, ...]) -> list[Step]:
    found: list[Step] = []
    todo = [step for part in parts for step in part.steps]
    while todo:
        step = todo.pop()
        found.append(step)
        todo += [*step.events, *step.inner]
    return found


@pytest.mark.parametrize("path", [*SHIPPED, *MIWG], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_element_and_every_way_is_told_once(path):
    drawn = build("", parse(path.read_bytes()))
    told = every(outline(path.read_bytes()))
    assert sorted(step.element for step in told) == sorted({node.id for node in drawn.nodes})
    ways = [flow for node in drawn.nodes for flow in node.outgoing]
    assert sum(len(step.ways) for step in told) == len(ways)
    for part in outline(path.read_bytes()):
        numbers = {step.number for step in every((part,))}
        assert len(numbers) == len(every((part,)))
        assert all(way.to in numbers for step in every((part,)) for way in step.ways)


def test_a_choice_tells_its_conditions_and_its_usual_way():
    drawing = forked("exclusiveGateway", user("a"), user("b"), conditions=("=x = 1", None), default="k_b", join=False)
    (part,) = outline(document(drawing).encode())
    gateway = next(step for step in part.steps if step.kind == "exclusiveGateway")
    assert [(way.name, way.condition, way.is_default) for way in gateway.ways] == [
        ("办理 a", "=x = 1", False),
        ("办理 b", "", True),
    ]
    assert {step.role for step in part.steps if step.kind == "userTask"} == {"经办人"}


def test_events_on_a_border_and_the_inside_of_a_subprocess_are_told_with_it():
    (part,) = outline(document(seq(user()) + boundary("timer")).encode())
    task = next(step for step in part.steps if step.element == "t")
    assert [(event.element, event.triggers, event.said) for event in task.events] == [("b", ("timer",), "PT1H")]
    (part,) = outline(document(seq(sub(inner(user("u")), "q"))).encode())
    inside = next(step for step in part.steps if step.element == "q").inner
    assert [(step.number, step.element) for step in inside] == [("2.1", "is"), ("2.2", "u"), ("2.3", "ie")]


def test_names_in_the_readers_language_go_before_those_of_the_drawing():
    (part,) = outline(document(seq(user())).encode(), {"t": "Handle it"})
    assert [step.name for step in part.steps if step.element == "t"] == ["Handle it"]


def test_what_is_no_model_is_said_so():
    with pytest.raises(Unreadable):
        outline(b"<!DOCTYPE d><d/>")
