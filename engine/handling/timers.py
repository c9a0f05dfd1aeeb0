"""Timers of the diagram: dates are looked at again after every step; what is due fires in the order in which it was due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine import events as e
from engine.bounds import MAX_FIRINGS
from engine.expressions import Evaluable
from engine.handling.failure import incident
from engine.moments import iso, moment
from engine.spiff.nodes.catching import CatchEvent
from engine.spiff.nodes.tasks import UserTask
from engine.spiff.token import LOADED, LOOK_AGAIN, READY, WAITING, Token
from engine.spiff.triggers import Armed, Timer
from engine.spiff.workflow import locals_of

if TYPE_CHECKING:
    from engine.handling.attempt import Attempt


_BY_THEMSELVES = frozenset(("case", "policy", "working", "org"))
"""What may have changed since the last command without any change of the case; looked at by sweeps and repairs."""


def refresh(attempt: Attempt) -> None:
    """Due dates of timers, due dates and priorities of user tasks follow what they depend on. One that cannot be computed
    stays, with an incident."""
    for token in attempt.workflow.all_tokens():
        try:
            _refresh(attempt, token)
        except Exception as error:
            attempt.complain(token, *incident(error))
        token.seen = len(attempt.turn.touched)


def _refresh(attempt: Attempt, token: Token) -> None:
    turn, inner, node = attempt.turn, token.internal_data, token.task_spec
    if isinstance(node, CatchEvent):  # most tokens wait at one
        if node.dates and token._state == WAITING and "on" in inner:
            for index, date in node.dates:
                if may_differ(attempt, token, date.expression):
                    date.refresh(inner["on"][index], turn, locals_of(token))
    elif isinstance(node, UserTask) and token._state == READY and "done" not in inner:
        if may_differ(attempt, token, node.due):
            inner["due"] = turn.due(node.due, locals_of(token))
        if node.priority is not None and may_differ(attempt, token, node.priority):
            inner["priority"] = int(turn.evaluate(node.priority, locals_of(token)))


def may_differ(attempt: Attempt, token: Token, expression: Evaluable | None) -> bool:
    """Whether another value is to be expected than at the last look."""
    if expression is None:
        return False
    seen, names = token.seen, expression.free
    if seen == LOOK_AGAIN or (seen == LOADED and attempt.sweeps and not names.isdisjoint(_BY_THEMSELVES)):
        return True
    return any(name in names for name in attempt.turn.touched[max(seen, 0) :])


def fire_due(attempt: Attempt) -> None:
    """Breach clocks (done before every command), then fire one timer after the other, each with all that follows from it."""
    attempt.settle()
    fired = 0
    while fired < MAX_FIRINGS:
        due = sorted(_due(attempt), key=lambda found: found[:2])
        if not due:
            return
        at, number, token, index, trigger, armed = due[0]
        attempt.tell(e.TimerFired(timer=number, element=token.task_spec.element.id, due_at=moment(at)))
        trigger.fired(armed, attempt.turn)
        if not token.task_spec.repeats:
            attempt.turn.told.add(number)
        token.task_spec.fire(token, index)
        attempt.settle()
        fired += 1


def _due(attempt: Attempt) -> Iterator[tuple[str, int, Token, int, Timer, Armed]]:
    now = iso(attempt.turn.now)
    for token in attempt.workflow.all_tokens():
        inner, node = token.internal_data, token.task_spec
        if isinstance(node, CatchEvent) and token._state == WAITING and "on" in inner and "incident" not in inner:
            for index, (trigger, armed) in enumerate(zip(node.definitions, inner["on"], strict=True)):
                if isinstance(trigger, Timer) and armed[1] is not None and armed[1] <= now:
                    yield armed[1], armed[0], token, index, trigger, armed
