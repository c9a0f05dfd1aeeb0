"""Take one thing away, and some story ends otherwise: every policy, every row of a decision table, every timer, every outcome.

A number that no scenario depends on is a number that nobody would miss; so each is changed, alone, and the scenarios that come
near it are played again until one fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from engine import events as e
from engine import now, ringing
from engine.definition import Definition
from engine.engine import Engine
from engine.holidays import standard_calendar
from engine.library import Library, files_of
from engine.policy import Policies, PolicyRow
from engine.scenarios.organisation import Organisation
from engine.scenarios.scenario import LONG_AGO, Scenario
from engine.scenarios.story import StoryBroken, play
from engine.scenarios.world import World
from tests.processes.conftest import PROCESSES, library, scenarios
from tests.processes.told import everything, questions

KEYS = list(library().keys())
DIRECTORY = Organisation.read(PROCESSES / "organisation.yaml")
POLICIES = [(key, row["name"], row["value"]) for key in KEYS for row in library().newest(key).manifest["policies"]]
ROW = re.compile(r'      <rule id="(\w+)">.*?</rule>\n', re.DOTALL)
ROWS = [
    (key, path.name, row[1])
    for key in KEYS for path in sorted((PROCESSES / key).glob("*.dmn")) for row in ROW.finditer(path.read_text())
]  # fmt: skip
TIMERS = [
    (key, element.id)
    for key in KEYS for element in library().newest(key).elements.values() if any(ev.kind == "timer" for ev in element.events)
]  # fmt: skip


@pytest.mark.parametrize(("key", "name", "value"), POLICIES, ids=[f"{key}: {name}" for key, name, _ in POLICIES])
def test_every_policy_is_missed_when_it_is_another(key: str, name: str, value: Any) -> None:
    row = PolicyRow(name=name, value=another(value), effective_from=date(2000, 1, 1))
    engine = _engine(library(), {key: Policies([row])})
    stories = near(key, readers(library().newest(key), f"policy.{name}")) | asking(key, f"policy.{name}")
    assert some_story_breaks(stories if name != ringing.POLICY else expecting(key, "rings"), engine)


@pytest.mark.parametrize(("key", "file", "row"), ROWS, ids=[row for _, _, row in ROWS])
def test_every_row_of_a_table_is_missed_when_it_is_gone(key: str, file: str, row: str) -> None:
    text = (PROCESSES / key / file).read_text()
    without = "".join(part for part in _around(text, row))
    engine = _engine(_changed(key, file, without), {})
    stories = {t.scenario for t in everything() if any(isinstance(ev, e.DecisionTaken) and row in ev.rules for ev in t.events())}
    assert some_story_breaks(stories | {one.scenario for one in questions() if row in one.question.answer.rules}, engine)


@pytest.mark.parametrize(("key", "timer"), TIMERS, ids=[timer for _, timer in TIMERS])
def test_every_timer_is_missed_when_it_never_fires(key: str, timer: str) -> None:
    text = (PROCESSES / key / "process.bpmn").read_text()
    place = re.compile(rf'(id="{timer}".*?<bpmn:timeDate[^>]*>)(.*?)(</bpmn:timeDate>)', re.DOTALL)
    engine = _engine(_changed(key, "process.bpmn", place.sub(r"\1=null\3", text, count=1)), {})
    stories = (t for t in everything() if any(isinstance(ev, e.TimerFired) and ev.element == timer for ev in t.events()))
    assert some_story_breaks({t.scenario for t in stories}, engine)


@pytest.mark.parametrize("key", KEYS)
def test_every_outcome_is_what_some_story_expects(key: str) -> None:
    elements = library().newest(key).elements.values()
    outcomes = {
        element.id for element in elements if element.type == "endEvent" and element.scope == key and not _beside(element)
    }
    expected = {step.about.get("outcome") for s in scenarios() for step in s.steps if step.verb == "expect"}
    assert outcomes - expected == set()


def another(value: Any) -> Any:
    """A value of the same kind: one more, the other, or a list without its first."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return re.sub(r"\d+(\.\d+)?", lambda found: f"{float(found[0]) * 2 + 1:g}", value, count=1)
    return value[1:] if isinstance(value, list) else value + 1


def some_story_breaks(names: set[str], engine: Engine) -> bool:
    """Shorter stories first: they are the ones that were written about it."""
    return any(_breaks(story, engine) for story in sorted(_named(names), key=lambda story: len(story.steps)))


def near(key: str, readers: set[str]) -> set[str]:
    """Stories in which something happens at one of these elements."""
    return {
        told.scenario for told in everything()
        if told.process == key and any(getattr(event, "element", None) in readers for event in told.events())
    }  # fmt: skip


def asking(key: str, name: str) -> set[str]:
    """Stories that ask a decision of a file which reads the name."""
    pattern = re.compile(rf"{re.escape(name)}\b")
    tables = {decision for decision, text in _tables(key) if pattern.search(text)}
    return {one.scenario for one in questions() if one.question.process == key and one.question.decision in tables}


def expecting(key: str, what: str) -> set[str]:
    """Stories that say what the engine itself makes of a policy."""
    said = ((story.name, step) for story in scenarios() if story.process == key for step in story.steps)
    return {name for name, step in said if step.verb == "expect" and what in step.about}


def readers(definition: Definition, name: str) -> set[str]:
    """Elements that read the name themselves, by their decision tables, or by the flows of the gateway behind them."""
    pattern = re.compile(rf"{re.escape(name)}\b")
    tables = {file: bool(pattern.search(text)) for file, text in _tables(definition.key)}
    found = {element.id for element in definition.elements.values() if pattern.search(repr(element))}
    found |= {element.id for element in definition.elements.values() if element.decision and tables.get(element.decision)}
    flows = [flow for flows in definition.diagram.flows.values() for flow in flows]
    gates = {flow.source for flow in flows if pattern.search(flow.condition or "")}
    while gates:
        before = {flow.source for flow in flows if flow.target in gates} - found
        found |= before
        gates = {source for source in before if "Gateway" in definition.elements[source].type}
    return found


def _tables(key: str) -> Iterator[tuple[str, str]]:
    """Decision -> all that its file says, because decisions ask each other."""
    for path in (PROCESSES / key).glob("*.dmn"):
        text = path.read_text()
        yield from ((found, text) for found in re.findall(r'<decision id="(\w+)"', text))


def _around(text: str, row: str) -> Iterable[str]:
    """The text without this row. A table that has no other keeps it, matching nothing."""
    for piece in re.split(r'(      <rule id="\w+">.*?</rule>\n)', text, flags=re.DOTALL):
        if not piece.startswith(f'      <rule id="{row}">'):
            yield piece


def _changed(key: str, file: str, text: str) -> Library:
    changed = Library()
    changed.keep({**files_of(PROCESSES / key), file: text.encode()})
    for other in library().keys():  # noqa: SIM118
        if other != key:
            changed.keep(_files(other))
    return changed


@cache
def _files(key: str) -> dict[str, bytes]:
    return dict(files_of(PROCESSES / key))


def _engine(known: Library, policies: dict[str, Policies]) -> Engine:
    return Engine(known, calendars={"cn-gov": standard_calendar()}, policies=policies, directory=DIRECTORY)


def _breaks(story: Scenario, engine: Engine) -> bool:
    try:
        with now.at(LONG_AGO) as time:
            play(story, World([engine], time, stored=False))
    except StoryBroken:
        return True
    return False


def _named(names: set[str]) -> list[Scenario]:
    return [story for story in scenarios() if story.name in names]


def _beside(element: Any) -> bool:
    """An end of a side branch: nothing terminates there, and nobody is told."""
    return not any(event.kind == "terminate" for event in element.events)
