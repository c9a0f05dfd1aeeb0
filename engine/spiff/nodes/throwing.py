"""Events that happen because a token came by: send task, intermediate throw, end."""

from __future__ import annotations

from SpiffWorkflow.exceptions import WorkflowException

from engine.diagram import Element, EventDefinition
from engine.expressions import evaluable
from engine.spiff.nodes.node import Node, turn_of
from engine.spiff.propagation import broadcast, catch_code, innermost_transaction
from engine.spiff.specification import ScopeSpec
from engine.spiff.token import Token
from engine.spiff.workflow import CaseWorkflow, locals_of


class Uncaught(WorkflowException):  # type: ignore[misc]
    """An error was thrown and no boundary event or event subprocess catches it."""


class ThrowEvent(Node):
    """Throws each of its definitions and goes on."""

    def __init__(self, scope: ScopeSpec, element: Element, name: str | None = None) -> None:
        super().__init__(scope, element, name)
        self.arguments = tuple((target, evaluable(source)) for target, source in element.inputs)

    def _run_hook(self, my_task: Token) -> bool:
        for definition in self.element.events:
            self.throw(my_task, definition)
        return True

    def throw(self, token: Token, definition: EventDefinition) -> None:
        """Errors: Uncaught, for an error that nobody catches."""
        turn = turn_of(token)
        if definition.kind == "message":
            local = locals_of(token)
            payload = {target: turn.evaluate(source, local) for target, source in self.arguments if source is not None}
            turn.sent(self.element, definition.name or "", payload)
        elif definition.kind == "signal":
            broadcast(token, definition.name or "")
        elif definition.kind == "escalation":
            turn.escalated(self.element, definition.code or "")
            catch_code(token.workflow, "escalation", definition.code)
        elif definition.kind == "error" and not catch_code(token.workflow, "error", definition.code):
            raise Uncaught(f"nothing catches the error {definition.code!r}", task_spec=self)


class EndEvent(ThrowEvent):
    """The token ends. Terminate and cancel end more than the token."""

    def _on_complete(self, my_task: Token) -> None:
        scope = my_task.workflow
        kinds = {definition.kind for definition in self.element.events}
        super()._on_complete(my_task)
        if isinstance(scope, CaseWorkflow):
            scope.outcome = self.element.id
        if "terminate" in kinds:
            scope.clear()
        elif "cancel" in kinds:
            innermost_transaction(scope)
