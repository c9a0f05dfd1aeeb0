"""Activities with an inside: embedded subprocess, transaction, event subprocess, called process."""

from __future__ import annotations

from engine.diagram import Element
from engine.spiff.nodes.catching import StartEvent
from engine.spiff.nodes.node import Node
from engine.spiff.specification import ScopeSpec
from engine.spiff.token import FUTURE, STARTED, Token


class SubProcess(Node):
    """Its token stands STARTED while the inside runs, and is called READY by the inside when that is done. `at` of a token that
    was sent right into it: the elements inside, from the outermost to the one where work goes on."""

    def __init__(self, scope: ScopeSpec, element: Element, name: str | None = None) -> None:
        super().__init__(scope, element, name)
        self.inside = element.called or element.id

    def begin(self, token: Token) -> None:
        inside = token.workflow.top_workflow.create_subprocess(token, self.inside)
        token._set_state(STARTED)
        if "at" in token.internal_data:
            first, *rest = token.internal_data.pop("at")
            inside.begin([])
            inside.send(first, rest)
            return
        inside.begin(inside.spec.starts)
        for start in inside.tokens():
            if isinstance(start.task_spec, StartEvent) and start._state == FUTURE:
                start.internal_data["started"] = 1

    def _on_cancel(self, my_task: Token) -> None:
        my_task.workflow.top_workflow.close(my_task)


class Transaction(SubProcess):
    """A subprocess that a cancel end event may call off; its cancel boundary event then goes on."""

    is_transaction = True
