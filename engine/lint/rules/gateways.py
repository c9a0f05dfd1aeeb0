"""Gateways: every decision can be taken, every way out has its reason, and none promises what it does not do."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.diagram import Flow, Node, Scope
from engine.lint.finding import Hit, hit
from engine.lint.folder import Folder
from engine.lint.graph import Step, spread, steps
from engine.lint.vocabulary import MAX_FAN_OUT

_DECIDING = ("exclusiveGateway", "inclusiveGateway")
_JOINING = frozenset({"parallelGateway", "inclusiveGateway"})
_MOST_BRANCHES = 200
"""Of one process or subprocess. With more, which nobody can read, meetings of branches are not looked for."""


def gateway_condition_missing(folder: Folder) -> Iterator[Hit]:
    """A way out without a condition: when should it be taken?"""
    for node in _branching(folder):
        for flow in node.outgoing:
            if not flow.condition and flow.id != node.xml.get("default"):
                yield hit(flow, gateway=node.xml.get("name") or node.id)


def gateway_default_missing(folder: Folder) -> Iterator[Hit]:
    """If no condition is true, and an unanswered question is never true, the case would be stuck here."""
    for node in folder.nodes(*_DECIDING):
        conditional = any(f.condition is not None for f in node.outgoing)
        if (len(node.outgoing) > 1 or conditional) and not _default(node):
            yield hit(node)


def default_with_condition(folder: Folder) -> Iterator[Hit]:
    """The default way is taken when nothing else is; its own condition is never looked at."""
    for node in folder.nodes(*_DECIDING):
        default = _default(node)
        if default is not None and default.condition is not None:
            yield hit(default)


def default_without_choice(folder: Folder) -> Iterator[Hit]:
    """A default way belongs to a gateway that chooses."""
    for node in folder.nodes():
        if node.xml.get("default") and node.kind not in _DECIDING:
            yield hit(node)


def condition_without_effect(folder: Folder) -> Iterator[Hit]:
    """A parallel gateway takes all ways, an event gateway waits for what happens first: neither reads conditions."""
    for node in folder.nodes("parallelGateway", "eventBasedGateway"):
        yield from (hit(f, gateway_kind=node.kind) for f in node.outgoing if f.condition is not None)


def fan_out_too_wide(folder: Folder) -> Iterator[Hit]:
    """So many ways at once are a list: a multi-instance task handles them, a drawing does not."""
    for node in folder.nodes():
        if len(node.outgoing) > MAX_FAN_OUT:
            yield hit(node, count=len(node.outgoing), allowed=MAX_FAN_OUT)


def join_missing(folder: Folder) -> Iterator[Hit]:
    """Ways taken in parallel meet at one step without a join: it is done once for each of them, which few people mean."""
    for scope in folder.scopes:
        forks = [n for n in scope.of("parallelGateway") if len(n.outgoing) > 1]
        if sum(len(n.outgoing) for n in forks) > _MOST_BRANCHES:
            continue
        after, _ = steps(scope)
        found: set[str] = set()
        for fork in forks:
            for node in _meetings(fork, scope, after):
                if node.id not in found:
                    found.add(node.id)
                    yield hit(node, gateway=fork.xml.get("name") or fork.id)


def event_gateway_alone(folder: Folder) -> Iterator[Hit]:
    """Waiting for whichever comes first needs two things to wait for."""
    for node in folder.nodes("eventBasedGateway"):
        if len(node.outgoing) == 1:
            yield hit(node)


def event_gateway_target(folder: Folder) -> Iterator[Hit]:
    """Behind it must stand what it waits for: a message, signal or timer event, or a receive task, reached from here only."""
    for node in folder.nodes("eventBasedGateway"):
        nodes = node.scope.by_id()
        for flow in node.outgoing:
            target = nodes.get(flow.target)
            if target is not None and not _awaitable(target):
                yield hit(flow, target_kind=target.kind)


def _meetings(fork: Node, scope: Scope, after: Step) -> Iterator[Node]:
    """Steps into which different flows bring tokens of different branches. Behind a join, and in a ring around the fork, the
    branches are no longer told apart."""
    nodes = scope.by_id()
    branches = [
        (flow, spread([nodes[flow.target]] if flow.target in nodes else [], after, stop=_joins)) for flow in fork.outgoing
    ]
    for node in scope.nodes:
        if len(node.incoming) < 2 or node.kind == "endEvent" or _joins(node):
            continue
        arriving: set[frozenset[int]] = set()
        for flow in node.incoming:
            source = nodes.get(flow.source)
            if source is not None and (source is fork or not _joins(source)):
                arriving.add(frozenset(i for i, (own, reach) in enumerate(branches) if flow is own or flow.source in reach))
        known = [some for some in arriving if some]
        if any(a.isdisjoint(b) for a in known for b in known):
            yield node


def _joins(node: Node) -> bool:
    return node.kind in _JOINING and len(node.incoming) > 1


def _awaitable(node: Node) -> bool:
    if len(node.incoming) != 1 or node.boundaries:
        return False
    return node.kind == "receiveTask" or (
        node.kind == "intermediateCatchEvent" and not {"message", "signal", "timer", "conditional"}.isdisjoint(node.triggers)
    )


def _branching(folder: Folder) -> Iterator[Node]:
    return (n for n in folder.nodes(*_DECIDING) if len(n.outgoing) > 1)


def _default(node: Node) -> Flow | None:
    return next((f for f in node.outgoing if f.id and f.id == node.xml.get("default")), None)
