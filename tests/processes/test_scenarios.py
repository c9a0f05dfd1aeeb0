"""Every scenario of every process runs, with its state in memory, and stored and taken up by another engine before each step."""

from __future__ import annotations

import pytest

from engine import now
from engine.engine import Engine
from engine.scenarios.scenario import LONG_AGO, Scenario
from engine.scenarios.story import play
from engine.scenarios.world import World
from tests.processes.conftest import scenarios


def named(scenario: Scenario) -> str:
    return f"{scenario.process}: {scenario.name}"


@pytest.mark.parametrize("scenario", scenarios(), ids=named)
def test_scenario_runs(scenario: Scenario, engines: list[Engine]) -> None:
    with now.at(LONG_AGO) as time:
        play(scenario, World(engines[:1], time, stored=False))


@pytest.mark.parametrize("scenario", scenarios(), ids=named)
def test_scenario_runs_when_every_step_is_taken_up_from_the_store(scenario: Scenario, engines: list[Engine]) -> None:
    with now.at(LONG_AGO) as time:
        play(scenario, World(engines, time, stored=True))
