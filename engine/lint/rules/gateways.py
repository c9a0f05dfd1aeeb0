"""Gateways: every decision can be taken, every way out has its reason, and none promises what it does not do."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.diagram import Flow, Node
from engine.lint.finding import Hit, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import MAX_FAN_OUT

_DECIDING = ("exclusiveGateway", "inclusiveGateway")


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
