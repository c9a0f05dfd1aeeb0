"""A story in the making: played from its beginning as far as it goes, looked at, and written down as a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from engine.library import Library
from engine.now import Traveller
from engine.scenarios.asked import Asked
from engine.scenarios.check import engine_for
from engine.scenarios.failures import Broken
from engine.scenarios.look import look
from engine.scenarios.organisation import Organisation
from engine.scenarios.scenario import LONG_AGO, Scenario, scenario_of
from engine.scenarios.story import reasons, take
from engine.scenarios.telling import ACTS, open_now, seen_at_the_end
from engine.scenarios.world import World


def play_on(entry: Mapping[str, Any], library: Library, process: str, organisation: Organisation) -> dict[str, Any]:
    """Where the story stands after all its steps that can be taken: see `look`, and `taken` (their number), `broken` ({step,
    unmet} or None), `written` (the scenario). `entry`: as one of scenarios.yaml; `city` in it: it plays in `organisation`."""
    try:
        story = scenario_of({"name": "", **entry}, process, {}, {})
    except (Broken, KeyError, TypeError, ValueError) as wrong:
        empty: dict[str, Any] = {"now": None, "next": None, "cases": [], "questions": []}
        return {**empty, "taken": 0, "broken": {"step": 0, "unmet": [asdict(u) for u in reasons(wrong)]}, "written": None}
    asked = Asked(Organisation(units=story.units) if story.units is not None else organisation)
    bare = Scenario(name="", process=process, steps=story.steps, policies=story.policies)
    world = World([engine_for(bare, library, asked)], Traveller(LONG_AGO), stored=False)
    seen: dict[str, int] = {}
    told: list[dict[str, Any]] = []
    taken, trouble = 0, None
    for step, raw in zip(story.steps, entry["steps"], strict=True):
        try:
            take(step, world, seen)
        except Exception as wrong:
            trouble = {"step": step.line, "unmet": [asdict(unmet) for unmet in reasons(wrong)]}
            break
        taken += 1
        told.append(dict(raw))
        if step.verb in ACTS and step.case in world.cases:
            told.append({"expect": open_now(world.cases[step.case]), **_of(step.case, process)})
    return {**look(world), "taken": taken, "broken": trouble, "written": _written(entry, told, world, process, asked)}


def _written(
    entry: Mapping[str, Any], told: list[dict[str, Any]], world: World, process: str, asked: Asked
) -> dict[str, Any] | None:
    """The scenario: one expectation a row, the last of each case in full."""
    if not world.cases and not world.questions:
        return None
    steps = [step for step, after in zip(told, [*told[1:], None], strict=True) if not _is_said_again(step, after)]
    for case in world.cases.values():
        steps.append({"expect": seen_at_the_end(world, case), **_of(case.name, process)})
    found: dict[str, Any] = {}
    if entry.get("requests"):
        found["requests"] = dict(entry["requests"])
    if entry.get("policies"):
        found["policies"] = dict(entry["policies"])
    if entry.get("city"):
        found["units"] = {code: dict(unit) for code, unit in asked.units().items()}
    elif entry.get("units") is not None:
        found["units"] = dict(entry["units"])
    return {**found, "steps": steps}


def _is_said_again(step: Mapping[str, Any], after: Mapping[str, Any] | None) -> bool:
    """An expectation right before another one of the same case, or at the very end, where everything is said."""
    if "expect" not in step:
        return False
    return after is None or ("expect" in after and after.get("case") == step.get("case"))


def _of(case: str, process: str) -> dict[str, str]:
    return {} if case == process else {"case": case}
