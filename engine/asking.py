"""A decision of a process asked outside of any case: by jobs, by pages, and by scenarios that hold them to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine import feel
from engine.calendar import SHANGHAI
from engine.definition import Definition
from engine.handling.decisions import NO_RULE, explain
from engine.handling.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`value`: JSON, moments as text. `inputs` and `rules`: as of a DecisionTaken."""

    value: Any
    inputs: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[str, ...] = ()


def ask(definition: Definition, surroundings: Surroundings, decision: str, known: Mapping[str, Any], now: datetime) -> Answer:
    """Under the policies and published tables in force. `known` stands where the case file would; of the names of a case
    there are `policy`, `working` and `org`. Where no row fits the value is None: no case waits for it, and whoever asked knows
    what silence means. Errors: KeyError, no such decision; DecisionUnclear."""
    asked, _ = surroundings.decision(definition, decision, now)
    calendar = surroundings.calendars.get(definition.calendar)
    names = {
        **known,
        "policy": surroundings.in_force(definition, now),
        "working": {} if calendar is None else surroundings.working(calendar),
        "org": surroundings.org(),
    }
    free = asked.model.free(decision)
    context = {name: value for name, value in names.items() if name in free}
    result = asked.model.evaluate(decision, context, now=now.astimezone(SHANGHAI))
    inputs, rules = explain(result, lawful=frozenset((NO_RULE,)))
    return Answer(value=feel.plain(result.value), inputs=inputs, rules=rules)
