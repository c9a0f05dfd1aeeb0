"""Whether a token that stands at one element may stand at another: the same kind of waiting, in the same kind of loop."""

from __future__ import annotations

from engine.spiff.nodes.activities import SubProcess
from engine.spiff.nodes.node import Node
from engine.spiff.nodes.repeating import MultiInstance, Repetition
from engine.spiff.token import FUTURE, Token


def misfit(token: Token, node: Node) -> str | None:
    """Why the token cannot stand there; None: it can. One that failed before it began may stand anywhere."""
    before = token.task_spec
    if isinstance(before, Repetition) or isinstance(node, Repetition):
        return None if token._state == FUTURE else _other_loop(before, node)
    if token._state == FUTURE and before.many is None:
        return None
    return other_kind(before, node)


def other_kind(before: Node, after: Node) -> str | None:
    """other_kind, or other_call for another called process."""
    if type(before) is not type(after) or before.element.triggered != after.element.triggered:
        return "other_kind"
    if isinstance(before, SubProcess) and isinstance(after, SubProcess):
        called = (before.element.called, after.element.called)
        return None if called[0] == called[1] else "other_call"
    return None


def _other_loop(before: Node, after: Node) -> str | None:
    """Runs that have begun are counted by their loop: it must stay one over items, or one while a condition holds. A name for
    items that had none would find nothing in running work."""
    if not isinstance(before, Repetition) or not isinstance(after, Repetition):
        return "other_loop"
    if isinstance(before, MultiInstance) != isinstance(after, MultiInstance) or (after.loop.item and not before.loop.item):
        return "other_loop"
    return other_kind(before.body, after.body)
