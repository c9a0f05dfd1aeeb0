"""Events that wait: intermediate catch, receive task, start, and the alternatives of an event-based gateway."""

from __future__ import annotations

from engine.diagram import Element
from engine.spiff.nodes.node import Node, turn_of
from engine.spiff.specification import ScopeSpec
from engine.spiff.token import FUTURE, LOOK_AGAIN, READY, STARTED, WAITING, Token
from engine.spiff.triggers import Condition, DateTimer, Trigger, trigger
from engine.spiff.workflow import locals_of


class CatchEvent(Node):
    """`on` of a token holds for each definition the number of its open work and, for timers, when it is due. `conditional` and
    `dates`: those of the definitions, with their index, that are looked at again after every step."""

    repeats = False
    """Whether it listens on after it fired."""

    def __init__(self, scope: ScopeSpec, element: Element, name: str | None = None) -> None:
        super().__init__(scope, element, name)
        self.definitions: tuple[Trigger, ...] = tuple(trigger(event) for event in element.events)
        numbered = tuple(enumerate(self.definitions))
        self.conditional = tuple((index, one) for index, one in numbered if isinstance(one, Condition))
        self.dates = tuple((index, one) for index, one in numbered if isinstance(one, DateTimer))

    def begin(self, token: Token) -> None:
        if not self.definitions:
            token.run()
            return
        self.listen(token)

    def listen(self, token: Token) -> None:
        """Wait for every definition."""
        token._set_state(WAITING)
        token.seen = LOOK_AGAIN if self.conditional else len(turn_of(token).touched)
        token.internal_data["on"] = [definition.arm(turn_of(token), locals_of(token)) for definition in self.definitions]

    def listen_on(self, token: Token, before: CatchEvent) -> None:
        """Wait on in another version of the diagram, where the event was `before`: what is waited for as before keeps its number
        and its beginning, anything else begins now. A cycle of which the new version draws no more rounds is over."""
        turn, local = turn_of(token), locals_of(token)
        kept = list(zip(before.definitions, token.internal_data["on"], strict=True))
        armed = []
        for definition in self.definitions:
            known = next((pair for pair in kept if definition.succeeds(pair[0])), None)
            if known is None:
                armed.append(definition.arm(turn, local))
            else:
                kept.remove(known)
                armed.append(definition.carry(*known, turn, local))
        token.internal_data["on"] = armed
        if kept or len(armed) != len(before.definitions):
            token.internal_data.pop("seen", None)
        if self.repeats and all(definition.spent(entry) for definition, entry in zip(self.definitions, armed, strict=True)):
            token.cancel()

    def fire(self, token: Token, index: int) -> None:
        """Definition `index` happened. The agenda does the rest: at once where others must stop, else in turn."""
        inner = token.internal_data
        if self.element.parallel_multiple and len(self.definitions) > 1:
            seen = inner.setdefault("seen", [])
            if index not in seen:
                seen.append(index)
            if len(seen) < len(self.definitions):
                return
            del inner["seen"]
        inner["fired"] = inner.get("fired", 0) + 1
        if token._state == WAITING:
            token._set_state(READY)
            agenda = token.workflow.top_workflow.agenda
            agenda.append(token) if self.repeats else agenda.appendleft(token)

    def _on_complete(self, my_task: Token) -> None:
        gateway = my_task.parent
        super()._on_complete(my_task)
        if gateway is not None and isinstance(gateway.task_spec, EventGateway):
            gateway.cancel()

    def again(self, token: Token) -> None:
        """Listen on after having fired. Timers that cannot fire again stay unarmed."""
        inner = token.internal_data
        inner.pop("fired", None)
        token._set_state(WAITING)
        if all(definition.spent(armed) for definition, armed in zip(self.definitions, inner["on"], strict=True)):
            token.cancel()


class EventGateway(Node):
    """Waits for the first of the events behind it."""

    def begin(self, token: Token) -> None:
        token._set_state(STARTED)
        for flow in self.flows:
            event: Node = token.workflow.spec.task_specs[flow.target]
            event._update(Token(token.workflow, event, token))


class StartEvent(CatchEvent):
    """Passes when the case was started by it, else waits for its event; the first of several wins."""

    def begin(self, token: Token) -> None:
        if token.internal_data.pop("started", None) or not self.definitions:
            token.run()
        else:
            self.listen(token)

    def _on_complete(self, my_task: Token) -> None:
        others = [t for t in my_task.workflow.tokens() if isinstance(t.task_spec, StartEvent) and t is not my_task]
        for other in others:
            if other._state in (WAITING, FUTURE):
                other.cancel()
        super()._on_complete(my_task)
