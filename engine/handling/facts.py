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


def _value(expression: Evaluable, file: Mapping[str, Any], turn: Turn) -> Any:
    try:
        return feel.plain(expression.evaluate(turn.names.of(expression.free, file, {}), now=turn.feel_now))
    except feel.FeelError:
        return None
