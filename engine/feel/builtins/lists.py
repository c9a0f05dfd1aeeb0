"""Functions on lists. Positions count from 1; negative ones from the end."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import limits, numbers
from engine.feel.builtins.registry import builtin
from engine.feel.calls import call_function
from engine.feel.equality import equal
from engine.feel.errors import FeelLimit
from engine.feel.run import Run
from engine.feel.values import Function, List


@builtin("list contains(list: list, element: Any)")
def list_contains(run: Run, list_: List, element: Any) -> bool:
    """Whether an item equals the element."""
    run.spend(len(list_))
    return any(equal(item, element, run) is True for item in list_)


@builtin("sublist(list: list, start position: number, [length: number])")
def sublist(run: Run, list_: List, start: Decimal, length: Decimal | None = None) -> List | None:
    """The items from a position on, at most `length` of them."""
    index = index_of_position(start, len(list_))
    if index is None or (length is not None and length < 0):
        return None
    return _new(run, list_[index:] if length is None else list_[index : index + numbers.whole(length)])


@builtin("append(list: list, ...item: Any)")
def append(run: Run, list_: List, *items: Any) -> List:
    """The list with the items at its end."""
    return _new(run, [*list_, *items])


@builtin("concatenate(...list: list)")
def concatenate(run: Run, *lists: List) -> List:
    """All lists one after the other."""
    run.spend_items(sum(map(len, lists)))
    return List(item for list_ in lists for item in list_)


@builtin("insert before(list: list, position: number, newItem: Any)")
def insert_before(run: Run, list_: List, position: Decimal, new: Any) -> List | None:
    """The list with the new item before the one at this position."""
    index = index_of_position(position, len(list_))
    return None if index is None else _new(run, [*list_[:index], new, *list_[index:]])


@builtin("remove(list: list, position: number)")
def remove(run: Run, list_: List, position: Decimal) -> List | None:
    """The list without the item at this position."""
    index = index_of_position(position, len(list_))
    return None if index is None else _new(run, [*list_[:index], *list_[index + 1 :]])


@builtin("list replace(list: list, position: number, newItem: Any)")
def list_replace(run: Run, list_: List, position: Decimal, new: Any) -> List | None:
    """The list with another item at this position."""
    index = index_of_position(position, len(list_))
    return None if index is None else _new(run, [*list_[:index], new, *list_[index + 1 :]])


@builtin("list replace(list: list, match: function, newItem: Any)")
def list_replace_matching(run: Run, list_: List, match: Function, new: Any) -> List | None:
    """The list with another item wherever match(item, newItem) is true."""
    if len(match.names) != 2:
        return None
    result = List()
    for item in list_:
        verdict = call_function(match, [item, new], run)
        if not isinstance(verdict, bool):
            return None
        result.append(new if verdict else item)
    return _new(run, result)


@builtin("reverse(list: list)")
def reverse(run: Run, list_: List) -> List:
    """The items in the opposite order."""
    return _new(run, list_[::-1])


@builtin("index of(list: list, match: Any)")
def index_of(run: Run, list_: List, match: Any) -> List:
    """The positions of all items that equal the match."""
    return _new(run, [Decimal(i) for i, item in enumerate(list_, 1) if equal(item, match, run) is True])


@builtin("union(...list: list)")
def union(run: Run, *lists: List) -> List:
    """All lists one after the other, each value once."""
    return _distinct(run, [item for list_ in lists for item in list_])


@builtin("distinct values(list: list)")
def distinct_values(run: Run, list_: List) -> List:
    """Each value once, in the order of its first appearance."""
    return _distinct(run, list_)


def _distinct(run: Run, list_: list[Any]) -> List:
    run.spend(len(list_))
    result = List()
    simple: set[Any] = set()
    for item in list_:
        if isinstance(item, str | Decimal | bool) or item is None:
            key = (type(item), item)
            if key not in simple:
                simple.add(key)
                result.append(item)
        else:
            run.spend(len(result))
            if not any(equal(item, known, run) is True for known in result):
                result.append(item)
    return _new(run, result)


@builtin("flatten(list: list)")
def flatten(run: Run, list_: List) -> List:
    """The items of all inner lists in one list."""
    result = List()
    _flatten(run, list_, result, 0)
    return _new(run, result)


def _flatten(run: Run, list_: List, result: List, depth: int) -> None:
    if depth > limits.DATA_DEPTH:
        raise FeelLimit("data_too_deep", allowed=limits.DATA_DEPTH)
    run.spend(1 + len(list_))
    for item in list_:
        if type(item) is List:
            _flatten(run, item, result, depth + 1)
        else:
            result.append(item)


def index_of_position(position: Decimal, size: int) -> int | None:
    """The Python index; None when the position is 0 or outside."""
    place = numbers.whole(position)
    if not place or abs(place) > size:
        return None
    return place - 1 if place > 0 else size + place


def _new(run: Run, items: list[Any]) -> List:
    run.spend_items(len(items))
    return items if type(items) is List else List(items)
