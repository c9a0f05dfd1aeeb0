"""Every scenario of every process runs, with its state in memory, and stored and taken up by another engine before each step."""

from __future__ import annotations

import pytest

from engine import now
from engine.engine import Engine
from tests.processes.conftest import PROCESSES
from tests.processes.scenario import LONG_AGO, Scenario, read
from tests.processes.story import play
from tests.processes.world import World

SCENARIOS = [scenario for path in sorted(PROCESSES.glob("*/scenarios.yaml")) for scenario in read(path)]


def named(scenario: Scenario) -> str:
    return f"{scenario.process}: {scenario.name}"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=named)
def test_scenario_runs(scenario: Scenario, engines: list[Engine]) -> None:
    with now.at(LONG_AGO) as time:
        play(scenario, World(engines[:1], time, stored=False))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=named)
def test_scenario_runs_when_every_step_is_taken_up_from_the_store(scenario: Scenario, engines: list[Engine]) -> None:
    with now.at(LONG_AGO) as time:
        play(scenario, World(engines, time, stored=True))
