"""Subprocesses that a new version draws around what is open, and those that it does not draw any more: in which scope of the new
version a token belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.diagram import Element
from engine.handling.moving.fit import other_kind
from engine.handling.moving.inward import inward
from engine.spiff.nodes.activities import SubProcess
from engine.spiff.token import LOOK_AGAIN, STARTED, Token
from engine.spiff.workflow import CaseWorkflow, Scope


@dataclass(slots=True)
class Rescoping:
    """`elements`: of the new version. `opened`: (scope, activity) -> the token of an activity that the case is put into, and one
    of those that are put there; all that belong there share it."""

    old: CaseWorkflow
    new: CaseWorkflow
    elements: Mapping[str, Element]
    mapping: Mapping[str, str]
    opened: dict[tuple[Scope, str], tuple[Token, Token]] = field(default_factory=dict)
    fresh: list[Token] = field(default_factory=list)

    def place(self, token: Token, scope: Scope) -> tuple[Scope, str | None]:
        """The scope of the new version to put it in, or why not: other_loop, other_scope. `scope`: where it would have stood."""
        element = self._element(token)
        hosts = inward(self.elements, scope.spec.name, element) if element is not None else None
        for name in hosts or ():
            node = scope.spec.task_specs[name]
            if not isinstance(node, SubProcess):
                return scope, "other_loop"
            if node.element.triggered:
                return scope, "other_scope"
            scope = self._opened(scope, node, token)
        return scope, None

    def _opened(self, scope: Scope, node: SubProcess, token: Token) -> Scope:
        known = self.opened.get((scope, node.element.id))
        if known is not None:
            return self.new.subprocesses[known[0].id]
        host = Token(scope, node, scope.task_tree, STARTED)
        host.seen = LOOK_AGAIN
        self.opened[scope, node.element.id] = (host, token)
        self.fresh.append(host)
        return self.new.create_subprocess(host, node.inside)

    def begun(self) -> list[Token]:
        """Tokens of activities that were opened since this was asked last."""
        found, self.fresh = self.fresh, []
        return found

    def shared(self) -> Iterator[Token]:
        """Tokens that were put into an activity that the case is in already: it would be in there twice."""
        for (scope, _), (host, token) in self.opened.items():
            if any(other.task_spec is host.task_spec and other is not host for other in scope.tokens()):
                yield token

    def dissolves(self, host: Token, scope: Scope) -> bool:
        """Whether everything in a subprocess belongs elsewhere now, so that nothing of it is left."""
        inside = self.old.subprocesses.get(host.id)
        if inside is None or host.task_spec.many is not None or host.task_spec.element.triggered:
            return False
        if any(token.task_spec.element.triggered for token in inside.tokens()):
            return False
        after, leaves = self._element(host), [self._element(leaf) for leaf in self._leaves(inside)]
        if after is None:
            return host.task_spec.element.id not in self.mapping
        if self._fits(host, after) and any(leaf is None or self._within(after, leaf) for leaf in leaves):
            return False
        return all(leaf is not None and inward(self.elements, scope.spec.name, leaf) is not None for leaf in leaves)

    def _leaves(self, scope: Scope) -> Iterator[Token]:
        """What stands in a scope, however deep."""
        for token in scope.task_tree.children:
            inside = self.old.subprocesses.get(token.id)
            if inside is not None:
                yield from self._leaves(inside)
            elif not token.task_spec.is_trigger:
                yield token

    def _fits(self, host: Token, after: Element) -> bool:
        node = self.new.subprocess_specs[after.scope].task_specs[after.id]
        return isinstance(node, SubProcess) and other_kind(host.task_spec, node) is None

    def _within(self, activity: Element, leaf: Element) -> bool:
        return inward(self.elements, activity.called or activity.id, leaf) is not None

    def _element(self, token: Token) -> Element | None:
        name = token.task_spec.element.id
        return self.elements.get(self.mapping.get(name, name))
