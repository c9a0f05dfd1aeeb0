"""Files of scenarios that unfold, or repeat themselves, without end hold nobody: a draft comes from a stranger."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from engine.scenarios.bounds import MOST_STEPS
from engine.scenarios.failures import Broken
from engine.scenarios.scenario import written_out
from webapp.database.connections import Connection
from webapp.releases.differences import differences
from webapp.studio.drafts import Draft
from webapp.trials import runs

PATIENCE = 5.0
"""Seconds of the processor; what these would take is hours."""


def parts_without_end(levels: int = 20) -> dict[str, list[dict[str, str]]]:
    """Parts that hold ten others each, and no step at all."""
    return {"p0": [], **{f"p{n}": [{"do": f"p{n - 1}"}] * 10 for n in range(1, levels)}}


def test_parts_within_parts_that_hold_no_step_are_refused() -> None:
    with pytest.raises(Broken, match="lines"):
        written_out([{"do": "p19"}], parts_without_end())


def repeating(*moments: str) -> bytes:
    """Scenarios of as many steps as there may be, which say the same few things over and over."""
    steps = "".join(f"  - at: {moments[n % len(moments)]}\n" for n in range(MOST_STEPS))
    return ("scenarios:\n" + "".join(f"- name: n{number}\n  steps:\n{steps}" for number in range(20))).encode()


def test_scenarios_that_repeat_themselves_are_compared_in_good_time() -> None:
    begun = time.process_time()
    found = differences({"scenarios.yaml": repeating("x")}, {"scenarios.yaml": repeating("x", "y")})
    assert time.process_time() - begun < PATIENCE
    assert len(found.stories) == 20
    assert {len(change.details) for change in found.stories} == {MOST_STEPS // 2}


def test_a_request_that_unfolds_without_end_begins_no_run(connection: Connection) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
    )
    text = f"{bomb}requests: {{r: {{deep: *a8}}}}\nscenarios: [{{name: a, steps: [{{start: r}}]}}]"
    at = datetime(2026, 3, 2, tzinfo=UTC)
    draft = Draft(
        id=1, process="complaint", title="", base=None, files={"scenarios.yaml": text}, touched={}, revision=1, status="open",
        created_by=1, created_at=at, changed_by=1, changed_at=at,
    )  # fmt: skip
    assert runs.stories(connection, draft) == {}
