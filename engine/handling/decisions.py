"""Why a decision came out as it did, for the audit: what went in and which rules matched."""

from __future__ import annotations

from typing import Any

from engine import dmn, feel


class DecisionUnclear(ValueError):
    """A table has no lawful answer for this case: several rules where one is allowed, a value that it does not expect."""


NO_RULE = "no_rule"
"""Problem of a table of which no row fits."""


def explain(result: dmn.Result, *, lawful: frozenset[str] = frozenset()) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Inputs of the tables by expression, and the ids of matched rules, over all tables that were asked. `lawful`: problems that
    are none for whoever asks. Errors: DecisionUnclear; DMN would go on with null, and nobody would know why the case went where
    it went."""
    trace = result.trace
    problems = [f"{table.decision}: {problem}" for table in trace.tables for problem in table.problems if problem not in lawful]
    problems += [f"{element}: {code}" for code, element in trace.problems]
    if problems:
        raise DecisionUnclear("; ".join(problems))
    return {name: feel.plain(value) for table in trace.tables for name, value in table.inputs.items()}, trace.rules
