"""Which flow of the new version is the one that a token came by, for one that waits where tokens join."""

from __future__ import annotations

from collections.abc import Mapping

from engine.diagram import Element, Flow
from engine.handling.moving.inward import inward
from engine.spiff.nodes.activities import SubProcess
from engine.spiff.nodes.gateways import Join
from engine.spiff.token import Token


def came_by(token: Token, join: Join, elements: Mapping[str, Element], mapping: Mapping[str, str]) -> str | None:
    """The one from where it came, or from the subprocess that is around there now, or from inside the one that was; by its id
    where there are several, or none. None: it cannot be told. `elements`: of the new version."""
    via = token.internal_data["via"]
    before = next((flow for flow in token.task_spec.incoming if flow.id == via), None)
    sources = set() if before is None else _sources(token, before, join, elements, mapping)
    same = [flow.id for flow in join.incoming if flow.source in sources] or [flow.id for flow in join.incoming]
    name = mapping.get(via, via)
    found = [name] if name in same else same
    return found[0] if len(found) == 1 else None


def _sources(token: Token, flow: Flow, join: Join, elements: Mapping[str, Element], mapping: Mapping[str, str]) -> set[str]:
    """Elements of the new version that may stand for where the flow began."""
    source = mapping.get(flow.source, flow.source)
    around = inward(elements, join.element.scope, elements[source]) if source in elements else None
    if around is not None:
        return {around[0] if around else source}
    return {mapping.get(name, name) for name in _inside(token, flow.source)}


def _inside(token: Token, activity: str) -> set[str]:
    """All elements of the old version in an activity, however deep."""
    found: set[str] = set()
    waiting = [token.workflow.spec.task_specs[activity]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, SubProcess):
            inner = token.workflow.top_workflow.subprocess_specs[node.inside].task_specs
            waiting += [inner[name] for name in inner.keys() - found]
            found |= inner.keys()
    return found
