"""Where a vanished element may have gone: to one of the same kind in the same place, best by name, else by id."""

from __future__ import annotations

from difflib import SequenceMatcher

from engine.definition import Definition
from engine.diagram import Element

ALIKE = 0.5
"""Less alike than this is no suggestion, unless there is nothing else."""
SAME = (frozenset(("userTask", "manualTask")), frozenset(("intermediateCatchEvent", "receiveTask")))
"""Types that stand in for each other."""


def choices(before: Element, after: Definition) -> list[Element]:
    """The elements that a token may be mapped to, the likeliest first."""
    found = [element for element in after.elements.values() if _may(before, element, after)]
    return sorted(found, key=lambda element: (-likeness(before, element), element.id))


def suggestion(before: Element, after: Definition) -> str | None:
    """The id of the likeliest, if it is likely at all."""
    found = choices(before, after)
    if not found or (len(found) > 1 and likeness(before, found[0]) < ALIKE):
        return None
    return found[0].id


def likeness(before: Element, after: Element) -> float:
    """0 to 2: names count as much as ids."""
    return _ratio(before.name, after.name) + _ratio(before.id, after.id)


def _may(before: Element, element: Element, after: Definition) -> bool:
    is_alike = element.type == before.type or any({element.type, before.type} <= same for same in SAME)
    is_gone = before.scope not in after.elements and before.scope not in after.diagram.processes  # the subprocess around it
    same_place = element.scope == before.scope or is_gone
    return is_alike and same_place and (element.loop is None) == (before.loop is None) and element.triggered == before.triggered


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio() if one and other else 0.0
