"""not, all, any, is."""

from __future__ import annotations

from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.equality import both, either, equal
from engine.feel.run import Run
from engine.feel.values import List, kind


@builtin("not(negand: Any)")
def negate(run: Run, negand: Any) -> bool | None:
    """The opposite; null for anything but true and false."""
    return not negand if isinstance(negand, bool) else None


@builtin("all(list: list)", "all(...item: boolean?)")
def all_(run: Run, *items: Any) -> bool | None:
    """True when every item is true, false when any is false, else null."""
    result: bool | None = True
    for item in spread(run, items):
        result = both(result, item if isinstance(item, bool) else None)
    return result


@builtin("any(list: list)", "any(...item: boolean?)")
def any_(run: Run, *items: Any) -> bool | None:
    """True when any item is true, false when every item is false, else null."""
    result: bool | None = False
    for item in spread(run, items):
        result = either(result, item if isinstance(item, bool) else None)
    return result


@builtin("is([value1: Any], [value2: Any])")
def is_(run: Run, value1: Any = None, value2: Any = None) -> bool | None:
    """True when both are the same in every part: of times the same clock in the same zone, not only the same instant."""
    if kind(value1) != kind(value2):
        return False
    if kind(value1) in ("time", "date and time"):
        return bool(value1 == value2)
    return equal(value1, value2, run)


def spread(run: Run, items: tuple[Any, ...]) -> Any:
    """The items themselves, whether given as one list or one by one."""
    only = items[0] if len(items) == 1 and type(items[0]) is List else items
    run.spend(len(only))
    return only
