"""All scenarios played once, for tests that ask what they have shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from engine import events as e
from engine import now
from tests.processes.conftest import PROCESSES, build_engine
from tests.processes.scenario import LONG_AGO, read
from tests.processes.story import play
from tests.processes.world import Case, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    process: str
    case: Case

    def events(self) -> Iterator[e.Event]:
        return (event for _, event in self.case.log)


@cache
def everything() -> tuple[Told, ...]:
    """Every case of every scenario, as it stood at the scenario's end."""
    engine = build_engine()
    cases: list[Told] = []
    for path in sorted(PROCESSES.glob("*/scenarios.yaml")):
        for scenario in read(path):
            with now.at(LONG_AGO) as time:
                world = play(scenario, World([engine], time, stored=False))
            cases += [Told(process=case.state.definition.split("@")[0], case=case) for case in world.cases.values()]
    return tuple(cases)
