"""Boundary events of a case that goes on by another version: one that the new version draws at another activity goes there with
what it has waited already, and one that is spent does not come back there."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from engine.spiff.nodes.boundary import BoundaryEvent
from engine.spiff.nodes.node import Node
from engine.spiff.token import LOOK_AGAIN, WAITING, Token
from engine.spiff.workflow import Scope


@dataclass(slots=True)
class Listening:
    """By the id in the new version. `drawn`: at borders of activities where the case stood. `spare`: tokens that listened there
    and are not drawn at that activity any more."""

    drawn: set[str] = field(default_factory=set)
    spare: dict[str, Token] = field(default_factory=dict)

    def stood(self, activity: Node, target: Callable[[str], str]) -> set[str]:
        """The case stood at an activity of the old version: the events at its border."""
        found = {target(event.element.id) for event in activity.attached}
        self.drawn |= found
        return found

    def left(self, host: Token, target: Callable[[str], str]) -> None:
        """An activity is not gone on with: the events at its border are loose."""
        self.stood(host.task_spec, target)
        for event in host.children:
            self.loose(event, target(event.task_spec.element.id))

    def loose(self, event: Token, target: str) -> None:
        """The event is not drawn where it was."""
        if event._state == WAITING:
            self.spare[target] = event

    def begin(self, scope: Scope, event: Node, on: Token) -> None:
        """The event at the border of `on` begins to listen, or goes on doing so."""
        before = self.spare.pop(event.element.id, None)
        if before is None:
            if event.element.id not in self.drawn:
                event.begin(Token(scope, event, on))
            return
        moved = Token(scope, event, on, WAITING)
        moved.data, moved.internal_data, moved.seen = deepcopy(before.data), deepcopy(before.internal_data), LOOK_AGAIN
        if isinstance(event, BoundaryEvent) and isinstance(before.task_spec, BoundaryEvent):
            event.listen_on(moved, before.task_spec)
