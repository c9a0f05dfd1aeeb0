"""The values FEEL computes with. Nothing else exists inside an expression: no host object can be reached.

null None, boolean bool, number Decimal, string str, the five temporal types, list List, context Context, Range, Function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.feel.temporal import Date, DateTime, DaysTime, Time, YearsMonths

if TYPE_CHECKING:
    from engine.feel.run import Run
    from engine.feel.types import Type


class List(list[Any]):
    """A list whose items are FEEL values. Never changed once built."""

    __slots__ = ()


class Context(dict[str, Any]):
    """A context whose values are FEEL values. Never changed once built."""

    __slots__ = ()


class Range(NamedTuple):
    """`low` and `high` may be None. `test` is set when written as a unary test: (> 5), (<= 5), (= 5), (!= 5)."""

    low: Any
    high: Any
    low_included: bool
    high_included: bool
    test: str | None = None


class Function:
    """`call(run, arguments)` with as many arguments as `names`; the last ones may be left out down to `least`.

    `height` is what a call adds to the depth of calls."""

    __slots__ = ("call", "height", "least", "name", "names", "result", "types")

    def __init__(
        self,
        *,
        name: str,
        names: Sequence[str],
        call: Callable[[Run, Sequence[Any]], Any],
        types: Sequence[Type | None] = (),
        result: Type | None = None,
        least: int | None = None,
        height: int = 1,
    ) -> None:
        self.name, self.names, self.call, self.height = name, tuple(names), call, height
        self.types = tuple(types) or (None,) * len(self.names)
        self.result = result
        self.least = len(self.names) if least is None else least


KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    YearsMonths: "years and months duration",
    DaysTime: "days and time duration",
    List: "list",
    Context: "context",
    Range: "range",
    Function: "function",
}
"""The name of each type as models write it. A value of any other Python type never gets inside."""


def kind(value: Any) -> str:
    return KINDS[type(value)]
