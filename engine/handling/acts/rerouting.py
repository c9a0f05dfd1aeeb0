"""Open tasks go where the diagram sends them now: the organisation has changed, or what is known of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import commands as c
from engine import events as e
from engine.spiff.nodes.tasks import UserTask
from engine.spiff.token import READY, Token
from engine.spiff.workflow import locals_of

if TYPE_CHECKING:
    from engine.handling.attempt import Attempt


def reroute(attempt: Attempt, command: c.Reroute) -> None:
    """Whoever had taken a task that goes elsewhere gives it back. Due dates stay, and clocks. Nothing goes elsewhere: nothing
    happens."""
    moved = [(token, unit) for token in _open(attempt, command.tasks) if (unit := _now(attempt, token)) != _stands(token)]
    if not moved:
        return
    numbers, units = tuple(token.internal_data["no"] for token, _ in moved), tuple(unit for _, unit in moved)
    attempt.tell(e.WorkRerouted(tasks=numbers, units=units, reason=command.reason))
    for token, unit in moved:
        inner = token.internal_data
        if inner.pop("assignee", None) is not None:
            attempt.tell(e.TaskReleased(task=inner["no"], element=token.task_spec.element.id))
        inner["unit"] = unit


def _open(attempt: Attempt, tasks: tuple[int, ...]) -> list[Token]:
    return [
        token
        for token in attempt.workflow.all_tokens()
        if isinstance(token.task_spec, UserTask)
        and token._state == READY
        and "no" in token.internal_data
        and "done" not in token.internal_data
        and (not tasks or token.internal_data["no"] in tasks)
    ]


def _stands(token: Token) -> str:
    return str(token.internal_data["unit"])


def _now(attempt: Attempt, token: Token) -> str:
    """The unit it would go to if it began now. Where that cannot be told any more, or nobody is there, it stays."""
    node = token.task_spec
    assert isinstance(node, UserTask)
    try:
        unit = "" if node.unit is None else attempt.turn.evaluate(node.unit, locals_of(token))
        return attempt.turn.nearest(unit, node.element.role)
    except Exception:  # whatever an expression of a model does, a task is never lost by it
        return _stands(token)
