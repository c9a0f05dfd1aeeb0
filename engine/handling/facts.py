"""Facts for lists: title, category, place ... computed by the manifest's expressions whenever the case file changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import feel
from engine.definition import Definition
from engine.handling.turn import Turn


def changed_facts(definition: Definition, turn: Turn, before: Mapping[str, Any]) -> dict[str, Any]:
    """What a list must show anew. A fact that cannot be computed is null: a list is no place to stop a case."""
    context, old = turn.context({}), {**before, **turn.fixed}
    changes = {}
    for name, expression in definition.facts.items():
        value = _value(expression, context, turn)
        if not before or value != _value(expression, old, turn):
            changes[name] = value
    return changes


def _value(expression: Any, context: Mapping[str, Any], turn: Turn) -> Any:
    try:
        return feel.plain(expression.evaluate(context, now=turn.local_now))
    except feel.FeelError:
        return None
