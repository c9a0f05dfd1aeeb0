"""All scenarios played once, for tests that ask what they have shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from engine import events as e
from engine import now
from engine.scenarios.scenario import LONG_AGO
from engine.scenarios.story import play
from engine.scenarios.world import Case, World
from tests.processes.conftest import build_engine, scenarios


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    scenario: str
    case: Case

    @property
    def process(self) -> str:
        return self.case.state.definition.split("@")[0]

    def events(self) -> Iterator[e.Event]:
        return (event for _, event in self.case.log)


@cache
def everything() -> tuple[Told, ...]:
    """Every case of every scenario, as it stood at the scenario's end."""
    engine = build_engine()
    cases: list[Told] = []
    for scenario in scenarios():
        with now.at(LONG_AGO) as time:
            world = play(scenario, World([engine], time, stored=False))
        cases += [Told(scenario=scenario.name, case=case) for case in world.cases.values()]
    return tuple(cases)
