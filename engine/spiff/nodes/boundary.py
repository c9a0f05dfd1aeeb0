"""Events at the border of an activity, and triggers of event subprocesses: both interrupt, or run beside what goes on."""

from __future__ import annotations

from engine.diagram import Element
from engine.spiff.nodes.catching import CatchEvent
from engine.spiff.nodes.node import Node, turn_of
from engine.spiff.specification import ScopeSpec
from engine.spiff.token import Token
from engine.spiff.workflow import locals_of


class BoundaryEvent(CatchEvent):
    """Its token hangs on that of the activity and leaves with it. Non-interrupting ones listen on, as often as it happens."""

    def __init__(self, scope: ScopeSpec, element: Element, name: str | None = None) -> None:
        super().__init__(scope, element, name)
        self.repeats = not element.interrupting

    def _run_hook(self, my_task: Token) -> bool | None:
        turn, local, scope = turn_of(my_task), locals_of(my_task), my_task.workflow
        times = my_task.internal_data.get("fired", 1)
        if self.element.interrupting:
            times = 1
            my_task.parent.cancel()
        for _ in range(times):
            turn.entered(self.element, local)
            turn.left(self.element, local)
            for flow in self.flows:
                scope.put(scope.spec.task_specs[flow.target], via=flow.id)
        return None

    def proceed(self, token: Token) -> None:
        self._run_hook(token)
        if self.repeats:
            self.again(token)


class EventSubprocessTrigger(CatchEvent):
    """Waits at the start of its scope for what starts the event subprocess `handler`. Does not keep the scope open."""

    is_trigger = True

    def __init__(self, scope: ScopeSpec, start: Element, handler: Node) -> None:
        super().__init__(scope, start, f"{start.id}.trigger")
        self.handler = handler
        self.repeats = not start.interrupting

    def arrive(self, token: Token) -> None:
        self.listen(token)

    def proceed(self, token: Token) -> None:
        if "fired" not in token.internal_data:
            self.arrive(token)
            return
        scope, times = token.workflow, token.internal_data["fired"]
        if self.repeats:
            self.again(token)
        else:
            times = 1
            scope.clear()
        for _ in range(times):
            scope.put(self.handler)
