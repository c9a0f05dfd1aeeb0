"""sort: by the natural order, or by a function that says which of two comes first."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.calls import call_function
from engine.feel.equality import ORDERED, less
from engine.feel.run import Run
from engine.feel.values import Function, List


@builtin("sort(list: list, [precedes: function])")
def sort(run: Run, list_: List, precedes: Function | None = None) -> List | None:
    """The items in order; those that are equal keep their order. Null when the items cannot be compared."""
    run.spend_items(len(list_))
    if precedes is None:
        return _natural(run, list_)
    if len(precedes.names) != 2:
        return None

    def compare(a: Any, b: Any) -> int:
        if call_function(precedes, [a, b], run) is True:
            return -1
        return 1 if call_function(precedes, [b, a], run) is True else 0

    return List(sorted(list_, key=cmp_to_key(compare)))


def _natural(run: Run, list_: List) -> List | None:
    kinds = set(map(type, list_))
    if len(kinds) <= 1 and kinds <= ORDERED:
        return List(sorted(list_))
    if any(less(list_[0], item) is None for item in list_):
        return None

    def compare(a: Any, b: Any) -> int:
        run.spend(1)
        return -1 if less(a, b) else 1 if less(b, a) else 0

    return List(sorted(list_, key=cmp_to_key(compare)))
