"""What every diagram of the product keeps to, beyond what the engine asks."""

from __future__ import annotations

import re

import pytest

from engine import ringing
from engine.definition import Definition
from engine.diagram import Element
from tests.processes.conftest import PROCESSES, library

LIBRARY = library()
KEYS = LIBRARY.keys()
LIMIT = re.compile(r'"\d+(\.\d+)?(wd|wh|min|h|d)"|^\d+(\.\d+)?(wd|wh|min|h|d)')


def user_tasks(definition: Definition) -> list[Element]:
    return [element for element in definition.elements.values() if element.type == "userTask"]


@pytest.mark.parametrize("key", KEYS)
def test_every_user_task_has_role_unit_form_phase_and_a_due_date(key: str) -> None:
    definition = LIBRARY.newest(key)
    for task in user_tasks(definition):
        assert task.role in definition.diagram.lanes, task.id
        assert None not in (task.unit, task.due, task.phase), task.id
        assert task.form in definition.forms, task.id


@pytest.mark.parametrize("key", KEYS)
def test_every_due_date_comes_from_a_clock_or_from_a_date_of_the_case(key: str) -> None:
    for task in user_tasks(LIBRARY.newest(key)):
        assert re.fullmatch(r"=(clock\.\w+(\[member = \w+\]\[1\])?\.due|date and time\([\w.]+\))", task.due or ""), task.id


@pytest.mark.parametrize("key", KEYS)
def test_no_time_limit_is_written_into_a_diagram(key: str) -> None:
    for element in LIBRARY.newest(key).elements.values():
        texts = [clock.limit or clock.by or "" for clock in element.clocks]
        texts += [event.expression or "" for event in element.events if event.kind == "timer"]
        texts.append(element.script or "")
        assert not [text for text in texts if LIMIT.search(text)], element.id


@pytest.mark.parametrize("key", KEYS)
def test_every_policy_is_used_and_says_on_what_it_is_based(key: str) -> None:
    definition = LIBRARY.newest(key)
    readers = definition.diagram_xml.decode() + " ".join(path.read_text() for path in (PROCESSES / key).glob("*.dmn"))
    for row in definition.manifest["policies"]:
        assert row["basis"], row["name"]
        assert f"policy.{row['name']}" in readers or row["name"] == ringing.POLICY, row["name"]
