"""Gateways. Conditions must be exactly true, are tried in the order of the model, never of the drawing."""

from __future__ import annotations

from collections.abc import Sequence

from SpiffWorkflow.exceptions import WorkflowException

from engine.diagram import Element, Flow
from engine.expressions import Evaluable, formula
from engine.spiff.nodes.node import Node, turn_of
from engine.spiff.specification import ScopeSpec
from engine.spiff.token import FUTURE, READY, WAITING, Token
from engine.spiff.workflow import Scope, locals_of


class NoWayOut(WorkflowException):  # type: ignore[misc]
    """No condition of the gateway is true and it has no default flow."""


class Choice(Node):
    """What exclusive and inclusive gateways share: conditions compiled once."""

    def __init__(self, scope: ScopeSpec, element: Element, name: str | None = None) -> None:
        super().__init__(scope, element, name)
        self.conditions: dict[str, Evaluable | None] = {}

    def compile(self) -> None:
        """After the flows are known."""
        self.conditions = {f.id: None if f.condition is None else formula(f.condition) for f in self.flows}

    def holds(self, token: Token, flow: Flow) -> bool:
        """A flow without condition holds, unless it is the default. "false", 1 or null are not true."""
        if flow.id == self.element.default:
            return False
        condition = self.conditions[flow.id]
        return condition is None or turn_of(token).evaluate(condition, locals_of(token)) is True

    def otherwise(self, token: Token) -> Sequence[Flow]:
        """The default flow."""
        default = [flow for flow in self.flows if flow.id == self.element.default]
        if not default:
            raise NoWayOut(f"no condition of {self.element.id} is true and it has no default flow", task_spec=self)
        return default


class ExclusiveGateway(Choice):
    """The first flow that holds, else the default."""

    def chosen(self, token: Token) -> Sequence[Flow]:
        if not self.flows:
            return ()
        return next(([flow] for flow in self.flows if self.holds(token, flow)), None) or self.otherwise(token)


class Join(Node):
    """Waits at its incoming flows. One token of each flow that has one is consumed, the oldest first; one goes on."""

    joins = True

    def __init__(self, scope: ScopeSpec, element: Element, name: str | None = None) -> None:
        super().__init__(scope, element, name)
        self.reach: dict[str, frozenset[str]] = {}
        """Element -> incoming flows that a token there may yet come by; of joins with several, known once the flows are."""

    def begin(self, token: Token) -> None:
        if len(self.incoming) < 2:
            token.run()
            return
        token._set_state(WAITING)
        self.look(token.workflow)

    def waiting(self, scope: Scope) -> dict[str, list[Token]]:
        """Tokens that wait here, by flow."""
        found: dict[str, list[Token]] = {}
        for token in scope.tokens():
            if token.task_spec is self and token._state == WAITING:
                found.setdefault(token.internal_data.get("via", ""), []).append(token)
        return found

    def look(self, scope: Scope) -> bool:
        """Join if everything that must come is here."""
        waiting = self.waiting(scope)
        if not waiting or not self.complete(scope, waiting):
            return False
        first, *others = [tokens[0] for tokens in waiting.values()]
        for other in others:
            other.cancel()
        first.internal_data.pop("via", None)
        first._set_state(READY)
        self._update(first)
        return True

    def complete(self, scope: Scope, waiting: dict[str, list[Token]]) -> bool:
        """Whether a token is there on every incoming flow."""
        return len(waiting) == len(self.incoming)


class ParallelGateway(Join):
    """The library's gateway counts tokens of earlier rounds of a loop: with five rounds 9 of 100 walks came out right. Ours
    counts tokens by flow."""


class InclusiveGateway(Join, Choice):
    """Every flow that holds, else the default. Joins when no token elsewhere can still reach an empty incoming flow (BPMN 2.0.2,
    13.4.3). Looked at when everything else has come to rest."""

    def begin(self, token: Token) -> None:
        if len(self.incoming) < 2:
            token.run()
        else:
            token._set_state(WAITING)

    def chosen(self, token: Token) -> Sequence[Flow]:
        return [flow for flow in self.flows if self.holds(token, flow)] or (self.otherwise(token) if self.flows else ())

    def complete(self, scope: Scope, waiting: dict[str, list[Token]]) -> bool:
        """`reach` holds for each node the incoming flows that a token there may yet come by."""
        here, empty = set(waiting), {flow.id for flow in self.incoming} - set(waiting)
        for token in scope.tokens():
            if token.task_spec is self and token._state in (WAITING, FUTURE):
                continue
            reached = self.reach.get(token.task_spec.element.id, frozenset())
            if reached & empty and not reached & here:
                return False
        return True
