"""A draft that means harm, or goes round for ever, is stopped, and whoever tries it is told why."""

from __future__ import annotations

import pytest

from engine.library import files_of
from webapp.config import ROOT
from webapp.trials.sandbox import OutOfMemory, OutOfTime, TaskFailed, run_limited
from webapp.trials.scenarios import small_city

GRID = ROOT / "processes" / "grid_event"
START = {"requests": {"r": {}}, "steps": [{"at": "2026-03-02 09:00"}, {"start": "r"}]}
HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bihuan="urn:bihuan:bpmn:1">'
    '<bpmn:process id="grid_event" isExecutable="true"><bpmn:startEvent id="s"/>'
)
TAIL = "</bpmn:process></bpmn:definitions>"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def flow(number: int, source: str, target: str) -> str:
    return f'<bpmn:sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"/>'


SCRIPT = '<bpmn:scriptTask id="t" scriptFormat="feel"><bpmn:script>x = 1</bpmn:script></bpmn:scriptTask>'
LOOP = "".join((
    HEAD, '<bpmn:exclusiveGateway id="g"/>', SCRIPT, flow(1, "s", "g"), flow(2, "g", "t"), flow(3, "t", "g"), TAIL,
))  # fmt: skip
FORKS = HEAD + flow(1, "s", "p0") + "".join(
    f'<bpmn:parallelGateway id="p{n}"/><bpmn:exclusiveGateway id="x{n}"/>' + flow(10 * n + 2, f"p{n}", f"x{n}")
    + flow(10 * n + 3, f"p{n}", f"x{n}") + (flow(10 * n + 4, f"x{n}", f"p{n + 1}") if n < 15 else "")
    for n in range(16)
) + TAIL  # fmt: skip


def tried(diagram: str) -> dict[str, object]:
    files = {**files_of(GRID), "process.bpmn": diagram.encode()}
    payload = {"files": files, "others": {}, "units": small_city(), "entry": START}
    return run_limited("trial", payload, seconds=10)  # type: ignore[no-any-return]


@pytest.mark.parametrize("diagram", [LOOP, FORKS], ids=["a loop without end", "forks upon forks"])
def test_what_never_ends_becomes_an_incident_within_the_bounds_of_the_engine(diagram: str) -> None:
    look = tried(diagram)
    (case,) = look["cases"]  # type: ignore[misc]
    assert {incident["kind"] for incident in case["incidents"]} == {"limit"}


@pytest.mark.parametrize("diagram", ["", "<x", LAUGHS + "<x>&b;</x>", "\0"], ids=["nothing", "half", "entities", "zero"])
def test_what_is_no_diagram_is_an_error_of_the_sandbox_and_not_of_the_page(diagram: str) -> None:
    with pytest.raises((TaskFailed, OutOfTime, OutOfMemory)):
        tried(diagram)
