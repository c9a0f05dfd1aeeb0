"""Why a decision came out as it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class TableUse:
    """One evaluation of one table. `inputs`: input expression as written -> its value. `rules`: ids of those that matched, in the
    order of the table. `problems`: codes, e.g. several_rules, input_not_allowed."""

    decision: str
    table: str
    inputs: Mapping[str, Any]
    rules: tuple[str, ...]
    output: Any
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionUse:
    """A decision that was evaluated, with its result."""

    decision: str
    name: str
    output: Any


class Tracer:
    """Collects while a model is evaluated. `deciding` is the id of the decision under way."""

    def __init__(self) -> None:
        self.deciding = ""
        self.decisions: list[DecisionUse] = []
        self.tables: list[TableUse] = []
        self.problems: list[tuple[str, str]] = []

    def note(self, table: str, inputs: Mapping[str, Any], rules: tuple[str, ...], output: Any, problems: tuple[str, ...]) -> None:
        """A table was evaluated."""
        self.tables.append(
            TableUse(decision=self.deciding, table=table, inputs=inputs, rules=rules, output=output, problems=problems)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """`decision` is the id that was asked for, `version` the digest of the model. Decisions and tables come in the order of
    evaluation. `problems`: code and element id where a value was not of its type."""

    decision: str
    version: str
    decisions: tuple[DecisionUse, ...] = ()
    tables: tuple[TableUse, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[TableUse]:
        return iter(self.tables)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of all rules that matched."""
        return tuple(rule for table in self.tables for rule in table.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`value` is a Python value (see engine.feel.boundary.leave)."""

    value: Any
    trace: Trace
