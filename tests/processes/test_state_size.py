"""A case stays small however its story goes: the budget of a state row is 6 kB."""

from __future__ import annotations

from dataclasses import replace

from engine import now
from engine.scenarios.scenario import LONG_AGO
from engine.scenarios.story import DO, play
from engine.scenarios.world import World
from tests.processes.conftest import build_engine, scenarios
from tests.processes.told import everything

REWORKED = "dissatisfied twice, the case is handled again under supervision"
ROUND = ("handle", "approve_reply", "review", "call_back")


def test_no_state_of_any_scenario_outgrows_its_row() -> None:
    assert max(story.case.largest for story in everything()) <= 6_000


def test_the_state_does_not_grow_with_every_rework() -> None:
    story = next(scenario for scenario in scenarios() if scenario.name == REWORKED)
    answers = {step.about: step for step in story.steps if step.verb == "complete"}
    with now.at(LONG_AGO) as time:
        world = play(story, World([build_engine()], time, stored=False))
        sizes = []
        for _ in range(10):
            for element in ROUND:
                DO["complete"](world, answers[element])
            if any(getattr(item, "element", "") == "approve_ending" for item in world.cases["complaint"].work):
                DO["complete"](world, replace(answers["handle"], about="approve_ending", given={"decision": "reject"}))
            sizes.append(len(world.cases["complaint"].state.blob))
    assert sizes[-1] <= sizes[0] * 1.1
