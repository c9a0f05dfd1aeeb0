"""Which entries of the case file the failed element looked at, and how a corrected value is put into the file."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine import feel
from engine.definition import Definition
from engine.diagram import Element
from engine.errors import Rejection
from engine.feel.errors import FeelError

RESERVED = frozenset(("case", "clock", "policy", "working", "org"))
MOST = 40
"""Entries shown."""
NAME = re.compile(r"[A-Za-z_]\w*")

Path = tuple[str, ...]


class NotAnEntry(Rejection):
    """This is not an entry of the case file that can be corrected here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`is_missing`: the file has nothing there. `is_protected`: it is personal data, which is corrected on the case page."""

    path: Path
    value: Any
    is_missing: bool
    is_protected: bool


def entries(definition: Definition, element: str, file: Mapping[str, Any]) -> list[Entry]:
    """What the expressions of the element name, as it stands in the file."""
    found: dict[Path, None] = {}
    for source in _sources(definition, element):
        found |= dict.fromkeys(_paths(source))
    for name in _names_of_decision(definition, element):
        value = file.get(name)
        found |= dict.fromkeys(((name, str(key)) for key in value) if isinstance(value, dict) else ((name,),))
    return [_entry(path, file) for path in list(found)[:MOST]]


def corrected(file: Mapping[str, Any], changes: Mapping[Path, Any]) -> dict[str, Any]:
    """The top-level entries that `changes` touch, with the new values inside. Errors: NotAnEntry."""
    found: dict[str, Any] = {}
    for path, value in changes.items():
        if not path or path[0] in RESERVED or not all(NAME.fullmatch(part) for part in path) or _entry(path, file).is_protected:
            raise NotAnEntry(path=".".join(path))
        top = found[path[0]] = copy.deepcopy(found.get(path[0], file.get(path[0])))
        if len(path) == 1:
            found[path[0]] = value
            continue
        if not isinstance(top, dict):
            top = found[path[0]] = {}
        for part in path[1:-1]:
            inner = top.get(part)
            top[part] = inner if isinstance(inner, dict) else {}
            top = top[part]
        top[path[-1]] = value
    return found


def _entry(path: Path, file: Mapping[str, Any]) -> Entry:
    value: Any = file
    is_protected = False
    for part in path:
        is_protected = is_protected or _is_reference(value)
        value = value.get(part, _NOTHING) if isinstance(value, Mapping) else _NOTHING
    is_missing = value is _NOTHING
    return Entry(
        path=path, value=None if is_missing else value, is_missing=is_missing,
        is_protected=is_protected or (not is_missing and _holds_reference(value)),
    )  # fmt: skip


_NOTHING = object()


def _is_reference(value: Any) -> bool:
    return isinstance(value, Mapping) and "vault" in value


def _holds_reference(value: Any) -> bool:
    if isinstance(value, Mapping):
        return _is_reference(value) or any(map(_holds_reference, value.values()))
    return isinstance(value, list) and any(map(_holds_reference, value))


def _sources(definition: Definition, identity: str) -> Iterator[str]:
    """The expressions of an element, and the conditions of the ways out of it."""
    element = definition.elements.get(identity)
    if element is None:
        return
    yield from (source for source in _of_element(element) if source)
    yield from (flow.condition for flow in definition.diagram.flows.get(identity, ()) if flow.condition)


def _of_element(element: Element) -> Iterator[str | None]:
    yield from (text for text in (element.unit, element.due, element.priority, element.retries) if text and text.startswith("="))
    yield from (source for _, source in element.inputs)
    for action in element.clocks:
        yield from (text for text in (action.limit, action.by, action.unit, action.of) if text and text.startswith("="))
    yield from (event.expression for event in element.events)
    if element.loop:
        loop = element.loop
        yield from (loop.collection, loop.cardinality, loop.completion, loop.condition)
    for line in (element.script or "").splitlines():
        yield line.partition("=")[2]


def _paths(source: str) -> Iterator[Path]:
    """Dotted names in the text of an expression that it takes from outside: (callback, satisfied)."""
    try:
        free = feel.compile(source).free
    except FeelError:
        return
    for found in re.finditer(r"(?<![\w.\"])[^\W\d]\w*(?:\.[^\W\d]\w*)*", source):
        path = tuple(found[0].split("."))
        if path[0] in free and path[0] not in RESERVED:
            yield path


def _names_of_decision(definition: Definition, identity: str) -> list[str]:
    element = definition.elements.get(identity)
    decision = definition.decisions.get(element.decision or "") if element else None
    return sorted(decision.model.free(decision.id) - RESERVED) if decision else []
