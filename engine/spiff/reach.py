"""Which incoming flows of a join a token may still come by, from every element: the question an inclusive join asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.diagram import Element, Flow


def reach(elements: Sequence[Element], flows: Mapping[str, tuple[Flow, ...]], join: str) -> dict[str, frozenset[str]]:
    """For each element the ids of incoming flows of `join` to which a path leads that does not pass through `join`."""
    out: dict[str, list[Flow]] = {element.id: list(flows.get(element.id, ())) for element in elements}
    for element in elements:
        if element.attached_to in out:
            out[element.attached_to] += flows.get(element.id, ())
    found: dict[str, set[str]] = {identity: set() for identity in out}
    changed = True
    while changed:
        changed = False
        for identity, leaving in out.items():
            before = len(found[identity])
            for flow in leaving:
                found[identity] |= {flow.id} if flow.target == join else found.get(flow.target, set())
            changed = changed or len(found[identity]) > before
    return {identity: frozenset(reached) for identity, reached in found.items()}
