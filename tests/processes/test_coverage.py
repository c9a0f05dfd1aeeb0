"""What the scenarios do not show does not count as working: every user task, every timer, every end of every process."""

from __future__ import annotations

import pytest

from engine import events as e
from engine.definition import Definition
from tests.processes.conftest import library
from tests.processes.told import Told, everything

LIBRARY = library()
KEYS = LIBRARY.keys()


def told(process: str) -> list[Told]:
    return [story for story in everything() if story.process == process]


@pytest.mark.parametrize("key", KEYS)
def test_every_user_task_is_completed_in_some_scenario(key: str) -> None:
    tasks = {element.id for element in LIBRARY.newest(key).elements.values() if element.type == "userTask"}
    done = {event.element for story in told(key) for event in story.events() if isinstance(event, e.TaskCompleted)}
    assert tasks - done == set()


@pytest.mark.parametrize("key", KEYS)
def test_every_timer_fires_in_some_scenario(key: str) -> None:
    timers = {
        element.id for element in LIBRARY.newest(key).elements.values() if any(event.kind == "timer" for event in element.events)
    }
    fired = {event.element for story in told(key) for event in story.events() if isinstance(event, e.TimerFired)}
    assert timers - fired == set()


@pytest.mark.parametrize("key", KEYS)
def test_every_end_event_is_reached_in_some_scenario(key: str) -> None:
    definition = LIBRARY.newest(key)
    ends = {element.id for element in definition.elements.values() if element.type == "endEvent"}
    outcomes = {event.outcome for story in told(key) for event in story.events() if isinstance(event, e.CaseCompleted)}
    events = [event for story in told(key) for event in story.events() if not isinstance(event, e.TaskCreated)]
    acted = {getattr(event, "element", None) for event in events}
    passed = {end for end in ends - outcomes if _reached(definition, end, acted)}
    assert ends - outcomes - passed == set()


@pytest.mark.parametrize("key", KEYS)
def test_every_job_message_and_decision_occurs_in_some_scenario(key: str) -> None:
    elements = LIBRARY.newest(key).elements.values()
    acting = {e.id for e in elements if e.type in ("serviceTask", "businessRuleTask", "scriptTask") or e.link is not None}
    kinds = (e.JobCompleted, e.DecisionTaken, e.FileChanged, e.MessageSent)
    acted = {event.element for story in told(key) for event in story.events() if isinstance(event, kinds)}
    definition = LIBRARY.newest(key)
    assert {element for element in acting - acted if not _ran_inside(definition, element, _done(key))} == set()


def _done(key: str) -> set[str]:
    return {event.element for story in told(key) for event in story.events() if isinstance(event, e.TaskCompleted)}


def _ran_inside(definition: Definition, element: str, done: set[str]) -> bool:
    """A script that keeps its results in its run of a multi-instance tells nothing; whoever worked right before it did."""
    before = [flow.source for flows in definition.diagram.flows.values() for flow in flows if flow.target == element]
    within = definition.elements.get(definition.elements[element].scope)
    return within is not None and within.loop is not None and bool(before) and set(before) <= done


def _reached(definition: Definition, end: str, acted: set[str | None]) -> bool:
    """A side branch or an end inside a subprocess leaves no outcome: what acts right before it (through gateways, or the ends of
    a subprocess) has acted."""
    before = [flow.source for flows in definition.diagram.flows.values() for flow in flows if flow.target == end]
    return bool(before) and all(_acted(definition, source, acted) for source in before)


def _acted(definition: Definition, element: str, acted: set[str | None]) -> bool:
    kind = definition.elements[element].type
    if kind == "subProcess":
        inner = (e.id for e in definition.diagram.of_scope(element) if e.type == "endEvent")
        return any(_reached(definition, end, acted) for end in inner)
    return element in acted or ("Gateway" in kind and _reached(definition, element, acted))
