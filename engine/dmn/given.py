"""Values that come from JSON: where a date, time or duration is declared, its ISO text is read, because JSON has only texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.feel.temporal import reading
from engine.feel.types import ContextOf, ListOf, Named, Simple, Type
from engine.feel.values import Context, List

READERS: dict[str, Callable[[str], Any]] = {
    "date": reading.date,
    "time": reading.time,
    "date and time": reading.date_time,
    "days and time duration": reading.duration,
    "years and months duration": reading.duration,
}


def reader(type_: Type, depth: int = 0) -> Callable[[Any], Any] | None:
    """What reads the texts inside a value of this type; None when there is nothing to read. Looks at most five levels deep."""
    while isinstance(type_, Named):
        type_ = type_.find()
    if depth > 5:
        return None
    if isinstance(type_, Simple) and type_.name in READERS:
        read = READERS[type_.name]
        return lambda value: read(value) if isinstance(value, str) else value
    if isinstance(type_, ListOf) and (item := reader(type_.item, depth + 1)):
        return lambda value: List(map(item, value)) if type(value) is List else item(value)
    if isinstance(type_, ContextOf):
        inner = {name: found for name, entry in type_.entries.items() if (found := reader(entry, depth + 1))}
        return _entries(inner) if inner else None
    return None


def _entries(readers: dict[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not Context:
            return value
        return Context((key, readers[key](item) if key in readers else item) for key, item in value.items())

    return read
