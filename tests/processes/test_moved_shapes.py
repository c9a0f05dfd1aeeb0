"""bpmn-js forgets the lane of a shape inside a subprocess when it is moved: who does the work must not change with it."""

from __future__ import annotations

import re

import pytest

from engine import lint
from engine.library import define, files_of
from tests.processes.conftest import PROCESSES, library


@pytest.mark.parametrize("key", library().keys())
def test_roles_inside_subprocesses_survive_the_loss_of_their_lane(key: str) -> None:
    definition, files = library().newest(key), files_of(PROCESSES / key)
    inner = [element.id for element in definition.elements.values() if element.scope != key]
    forgotten = re.sub(rf"<bpmn:flowNodeRef>({'|'.join(inner) or '-'})</bpmn:flowNodeRef>", "", files["process.bpmn"].decode())
    moved = define({**files, "process.bpmn": forgotten.encode()})
    tasks = {element.id: element.role for element in definition.elements.values() if element.type == "userTask"}
    assert {task: moved.elements[task].role for task in tasks} == tasks


def test_a_role_that_contradicts_the_lane_is_refused() -> None:
    files = files_of(PROCESSES / "complaint")
    diagram = (
        files["process.bpmn"]
        .decode()
        .replace('<bpmn:userTask id="triage"', '<bpmn:userTask bihuan:role="unit_clerk" id="triage"')
    )
    found = lint.check({**files, "process.bpmn": diagram.encode()})
    assert [(finding.rule, finding.element) for finding in found] == [("lane_ambiguous", "triage")]


def test_a_role_without_a_lane_is_refused() -> None:
    files = files_of(PROCESSES / "complaint")
    diagram = files["process.bpmn"].decode()
    found = lint.check({**files, "process.bpmn": diagram.replace('bihuan:role="unit_leader"', 'bihuan:role="mayor"').encode()})
    assert {finding.rule for finding in found} == {"lane_missing", "lane_ambiguous"}
