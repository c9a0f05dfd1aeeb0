"""What the parser makes of a text. Every node knows the character `at` which it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.feel.types import Type


@dataclass(frozen=True, slots=True)
class Literal:
    at: int
    value: Any  # None, bool, Decimal, str or a temporal value
    written: str | None = None  # what stands behind an @ and is no date, time or duration


@dataclass(frozen=True, slots=True)
class Name:
    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Path:
    at: int
    base: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter:
    at: int
    base: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call:
    """`names` is None for arguments given by position."""

    at: int
    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Negative:
    at: int
    operand: Node


@dataclass(frozen=True, slots=True)
class Sum:
    """Also products and powers: operands joined from left to right by `operators` ("+", "-", "*", "/", "**")."""

    at: int
    operands: tuple[Node, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """`word` is "and" or "or"."""

    at: int
    word: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    at: int
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between:
    at: int
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In:
    at: int
    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf:
    at: int
    value: Node
    type: Type


@dataclass(frozen=True, slots=True)
class If:
    at: int
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iterator:
    """`high` is set for `name in low..high`."""

    name: str
    domain: Node
    high: Node | None


@dataclass(frozen=True, slots=True)
class For:
    at: int
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified:
    """`word` is "some" or "every"."""

    at: int
    word: str
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class ListOfNodes:
    at: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOfNodes:
    at: int
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeOfNodes:
    """`test` is set for a unary test as a value: (> 5)."""

    at: int
    low: Node | None
    high: Node | None
    low_included: bool
    high_included: bool
    test: str | None = None


@dataclass(frozen=True, slots=True)
class FunctionOfNodes:
    """`height` is the height of the body's tree. `external` is set instead of a FEEL body for a foreign function."""

    at: int
    parameters: tuple[tuple[str, Type | None], ...]
    body: Node
    height: int
    external: bool = False


Node = (
    Literal
    | Name
    | Path
    | Filter
    | Call
    | Negative
    | Sum
    | Logic
    | Comparison
    | Between
    | In
    | InstanceOf
    | If
    | For
    | Quantified
    | ListOfNodes
    | ContextOfNodes
    | RangeOfNodes
    | FunctionOfNodes
)


@dataclass(frozen=True, slots=True)
class Tests:
    """A cell of a decision table: any of `tests`; none of them when `negated`; everything when it is empty (the cell "-")."""

    tests: tuple[Node, ...]
    negated: bool
