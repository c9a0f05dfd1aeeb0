"""The life of a token at an element: it arrives, does or waits, and goes on along the outgoing flows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin

from engine.diagram import Element, Flow
from engine.spiff.token import FUTURE, Token
from engine.spiff.workflow import locals_of

if TYPE_CHECKING:
    from engine.spiff.host import Host
    from engine.spiff.specification import ScopeSpec
    from engine.spiff.triggers import Condition


def turn_of(token: Token) -> Host:
    """The handling of the present command."""
    return token.workflow.top_workflow.turn


class Node(BpmnSpecMixin):  # type: ignore[misc]
    """Base of all elements. No future is predicted: children exist when the token moves, so k forks cost k tokens, not 2^k."""

    joins = False
    """Whether it matters by which flow a token came."""
    is_trigger = False
    """Whether it waits for the event of an event subprocess."""
    conditional: tuple[tuple[int, Condition], ...] = ()
    """Which of its definitions wait for the case file, with their index."""
    is_transaction = False
    """Whether a cancel end event inside calls it off."""

    def __init__(self, scope: ScopeSpec, element: Element, name: str | None = None) -> None:
        super().__init__(scope, name or element.id, bpmn_name=element.name, lane=element.role)
        self.element = element
        self.flows: tuple[Flow, ...] = ()
        self.incoming: tuple[Flow, ...] = ()
        self.attached: list[Node] = []
        self.many: Many | None = None

    def _predict(self, my_task: Token, *_: Any, **__: Any) -> None:
        """Nothing: see the class."""

    def _update(self, my_task: Token) -> None:
        """Something happened to the token: the agenda will look at it."""
        my_task.workflow.top_workflow.agenda.append(my_task)

    def proceed(self, token: Token) -> None:
        """The agenda's call: let the token do what is next for it, in one indivisible go."""
        if token._state == FUTURE:
            self.arrive(token)
        else:
            token.run()

    def arrive(self, token: Token) -> None:
        """The token gets here. Boundary events listen as long as it stays."""
        if self.many is None:
            turn_of(token).entered(self.element, locals_of(token))
        self.begin(token)
        if self.many is None and token.id in token.workflow.tasks:
            for event in self.attached:
                event.begin(Token(token.workflow, event, token))

    def begin(self, token: Token) -> None:
        """Do the work, or begin to wait. By default: nothing to wait for."""
        token.run()

    def _run_hook(self, my_task: Token) -> bool | None:
        """True: done. None: something runs."""
        return True

    def _on_complete(self, my_task: Token) -> None:
        """The work is done: go on."""
        if self.many is not None:
            self.many.one_done(my_task)
            return
        turn_of(my_task).left(self.element, locals_of(my_task))
        self.go_on(my_task, self.chosen(my_task))

    def chosen(self, token: Token) -> Sequence[Flow]:
        """The flows to take."""
        return self.flows

    def go_on(self, token: Token, flows: Sequence[Flow]) -> None:
        """Send tokens along `flows`. The token itself leaves, and with it the boundary events that still listened."""
        scope = token.workflow
        for child in list(token.children):
            child.cancel()
        token.remove()
        for flow in flows:
            scope.put(scope.spec.task_specs[flow.target], via=flow.id)
        scope.top_workflow.check_size(self.element.id)

    def _on_cancel(self, my_task: Token) -> None:
        """Nothing to clean up, by default."""


class Root(Node):
    """Holds the tokens of a scope."""


class Many(Node):
    """An activity that repeats: multi-instance or loop. `one_done` is called when one run of the body is done."""

    body: Node

    def one_done(self, body: Token) -> None:
        raise NotImplementedError
