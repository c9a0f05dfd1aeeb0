"""A folder whose scenarios fail says which, where and why; one that cannot be played says that."""

from __future__ import annotations

import pytest

from engine.library import files_of
from engine.scenarios import Unmet
from tests.support import judged
from webapp.config import ROOT
from webapp.database.connections import Connection
from webapp.studio.paths import SCENARIOS
from webapp.trials.scenarios import check

GRID = ROOT / "processes" / "grid_event"


@pytest.fixture(autouse=True)
def _deployed(connection: Connection) -> None:
    judged.seed(connection)


def folder(of=GRID, **changed: str) -> dict[str, bytes]:
    files = {**files_of(of), SCENARIOS: (of / SCENARIOS).read_bytes()}
    return {**files, **{path.replace("__", "."): text.encode() for path, text in changed.items()}}


def test_the_processes_as_they_are_shipped_pass():
    assert check(folder()) == []


def test_a_folder_without_scenarios_has_to_pass_those_of_its_process():
    files = files_of(GRID)
    limits = files["grid_limits.dmn"].decode()
    assert check(files) == []
    assert check({**files, "grid_limits.dmn": limits.replace('"3min"', '"4min"').encode()}) != []


def test_a_changed_limit_fails_the_scenario_that_counts_on_it_and_says_what_was_found():
    limits = (GRID / "grid_limits.dmn").read_text()
    found = check(folder(grid_limits__dmn=limits.replace('"3min"', '"4min"')))
    assert found
    first = found[0]
    assert first.process == "grid_event"
    assert first.scenario
    assert first.step > 0
    assert first.unmet[0].kind == "differs"
    assert first.unmet[0].facts["expected"] != first.unmet[0].facts["found"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("scenarios: [{name: a, steps: [{do: nothing}]}]", "unreadable"),
        ("scenarios: [{name: a, steps: [{dance: 1}]}]", "unreadable"),
        ("scenarios: {", "unreadable"),
        ("parts: {a: [{do: a}]}\nscenarios: [{name: a, steps: [{do: a}]}]", "too_much"),
        ("scenarios: [{name: a, steps: [{complete: accept}]}]", "no_case"),
        ("requests: {r: {}}\nscenarios: [{name: a, steps: [{start: r}, {at: yesterday}]}]", "error"),
    ],
)
def test_what_is_no_story_is_a_failure_with_its_reason(text, kind):
    (failure,) = check(folder(scenarios__yaml=text))
    assert [one.kind for one in failure.unmet][:1] == [kind]


def test_a_text_that_unfolds_without_end_is_stopped_by_the_bounds_of_the_engine():
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
    )
    files = folder(scenarios__yaml=f"{bomb}requests: {{r: {{deep: *a9}}}}\nscenarios: [{{name: a, steps: [{{start: r}}]}}]")
    (failure,) = check(files, seconds=5)
    assert failure.unmet[0].facts["error"] == "FeelLimit"


def test_a_diagram_that_cannot_be_read_is_a_failure_and_no_traceback():
    (failure,) = check(folder(process__bpmn="<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"))
    assert failure.unmet[0].kind == "error"


def test_a_sentence_is_made_of_every_kind_of_failure():
    assert str(Unmet(kind="differs", facts={"key": "open", "expected": ["a"], "found": []})) == "open: expected ['a'], found []"
