"""Who handles does not judge: read off what the scenarios did, and off the diagrams."""

from __future__ import annotations

from engine import events as e
from tests.processes.told import Told, everything


def units(story: Told, phase: str) -> set[str]:
    return {event.unit for event in story.events() if isinstance(event, e.TaskCompleted) and event.phase == phase}


def handlers(story: Told) -> set[str]:
    """A superior's word on an extension is no handling."""
    done = [event for event in story.events() if isinstance(event, e.TaskCompleted) and event.element != "approve_extension"]
    return {event.unit for event in done if event.role in ("unit_clerk", "unit_leader")}


def test_the_unit_that_handles_never_calls_back_nor_reviews() -> None:
    judged = [story for story in everything() if units(story, "callback") or units(story, "review")]
    assert judged
    for story in judged:
        assert handlers(story).isdisjoint(units(story, "callback") | units(story, "review")), story.case.name


def test_the_unit_that_returns_an_order_does_not_rule_on_the_return() -> None:
    rulings = [
        (story, event) for story in everything() for event in story.events()
        if isinstance(event, e.TaskCompleted) and event.element == "adjudicate"
    ]  # fmt: skip
    assert rulings
    for story, ruling in rulings:
        returned = story.case.state.file["returns"][-1]["unit"]
        assert ruling.unit != returned


def test_the_supervised_unit_does_not_assess_itself() -> None:
    for story in everything():
        if story.process == "supervision":
            assessed = {ev.unit for ev in story.events() if isinstance(ev, e.TaskCompleted) and ev.role == "supervisor"}
            assert story.case.state.file["unit"] not in assessed
