"""A case goes on by a way that its diagram does not draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import commands as c
from engine import events as e
from engine.errors import CannotJump, TaskNotOpen
from engine.handling.moving.joins import stranded
from engine.handling.moving.jumping import Way, way
from engine.handling.openwork import work_at
from engine.spiff.nodes.boundary import BoundaryEvent
from engine.spiff.nodes.tasks import UserTask
from engine.spiff.token import FUTURE, Token
from engine.spiff.workflow import locals_of

if TYPE_CHECKING:
    from engine.handling.attempt import Attempt


def jump(attempt: Attempt, command: c.JumpTo) -> None:
    """Errors: CannotJump."""
    token = work_at(attempt.workflow, command.work)
    if token is None or token.task_spec.is_trigger or isinstance(token.task_spec, BoundaryEvent):
        raise CannotJump(reason="not_here", element=command.element)
    found = way(attempt.turn.definition.elements, token, command.element)
    _go(attempt, found, token, "jump", command.work, command.reason)


def send_back(attempt: Attempt, command: c.SendBack) -> None:
    """Errors: TaskNotOpen, CannotJump."""
    token, elements = work_at(attempt.workflow, command.task), attempt.turn.definition.elements
    if token is None or not isinstance(token.task_spec, UserTask):
        raise TaskNotOpen(task=command.task)
    target = elements.get(command.element)
    if target is None or target.type not in ("userTask", "manualTask") or command.element not in attempt.turn.file:
        raise CannotJump(reason="never_done", element=command.element)
    found = way(elements, token, command.element)
    _go(attempt, found, token, "sent_back", command.task, command.reason)


def _go(attempt: Attempt, found: Way, token: Token, move: str, work: int, reason: str) -> None:
    """As along a flow: what is left is left with its clocks, what is entered begins."""
    scope, before = found.scope, stranded(found.scope)
    attempt.tell(e.TokenMoved(move=move, work=work, element=token.task_spec.element.id, target=found.path[-1], reason=reason))
    try:
        for left in found.leaving:
            if left._state != FUTURE:
                attempt.turn.left(left.task_spec.element, locals_of(left))
    except Exception as error:
        raise CannotJump(reason="model_fails", element=token.task_spec.element.id) from error
    for gone in (found.leaving[-1], *found.cancelled):
        gone.cancel()
    scope.send(found.path[0], list(found.path[1:]))
    if joins := stranded(scope) - before:
        raise CannotJump(reason="join", element=min(joins))
