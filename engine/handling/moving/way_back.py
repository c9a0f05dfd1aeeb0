"""What a case was before it was migrated, kept until it goes on: then there is no way back any more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from engine.spiff.codec import Row

_FOLLOWS = frozenset(("assignee", "due", "priority"))
"""Of a waiting task: who has taken it, until when and how urgent may change without the case going on."""


def stands(rows: list[Row]) -> bytes:
    """Where tokens stand, so that two readings can be compared."""
    return orjson.dumps([_stand(row) for row in rows])


def assignees(rows: list[Row]) -> Iterator[tuple[int, int | None]]:
    """(number, who has taken it) of every user task."""
    for row in rows:
        _, _, inner, _, children, inside = _filled(row)
        if inner and "unit" in inner and "no" in inner:
            yield inner["no"], inner.get("assignee")
        yield from assignees(children or [])
        yield from assignees(inside or [])


def _stand(row: Row) -> list[Any]:
    name, state, inner, data, children, inside = _filled(row)
    kept = {key: value for key, value in (inner or {}).items() if key not in _FOLLOWS}
    if "on" in kept:
        kept["on"] = [[*armed[:1], *armed[2:]] for armed in kept["on"]]
    return [name, state, kept, data, [_stand(child) for child in children or ()], [_stand(token) for token in inside or ()]]


def _filled(row: Row) -> Row:
    return row + [0] * (6 - len(row))
