"""Facts for lists: title, category, place ... computed by the manifest's expressions whenever the case file changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import feel
from engine.definition import Definition
from engine.expressions import Evaluable
from engine.handling.turn import Turn


def changed_facts(definition: Definition, turn: Turn, before: Mapping[str, Any]) -> dict[str, Any]:
    """What a list must show anew: facts whose names in the file changed. A fact that cannot be computed is null: a list is no
    place to stop a case."""
    now = turn.file
    touched = {name for name in now.keys() | before.keys() if name not in before or now.get(name) is not before.get(name)}
    changes = {}
    for name, expression in definition.facts.items():
        if before and not (touched & expression.free):
            continue
        value = _value(expression, now, turn)
        if not before or value != _value(expression, before, turn):
            changes[name] = value
    return changes


def facts_of_version(before: Definition, turn: Turn) -> dict[str, Any]:
    """What a list must show anew because the case is of another version now."""
    names = before.facts.keys() | turn.definition.facts.keys()
    values = [
        {name: _value(facts[name], turn.file, turn) if name in facts else None for name in sorted(names)}
        for facts in (before.facts, turn.definition.facts)
    ]
    return {name: value for name, value in values[1].items() if value != values[0][name]}


def _value(expression: Evaluable, file: Mapping[str, Any], turn: Turn) -> Any:
    try:
        return feel.plain(expression.evaluate(turn.names.of(expression.free, file, {}), now=turn.feel_now))
    except feel.FeelError:
        return None
