"""Parallel joins that could never be complete: a token that must come by one of their flows is not there and cannot come."""

from __future__ import annotations

from engine.spiff.nodes.gateways import Join, ParallelGateway
from engine.spiff.token import READY, WAITING
from engine.spiff.workflow import Scope


def stranded(scope: Scope) -> frozenset[str]:
    """Joins of a scope that some of its tokens will reach, but not all that the join waits for."""
    return frozenset(
        node.element.id
        for node in scope.spec.task_specs.values()
        if isinstance(node, ParallelGateway) and len(node.incoming) > 1 and 0 < len(_coming(scope, node)) < len(node.incoming)
    )


def look_again(scope: Scope) -> None:
    """A join that has lost a flow may be complete now."""
    for node in dict.fromkeys(token.task_spec for token in scope.tokens() if isinstance(token.task_spec, Join)):
        waiting = [token for token in scope.tokens() if token.task_spec is node and token._state == WAITING]
        if len(node.incoming) > 1:
            while isinstance(node, ParallelGateway) and node.look(scope):
                pass
            continue
        for token in waiting:
            token.internal_data.pop("via", None)
            token._set_state(READY)
            node._update(token)


def _coming(scope: Scope, join: ParallelGateway) -> set[str]:
    """Incoming flows by which a token waits or may yet come."""
    found: set[str] = set()
    for token in scope.tokens():
        if token.task_spec is join:
            found.add(token.internal_data.get("via", ""))
        else:
            found |= join.reach.get(token.task_spec.element.id, frozenset())
    return found
