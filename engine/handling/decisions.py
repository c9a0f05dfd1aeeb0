"""Why a decision came out as it did, for the audit: what went in and which rules matched."""

from __future__ import annotations

from typing import Any

from engine import dmn, feel


def explain(result: dmn.Result) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Inputs of the tables by expression, and the ids of matched rules, over all tables that were asked."""
    inputs: dict[str, Any] = {}
    rules: list[str] = []
    for asked in result.trace:
        inputs.update({name: feel.plain(value) for name, value in asked.inputs.items()})
        rules += asked.rules
    return inputs, tuple(rules)
