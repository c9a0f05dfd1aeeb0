"""Scenarios that fail because a process was changed on purpose: what they would have to say, and that they say it when asked."""

from __future__ import annotations

import re
from functools import cache

import yaml

from engine.library import files_of
from engine.scenarios import check
from engine.scenarios.adapting import Proposals
from engine.scenarios.adapting.text import rewritten
from engine.scenarios.organisation import Organisation
from tests.processes.conftest import PROCESSES

SMALL = Organisation.read(PROCESSES / "organisation.yaml")
GRID = {**files_of(PROCESSES / "grid_event"), "scenarios.yaml": (PROCESSES / "grid_event" / "scenarios.yaml").read_bytes()}
OTHERS = {"complaint": files_of(PROCESSES / "complaint")}
ROUND = "all four are told at once, the first to accept wins, the others are rid of it"


def changed(*pairs: tuple[str, str, str]) -> dict[str, bytes]:
    files = dict(GRID)
    for path, old, new in pairs:
        text = files[path].decode()
        assert old in text, old
        files[path] = text.replace(old, new, 1).encode()
    return files


LIMIT = ("grid_limits.dmn", '"15min"', '"20min"')


def step(id: str = "look_again", unit: str = "=grid") -> tuple[tuple[str, str, str], ...]:
    """One more task before each check."""
    flow = re.search(r'<bpmn:sequenceFlow id="[^"]+"[^>]*targetRef="check"', GRID["process.bpmn"].decode())
    assert flow
    task = f'<bpmn:userTask id="{id}" name="再看一眼" bihuan:phase="review"><bpmn:extensionElements>'
    task += f'<zeebe:assignmentDefinition candidateGroups="{unit}" /></bpmn:extensionElements></bpmn:userTask>'
    back = f'<bpmn:sequenceFlow id="{id}_to_check" sourceRef="{id}" targetRef="check" />'
    return (
        ("process.bpmn", flow[0], back + flow[0].replace('targetRef="check"', f'targetRef="{id}"')),
        ("process.bpmn", '<bpmn:userTask id="check" ', task + '<bpmn:userTask id="check" '),
        ("process.bpmn", "<bpmn:flowNodeRef>check<", f"<bpmn:flowNodeRef>{id}</bpmn:flowNodeRef><bpmn:flowNodeRef>check<"),
    )


@cache
def both() -> Proposals:
    return proposals(changed(LIMIT, *step()))


def proposals(files: dict[str, bytes]) -> Proposals:
    return Proposals(
        files=files, before={k: v for k, v in GRID.items() if k != "scenarios.yaml"}, others=OTHERS, organisation=SMALL
    )


def failing(files: dict[str, bytes], text: str) -> set[str]:
    with_text = {**files, "scenarios.yaml": text.encode()}
    return {one.scenario for one in check(with_text, others=OTHERS, organisation=SMALL)}


def names(found: Proposals) -> set[str]:
    return {one.failure.scenario for one in found.found.values()}


def test_a_changed_limit_and_a_new_step_are_all_that_changes_and_everything_plays_again() -> None:
    told = next(one.adapted for one in both().found.values() if one.failure.scenario == ROUND)
    assert not told.stuck
    assert {(c.path, c.old, c.new) for c in told.changes if c.kind == "expected"} == {
        (("clocks", "act", "due"), "2026-03-07 21:17", "2026-03-07 21:22"),
        (("clocks", "act", "limit"), "15min", "20min"),
        (("timers", "time_over"), "2026-03-07 21:17", "2026-03-07 21:22"),
    }
    assert [c.new for c in told.changes if c.kind == "added"] == [{"complete": "look_again"}]
    assert failing(both().files, both().taken_over(names(both()))) == set()


def test_what_nobody_ticked_stays_as_it_was_and_goes_on_failing() -> None:
    text = both().taken_over({ROUND})
    assert ROUND not in failing(both().files, text)
    assert failing(both().files, text) == names(both()) - {ROUND}


def test_remarks_and_all_other_lines_stay_as_their_authors_wrote_them() -> None:
    before = GRID["scenarios.yaml"].decode().splitlines()
    after = both().taken_over(names(both())).splitlines()
    assert len(set(before) - set(after)) < 2 * len(names(both()))
    assert [line for line in after if line.startswith("#")] == [line for line in before if line.startswith("#")]


def test_what_all_share_is_changed_in_the_part_they_share() -> None:
    parts = yaml.safe_load(both().taken_over(names(both())))["parts"]
    assert any({"complete": "look_again"} in steps for steps in parts.values())


def test_time_goes_on_until_the_same_timer_has_fired() -> None:
    late = [{"do": "accepted_by_cleaner"}, {"at": "2026-03-07 21:18"}, {"expect": {"fired": ["time_over"]}}]
    whole = yaml.safe_load(GRID["scenarios.yaml"])
    text = yaml.safe_dump({**whole, "scenarios": [{"name": "late", "steps": late}]})
    found = proposals({**changed(LIMIT), "scenarios.yaml": text.encode()})
    (one,) = found.found.values()
    assert [(c.kind, c.old, c.new) for c in one.adapted.changes] == [("moved", "2026-03-07 21:18", "2026-03-07 21:23")]
    assert failing(found.files, found.taken_over({"late"})) == set()


def test_a_scenario_that_stops_with_an_incident_is_not_talked_round() -> None:
    files = changed(*step(unit="=nowhere"))
    found = proposals(files)
    stuck = [one for one in found.found.values() if one.adapted.stuck]
    assert stuck
    text = found.taken_over(names(found))
    assert {one.failure.scenario for one in stuck} <= failing(files, text)


def test_a_step_that_is_gone_from_the_diagram_is_left_out() -> None:
    told = both().taken_over(names(both())).encode()
    before = {path: content for path, content in both().files.items() if path != "scenarios.yaml"}
    found = Proposals(files={**changed(LIMIT), "scenarios.yaml": told}, before=before, others=OTHERS, organisation=SMALL)
    assert {c.old["complete"] for one in found.found.values() for c in one.adapted.changes if c.kind == "dropped"} == {
        "look_again"
    }
    assert failing(found.files, found.taken_over(names(found))) == set()


def test_steps_written_once_and_used_twice_by_reference_are_changed_for_the_one_that_asks() -> None:
    text = "parts: {}\nrequests: {r: {a: 1}}\nscenarios:\n- {name: one, steps: &same [{start: r}]}\n- {name: two, steps: *same}\n"
    steps = [{"start": "r"}, {"at": "2026-03-02 09:00"}]
    one, two = yaml.safe_load(rewritten(text, yaml.safe_load(text), {("scenarios", "0", 0): steps}))["scenarios"]
    assert (one["steps"], two["steps"]) == (steps, steps[:1])
