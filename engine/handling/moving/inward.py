"""The way from a scope in to an element: through embedded subprocesses, and through called processes that are called once."""

from __future__ import annotations

from collections.abc import Mapping

from engine.diagram import Element


def inward(elements: Mapping[str, Element], scope: str, target: Element) -> tuple[str, ...] | None:
    """The activities to go into, from the outermost inwards; () when the element lies in `scope` itself. None: it lies
    elsewhere, or in a process that several activities call, so that nobody can tell by which."""
    hosts: tuple[str, ...] = ()
    around = target.scope
    while around != scope:
        outer = elements.get(around) or _caller(elements, around)
        if outer is None or outer.id in hosts:
            return None
        hosts, around = (outer.id, *hosts), outer.scope
    return hosts


def _caller(elements: Mapping[str, Element], process: str) -> Element | None:
    callers = [element for element in elements.values() if element.called == process]
    return callers[0] if len(callers) == 1 else None
