"""Where a vanished element may have gone: to one of the same kind, best by name, else by id."""

from __future__ import annotations

from difflib import SequenceMatcher

from engine.definition import Definition
from engine.diagram import Element

ALIKE = 0.5
"""Less alike than this is no suggestion, unless there is nothing else."""
MOVED = 1.2
"""In another subprocess it must be as alike as this."""
SAME = (frozenset(("userTask", "manualTask")), frozenset(("intermediateCatchEvent", "receiveTask")))
"""Types that stand in for each other."""


def choices(before: Element, after: Definition) -> list[Element]:
    """The elements that a token may be mapped to, the likeliest first; those in another subprocess come last."""
    found = [element for element in after.elements.values() if _may(before, element)]
    return sorted(found, key=lambda e: (not _same_place(before, e, after), -likeness(before, e), e.id))


def suggestion(before: Element, after: Definition) -> str | None:
    """The id of the likeliest, if it is likely at all, or the only one in the same place."""
    found = choices(before, after)
    here = [element for element in found if _same_place(before, element, after)]
    alike = [element for element in here if likeness(before, element) >= ALIKE] or [
        element for element in found if likeness(before, element) >= MOVED
    ]
    if alike:
        return alike[0].id
    return here[0].id if len(here) == 1 else None


def likeness(before: Element, after: Element) -> float:
    """0 to 2: names count as much as ids."""
    return _ratio(before.name, after.name) + _ratio(before.id, after.id)


def _may(before: Element, element: Element) -> bool:
    is_alike = element.type == before.type or any({element.type, before.type} <= same for same in SAME)
    return is_alike and (element.loop is None) == (before.loop is None) and element.triggered == before.triggered


def _same_place(before: Element, element: Element, after: Definition) -> bool:
    is_gone = before.scope not in after.elements and before.scope not in after.diagram.processes  # the subprocess around it
    return element.scope == before.scope or is_gone


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio() if one and other else 0.0
