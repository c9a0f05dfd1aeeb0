"""Where tokens can go: every element must be reachable, lead on, and lead to an end, and no ring may turn without rest."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.diagram import Node, Scope
from engine.lint.finding import Hit, hit
from engine.lint.folder import Folder
from engine.lint.graph import entries, exits, link_name, rings, spread, steps
from engine.lint.vocabulary import GATEWAYS, words

Rests = dict[Scope, bool]
_WAITS = words("userTask manualTask serviceTask receiveTask eventBasedGateway")


def unreachable(folder: Folder) -> Iterator[Hit]:
    """No way leads here from a start, so it would silently never happen. Only the first elements of a lost part are named."""
    for scope in folder.scopes:
        if not (starts := entries(scope)):
            continue
        after, before = steps(scope)
        reached = spread([*starts, *_hanging(scope)], after)
        lost = [n for n in scope.nodes if n.id not in reached]
        heads = [n for n in lost if not any(b.id not in reached for b in before(n))]
        yield from (hit(n) for n in heads or lost[:1])


def dead_end(folder: Folder) -> Iterator[Hit]:
    """The drawing stops without an end event: was something forgotten?"""
    for node in folder.nodes():
        if not node.outgoing and node.kind != "endEvent" and not node.is_event_subprocess and not _jumps(node):
            yield hit(node)


def no_way_to_an_end(folder: Folder) -> Iterator[Hit]:
    """From here a case could go on for ever but never be closed."""
    for scope in folder.scopes:
        if not any(scope.of("endEvent")):
            continue
        after, before = steps(scope)
        stops = [n for n in scope.nodes if not list(after(n))]
        ending = spread([*exits(scope), *stops], before)
        reached = spread(entries(scope), after)
        trapped = [n for n in scope.nodes if n.id in reached and n.id not in ending]
        if trapped:
            yield hit(trapped[0], elements=[n.id for n in trapped])


def several_outgoing(folder: Folder) -> Iterator[Hit]:
    """Two flows out of a task: both, or one of them? BPMN says both, most people mean one. A gateway says it visibly."""
    for node in folder.nodes():
        if len(node.outgoing) > 1 and node.kind not in GATEWAYS and node.kind != "endEvent":
            yield hit(node, count=len(node.outgoing))


def condition_without_gateway(folder: Folder) -> Iterator[Hit]:
    """Only a gateway decides; here the condition would be ignored and the way always taken."""
    for node in folder.nodes():
        if node.kind not in GATEWAYS:
            yield from (hit(f) for f in node.outgoing if f.condition is not None)


def endless_loop(folder: Folder) -> Iterator[Hit]:
    """A ring in which nobody and nothing is waited for turns until the engine stops it, in a single step."""
    rests: Rests = {}
    for scope in folder.scopes:
        after, _ = steps(scope)
        active = [n for n in scope.nodes if not waits(n, folder, rests)]
        for ring in rings(active, after):
            yield hit(ring[0], elements=[n.id for n in ring])


def waits(node: Node, folder: Folder, rests: Rests) -> bool:
    """Whether a token always rests here. A subprocess or called process rests if every way through it does."""
    if node.kind in _WAITS:
        return True
    if node.kind == "intermediateCatchEvent":
        return bool(node.definitions) and link_name(node) is None
    if node.kind == "callActivity":
        called = folder.called(node)
        return called is None or _rests(called, folder, rests)
    inner = node.scope.inner.get(node.id)
    return inner is not None and not node.is_event_subprocess and _rests(inner, folder, rests)


def _rests(scope: Scope, folder: Folder, rests: Rests) -> bool:
    """Asked once per scope; a process that calls itself counts as resting while it is looked at."""
    if scope not in rests:
        rests[scope] = True
        after, _ = steps(scope)
        passed = spread(scope.of("startEvent"), after, stop=lambda n: waits(n, folder, rests))
        rests[scope] = not any(n.id in passed for n in scope.of("endEvent"))
    return rests[scope]


def _hanging(scope: Scope) -> list[Node]:
    """Boundary events that hang on nothing are reported for that; what follows them is not lost as well."""
    nodes = scope.by_id()
    return [n for n in scope.of("boundaryEvent") if n.xml.get("attachedToRef") not in nodes]


def _jumps(node: Node) -> bool:
    return node.kind == "intermediateThrowEvent" and link_name(node) is not None
