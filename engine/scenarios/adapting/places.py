"""Where in scenarios.yaml a step of a scenario is written: in the scenario itself, or in a part that it shares with others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.scenarios.scenario import written_out

Place = tuple[str, str, int]
"""("scenarios", number of the scenario, number of the step) or ("parts", name, number of the step), counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A step of a scenario with its parts written out. `chain`: from the scenario's own step through parts to where it stands."""

    step: Mapping[str, Any]
    chain: tuple[Place, ...]

    @property
    def place(self) -> Place:
        return self.chain[-1]


def steps_of(content: Mapping[str, Any], number: int) -> list[Written]:
    """Of the scenario with this number. Errors: Broken, KeyError, as scenario.written_out."""
    parts = content.get("parts") or {}
    steps = content["scenarios"][number]["steps"]
    written_out(steps, parts)
    return list(_below(steps, ("scenarios", str(number)), (), parts))


def _below(
    steps: Sequence[Mapping[str, Any]], where: tuple[str, str], chain: tuple[Place, ...], parts: Mapping[str, Any]
) -> Iterator[Written]:
    for number, step in enumerate(steps):
        here = (*chain, (*where, number))
        if "do" in step:
            yield from _below(parts[step["do"]], ("parts", str(step["do"])), here, parts)
        else:
            yield Written(step=step, chain=here)
