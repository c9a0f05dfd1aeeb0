"""A way that is not drawn: from where a token stands to another element of its scope, of a scope around it, or inside a
subprocess of one of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.diagram import Element
from engine.errors import CannotJump
from engine.handling.moving.inward import inward
from engine.spiff.nodes.catching import EventGateway
from engine.spiff.token import Token
from engine.spiff.workflow import Scope, SubScope

TARGETS = frozenset((
    "task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask", "subProcess",
    "transaction", "callActivity", "intermediateCatchEvent", "intermediateThrowEvent", "exclusiveGateway", "eventBasedGateway",
))  # fmt: skip
"""Not where a scope begins or ends, nor where tokens join: who waits there would wait for tokens that do not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`leaving`: the tokens that are left, from the innermost outwards; the last lies in `scope`. `path`: the elements that are
    entered, from the outermost inwards. `cancelled`: others that are taken back with them."""

    scope: Scope
    leaving: tuple[Token, ...]
    path: tuple[str, ...]
    cancelled: tuple[Token, ...]


def way(elements: Mapping[str, Element], token: Token, element: str) -> Way:
    """Errors: CannotJump with reason no_such_element, not_a_target, loop, event_subprocess, same_place, far."""
    target = elements.get(element)
    if target is None:
        raise CannotJump(reason="no_such_element", element=element)
    if target.type not in TARGETS or target.triggered:
        raise CannotJump(reason="not_a_target", element=element)
    leaving = _outward(token)
    for scope, left in leaving.items():
        hosts = inward(elements, scope.spec.name, target)
        if hosts is not None:
            return _checked(elements, Way(scope=scope, leaving=left, path=(*hosts, target.id), cancelled=()))
    raise CannotJump(reason="far", element=element)


def _outward(token: Token) -> dict[Scope, tuple[Token, ...]]:
    """Each scope around the token -> what is left to get there."""
    parent = token.parent
    if parent is not None and isinstance(parent.task_spec, EventGateway):
        token = parent
    left: tuple[Token, ...] = (token,)
    found: dict[Scope, tuple[Token, ...]] = {}
    while True:
        found[token.workflow] = left
        if not isinstance(token.workflow, SubScope):
            return found
        token = token.workflow.host
        left = (*left, token)


def _checked(elements: Mapping[str, Element], found: Way) -> Way:
    for token in found.leaving:
        if token.task_spec.many is not None:
            raise CannotJump(reason="loop", element=token.task_spec.element.id)
    for token in found.leaving[1:]:
        if token.task_spec.element.triggered:
            raise CannotJump(reason="event_subprocess", element=token.task_spec.element.id)
    for name in found.path[:-1]:
        if elements[name].loop is not None:
            raise CannotJump(reason="loop", element=name)
        if elements[name].triggered:
            raise CannotJump(reason="event_subprocess", element=name)
    if found.path == (found.leaving[0].task_spec.element.id,):
        raise CannotJump(reason="same_place", element=found.path[0])
    return replace(found, cancelled=tuple(_taken_back(found)))


def _taken_back(found: Way) -> Iterator[Token]:
    """Tokens beside that came out of a fork which the case comes by again: the fork will send them anew."""
    source, scope = found.leaving[-1], found.scope
    ahead = _reachable(scope, found.path[0]) - _reachable(scope, source.task_spec.element.id)
    beside = [t for t in scope.tokens() if t.parent is scope.task_tree and t is not source and not t.task_spec.is_trigger]
    for fork in sorted(name for name in ahead if _forks(scope, name)):
        behind = _reachable(scope, fork)
        for token in [t for t in beside if t.task_spec.element.id in behind]:
            beside.remove(token)
            yield token


def _forks(scope: Scope, element: str) -> bool:
    node = scope.spec.task_specs[element]
    return len(node.flows) > 1 and node.element.type not in ("exclusiveGateway", "eventBasedGateway")


def _reachable(scope: Scope, element: str) -> set[str]:
    """The element and all that follow it."""
    found, waiting = set(), [element]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        node = scope.spec.task_specs[name]
        waiting += [flow.target for flow in node.flows]
        waiting += [flow.target for event in node.attached for flow in event.flows]
    return found
