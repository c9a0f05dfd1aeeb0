"""Scenarios of every process, with a change of version before every step: the story must come out as it does without."""

from __future__ import annotations

import random
import re

import pytest

from engine import commands as c
from engine import now
from engine.engine import Engine
from engine.library import files_of, identity
from engine.scenarios.scenario import LONG_AGO, Scenario
from engine.scenarios.story import play
from engine.scenarios.world import Case, World
from tests.processes.conftest import PROCESSES, build_engine, scenarios

OF_EACH = 20
"""Scenarios of each process, drawn anew with every change of their number."""


class Wandering(World):
    """Before each command the case goes over to the other version of its process. `moves`: how often it did."""

    def __init__(self, engine: Engine, others: dict[str, str], time: object) -> None:
        super().__init__([engine], time, stored=True)  # type: ignore[arg-type]
        self.others, self.moves = others, 0

    def act(self, case: Case, command: c.Command) -> None:
        if case.open:
            move = c.MigrateCase(command_id="move", definition=self.others[case.state.definition], reason="renamed")
            step = self.engines[0].handle(self._load(case.state), move, now=self.time.moment)
            assert {type(event).__name__ for event in step.events} <= {"CaseMigrated", "ClockBreached"}
            assert step.work == case.work
            case.promises.follow(step.events)
            case.state, self.moves = step.state, self.moves + 1
        super().act(case, command)


def chosen() -> list[Scenario]:
    found = []
    for process in sorted({scenario.process for scenario in scenarios()}):
        own = [scenario for scenario in scenarios() if scenario.process == process]
        found += random.Random(f"{process} {len(own)}").sample(own, min(OF_EACH, len(own)))
    return found


@pytest.fixture(scope="module")
def twofold() -> tuple[Engine, dict[str, str]]:
    """An engine that knows each process twice, under other labels; each version -> the other one."""
    engine, others = build_engine(), {}
    for manifest in sorted(PROCESSES.glob("*/manifest.json")):
        files = files_of(manifest.parent)
        other = {**files, "process.bpmn": re.sub(rb'(<bpmn:\w+Task id="\w+") name="', rb'\1 name="New: ', files["process.bpmn"])}
        assert identity(other) != identity(files)
        engine.library.keep(other)
        others |= {identity(files): identity(other), identity(other): identity(files)}
    return engine, others


@pytest.mark.parametrize("scenario", chosen(), ids=lambda scenario: f"{scenario.process}: {scenario.name}")
def test_a_story_comes_out_alike_when_its_cases_change_version_at_every_step(
    scenario: Scenario, twofold: tuple[Engine, dict[str, str]]
) -> None:
    with now.at(LONG_AGO) as time:
        world = Wandering(*twofold, time)
        play(scenario, world)
    assert world.moves >= sum(step.verb == "complete" for step in scenario.steps)
