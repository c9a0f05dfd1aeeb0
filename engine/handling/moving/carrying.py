"""The tokens of a case, set down in another version of its diagram. Each goes to the element of the same id, or to the one that
it is mapped to; what hangs on it goes with it. What cannot be carried is a problem, and all are collected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial

from engine.diagram import Element
from engine.handling.moving.fit import misfit
from engine.handling.moving.flows import came_by
from engine.handling.moving.listening import Listening
from engine.handling.moving.rescoping import Rescoping
from engine.spiff.nodes.activities import SubProcess
from engine.spiff.nodes.boundary import BoundaryEvent, EventSubprocessTrigger
from engine.spiff.nodes.catching import CatchEvent, EventGateway
from engine.spiff.nodes.gateways import Join
from engine.spiff.nodes.node import Node
from engine.spiff.nodes.repeating import MultiInstance, Repetition
from engine.spiff.token import FUTURE, LOOK_AGAIN, STARTED, WAITING, Token
from engine.spiff.workflow import CaseWorkflow, Scope

Problem = dict[str, str]
"""{"reason": ..., "element": ...}. Reasons: gone (a mapping would help), no_such_element, other_scope, other_kind, other_call,
other_loop, other_flow."""


@dataclass(slots=True)
class Carrying:
    """`elements`: of the new version. `used`: id stood at -> id stands at, where a mapping made them differ. `stands`: (before,
    after) of each token that was carried. `begins`: what listens anew, to be called once all tokens stand."""

    old: CaseWorkflow
    new: CaseWorkflow
    elements: Mapping[str, Element]
    mapping: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    used: dict[str, str] = field(default_factory=dict)
    stands: list[tuple[Token, Token]] = field(default_factory=list)
    begins: list[Callable[[], None]] = field(default_factory=list)
    listening: Listening = field(default_factory=Listening)
    rescoping: Rescoping = field(init=False)

    def __post_init__(self) -> None:
        self.rescoping = Rescoping(old=self.old, new=self.new, elements=self.elements, mapping=self.mapping)

    def carry(self) -> None:
        """Everything; afterwards either `problems` says why not, or `new` stands and `begins` is to be called."""
        self._scope(self.old, self.new)
        for token in self.rescoping.shared():
            self._problem("other_scope", token)

    def _scope(self, old: Scope, new: Scope) -> None:
        for token in old.task_tree.children:
            self._stand(token, new)
        known = {self.target(trigger.element.id) for trigger in old.spec.triggers}
        if not any(_replaces(token) for token in old.tokens()):
            for trigger in new.spec.triggers:
                if trigger.element.id not in known:
                    self.begins.append(partial(_arrive, new, trigger, new.task_tree))

    def _stand(self, token: Token, scope: Scope) -> None:
        """A token that hangs on no other. Where the new version draws its element further in or out, it goes there: subprocesses
        that are new around it begin without their beginning, one that nothing is left in is left without its end."""
        if token.task_spec.is_trigger:
            self._carry(token, scope, scope.task_tree)
            return
        if self.rescoping.dissolves(token, scope):
            self._dissolve(token, scope)
            return
        place, problem = self.rescoping.place(token, scope)
        if problem:
            self._problem(problem, token)
            return
        for opened in self.rescoping.begun():
            self._opened(token, opened)
        self._carry(token, place, place.task_tree)

    def _dissolve(self, host: Token, scope: Scope) -> None:
        self.listening.left(host, self.target)
        first = len(self.stands)
        for token in self.old.subprocesses[host.id].task_tree.children:
            if not token.task_spec.is_trigger:
                self._stand(token, scope)
        if len(self.stands) > first:
            self.stands.append((host, self.stands[first][1]))

    def _opened(self, token: Token, host: Token) -> None:
        """A subprocess that is new around a token: its phase is that of the case where what is inside has none."""
        if self.elements[self.target(token.task_spec.element.id)].phase is None:
            self.stands.append((token, host))
        for event in host.task_spec.attached:
            self.begins.append(partial(self.listening.begin, host.workflow, event, host))
        inside = self.new.subprocesses[host.id]
        for trigger in inside.spec.triggers:
            self.begins.append(partial(_arrive, inside, trigger, inside.task_tree))

    def _carry(self, token: Token, scope: Scope, parent: Token) -> None:
        node = self._node(token, scope, parent)
        if node is None:
            if isinstance(token.task_spec, BoundaryEvent):
                self.listening.loose(token, self.target(token.task_spec.element.id))
            return
        if reason := misfit(token, node):
            self._problem(reason, token)
            return
        moved = Token(scope, node, parent, token._state)
        moved.data, moved.internal_data = deepcopy(token.data), deepcopy(token.internal_data)
        moved.seen = LOOK_AGAIN
        self.stands.append((token, moved))
        self._remember(token.task_spec.element.id, node.element.id)
        if isinstance(node, Join) and "via" in moved.internal_data:
            self._by_flow(token, moved, node)
        self._hanging(token, moved, scope)
        inside = self.old.subprocesses.get(token.id)
        if inside is not None and isinstance(node, SubProcess):
            self._scope(inside, self.new.create_subprocess(moved, node.inside))

    def _node(self, token: Token, scope: Scope, parent: Token) -> Node | None:
        """Where the token goes. None: nowhere, because an event that listened is not drawn any more, or with a problem."""
        before, target = token.task_spec, self.target(token.task_spec.element.id)
        if before.many is not None:
            around = parent.task_spec
            return around.body if isinstance(around, Repetition) else None
        if isinstance(before, EventSubprocessTrigger):
            return _of(scope.spec.triggers, target)
        if isinstance(before, BoundaryEvent):
            return _of(parent.task_spec.attached, target)
        found: Node | None = scope.spec.task_specs.get(target)
        if parent is not scope.task_tree:  # an alternative of an event gateway
            return found if any(flow.target == target for flow in parent.task_spec.flows) else None
        if found is None:
            self._problem(self._missing(before.element, target), token)
        return found

    def _missing(self, before: Element, target: str) -> str:
        if target in self.elements:
            return "other_scope"
        return "gone" if target == before.id else "no_such_element"

    def _hanging(self, token: Token, moved: Token, scope: Scope) -> None:
        """Boundary events, runs of a loop, alternatives; and those that the new version has more."""
        for child in token.children:
            self._carry(child, scope, moved)
        before, after = token.task_spec, moved.task_spec
        if token._state == FUTURE or before.many is not None:
            return
        known = self.listening.stood(before, self.target)
        for event in after.attached:
            if event.element.id not in known:
                self.begins.append(partial(self.listening.begin, scope, event, moved))
        if isinstance(after, MultiInstance) and isinstance(before, MultiInstance) and token._state == STARTED:
            self.begins.append(partial(after.go_on_from, moved, before))
        if isinstance(after, EventGateway) and token._state == STARTED:
            drawn = {self.target(flow.target) for flow in before.flows}
            for name in (flow.target for flow in after.flows if flow.target not in drawn):
                self.begins.append(partial(_arrive, scope, scope.spec.task_specs[name], moved))
        elif isinstance(after, CatchEvent) and isinstance(before, CatchEvent) and token._state == WAITING:
            self.begins.append(partial(after.listen_on, moved, before))

    def _by_flow(self, token: Token, moved: Token, join: Join) -> None:
        via = token.internal_data["via"]
        found = came_by(token, join, self.elements, self.mapping)
        if found is None:
            self._problem("other_flow", token)
            return
        moved.internal_data["via"] = found
        self._remember(via, found)

    def target(self, element: str) -> str:
        """The id in the new version."""
        return self.mapping.get(element, element)

    def _remember(self, before: str, after: str) -> None:
        if before != after and before in self.mapping:
            self.used[before] = after

    def _problem(self, reason: str, token: Token) -> None:
        problem = {"reason": reason, "element": token.task_spec.element.id}
        if problem not in self.problems:
            self.problems.append(problem)


def _of(nodes: list[Node], element: str) -> Node | None:
    return next((node for node in nodes if node.element.id == element), None)


def _arrive(scope: Scope, event: Node, on: Token) -> None:
    event.arrive(Token(scope, event, on))


def _replaces(token: Token) -> bool:
    """Whether it is an event subprocess that has taken the place of its scope: nothing else listens there any more."""
    triggers = token.workflow.spec.triggers
    return any(trigger.handler is token.task_spec and not trigger.repeats for trigger in triggers)
