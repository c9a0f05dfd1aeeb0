"""What people usually do with a task: habits/<process>.yaml, plain data."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from webapp.simulation.pace import Pace

UNKNOWN = Pace(share=0.4, hours=2)
"""For tasks of processes nobody described: people fill in what is required and go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """`answers`: field -> value or value -> weight. `forward`: what they answer from visit number `patience` + 1 on."""

    pace: Pace = UNKNOWN
    answers: Mapping[str, Any] = field(default_factory=dict)
    patience: int = 3
    forward: Mapping[str, Any] = field(default_factory=dict)
    messages: Mapping[str, float] = field(default_factory=dict)
    """message a requester sends while the task waits -> how likely"""

    def choose(self, chance: random.Random, visit: int) -> dict[str, Any]:
        """Field -> value for the `visit`-th time (from 1) this task comes up in a case."""
        chosen = {name: _drawn(chance, said) for name, said in self.answers.items()}
        return {**chosen, **self.forward} if visit > self.patience else chosen


@cache
def habits(process: str) -> Mapping[str, Habit]:
    """Element -> habit; none for a process that is not described."""
    path = files(__package__) / "habits" / f"{process}.yaml"
    if not path.is_file():
        return {}
    return {element: _habit(said or {}) for element, said in yaml.safe_load(path.read_text(encoding="utf-8")).items()}


def habit_for(process: str, element: str) -> Habit:
    return habits(process).get(element, Habit())


def _habit(said: Mapping[str, Any]) -> Habit:
    return Habit(
        pace=Pace(share=said.get("share", UNKNOWN.share), hours=said.get("hours", UNKNOWN.hours)),
        answers=said.get("answers", {}), patience=said.get("patience", 3), forward=said.get("forward", {}),
        messages=said.get("messages", {}),
    )  # fmt: skip


def _drawn(chance: random.Random, said: Any) -> Any:
    if not isinstance(said, Mapping):
        return said
    return chance.choices(list(said), [float(weight) for weight in said.values()])[0]
