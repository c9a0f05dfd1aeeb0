"""What a scenario says that a decision answers, when jobs and pages ask it outside of any case."""

from __future__ import annotations

from collections.abc import Mapping

from engine.scenarios.failures import Unmet
from engine.scenarios.scenario import StepOfScenario
from engine.scenarios.world import World

ANSWER = "answer"
"""The key of what differs."""


def differing(world: World, step: StepOfScenario) -> Unmet | None:
    """None: it answers as the step says. Of an answer with several parts only those that the step names are looked at."""
    found, expected = world.ask(step.process, step.about, step.given).value, step.answer
    if isinstance(found, Mapping) and isinstance(expected, Mapping):
        found = {key: found.get(key) for key in expected}
    return None if found == expected else Unmet(kind="differs", facts={"key": ANSWER, "expected": expected, "found": found})
