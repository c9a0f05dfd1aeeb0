"""What went otherwise than a story tells, as values: pages put them into words, programs read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

SENTENCES = {
    "differs": "{key}: expected {expected}, found {found}",
    "incident": "{element} stopped with an incident ({incident}): {message}",
    "not_open": "{found} of {element} are open; open is {open}",
    "no_case": "there is no case {case}",
    "no_decision": "there is no decision {decision}",
    "not_armed": "the timer {element} is not armed",
    "silent": "the timer {element} did not fire",
    "not_refused": "it was not refused",
    "refused": "it was refused: {code} {facts}",
    "backwards": "time does not run backwards",
    "still_due": "what was due at {due} is still due after firing",
    "too_much": "more than {allowed} {what}",
    "not_told": "no step of a scenario says {command}",
    "unreadable": "this is no story: {message}",
    "error": "{error}: {message}",
}
"""Kind -> English sentence over its facts; catalogues of the web application hold the others (trial-unmet-*)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """`kind`: one of SENTENCES. `facts`: JSON values by the names its sentence uses."""

    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return SENTENCES[self.kind].format(**self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A story that did not come to its end. `step` counts from 1 with all parts written out; 0: it could not even be read.
    `about`: the value of the step's verb. `title`: of the scenario, "" without one."""

    process: str
    scenario: str
    step: int
    verb: str
    about: str
    unmet: tuple[Unmet, ...]
    title: str = ""

    def __str__(self) -> str:
        return f"{self.scenario}, step {self.step} ({self.verb}: {self.about}): {'; '.join(map(str, self.unmet))}"

    def plain(self) -> dict[str, Any]:
        """JSON; `of` reads it again."""
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Failure:
        """From what `plain` gave."""
        return cls(**{**plain, "unmet": tuple(Unmet(**one) for one in plain["unmet"])})


class Broken(AssertionError):
    """A step could not be done, or what it expected was not so."""

    def __init__(self, *unmet: Unmet) -> None:
        self.unmet = unmet
        super().__init__("; ".join(map(str, unmet)))


def broken(kind: str, **facts: Any) -> Broken:
    return Broken(Unmet(kind=kind, facts=facts))
