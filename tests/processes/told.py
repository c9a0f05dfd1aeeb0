"""All scenarios played once, for tests that ask what they have shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from engine import events as e
from engine import now
from engine.scenarios.scenario import LONG_AGO
from engine.scenarios.story import play
from engine.scenarios.world import Case, Question, World
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A decision that a scenario asked outside of any case."""

    scenario: str
    question: Question


@cache
def everything() -> tuple[Told, ...]:
    """Every case of every scenario, as it stood at the scenario's end."""
    return tuple(Told(scenario=name, case=case) for name, world in _worlds() for case in world.cases.values())


@cache
def questions() -> tuple[Asked, ...]:
    """Everything that scenarios ask outside of cases."""
    return tuple(Asked(scenario=name, question=question) for name, world in _worlds() for question in world.questions)


@cache
def _worlds() -> tuple[tuple[str, World], ...]:
    engine = build_engine()
    found: list[tuple[str, World]] = []
    for scenario in scenarios():
        with now.at(LONG_AGO) as time:
            found.append((scenario.name, play(scenario, World([engine], time, stored=False))))
    return tuple(found)
