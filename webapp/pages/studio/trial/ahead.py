"""The steps of a scenario that a run has still before it, one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.pages.studio.scenario_words import NAMING, step_words
from webapp.pages.texts import t
from webapp.trials.runs import Run

Steps = list[dict[str, Any]]


def from_the_first(story: Mapping[str, Any]) -> dict[str, Any]:
    """The story up to its first case or question; the rest lies ahead."""
    steps = list(story["steps"])
    begun = next((place for place, step in enumerate(steps, 1) if step.keys() & {"start", "ask"}), len(steps))
    return {**story, "steps": steps[:begun], "ahead": steps[begun:]}


def followed(run: Run, steps: Sequence[dict[str, Any]], *, to_the_end: bool) -> tuple[Steps, Steps]:
    """The next step taken, or all of them, and what then lies ahead. Going to a moment is no step, what is done at it is."""
    ahead = list(run.story.get("ahead") or ())
    if to_the_end:
        return [*steps, *ahead], []
    taken = next((place for place, step in enumerate(ahead, 1) if "at" not in step), len(ahead))
    return [*steps, *ahead[:taken]], ahead[taken:]


def next_words(identity: str, run: Run) -> str:
    """What the scenario does next; "" at its end."""
    ahead = list(run.story.get("ahead") or ())
    step = next((one for one in ahead if "at" not in one), ahead[-1] if ahead else None)
    if step is None:
        return ""
    verb = next((name for name in NAMING if name in step), None)
    if verb is None:
        return t("trial-ahead-start" if "start" in step else "trial-ahead-time")
    return step_words(identity, verb, str(step[verb]))
