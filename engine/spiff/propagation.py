"""Where a thrown event goes. Signals reach every listener of the case. Errors and escalations climb: the scope's own event
subprocess, then the border of the activity around it, then one scope further out. The library asks all tasks of a scope,
so that one error is also caught by a neighbour's boundary event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from engine.spiff.token import READY, WAITING, Token
from engine.spiff.workflow import Scope, SubScope

if TYPE_CHECKING:
    from engine.spiff.nodes.catching import CatchEvent


def broadcast(token: Token, name: str) -> None:
    """Every listener for the signal."""
    for listener in token.workflow.top_workflow.all_tokens():
        _fire(listener, "signal", name)


def catch_code(scope: Scope, kind: str, code: str | None) -> bool:
    """Hand an error or escalation outwards from `scope`. Returns whether somebody catches it."""
    while True:
        if _first(_listeners(scope.task_tree.children), kind, code):
            return True
        if not isinstance(scope, SubScope):
            return False
        host = scope.host
        if catch_at(host, kind, code):
            return True
        scope = host.workflow


def catch_at(host: Token, kind: str, code: str | None) -> bool:
    """The boundary events of an activity, or of the repetition it is one run of."""
    if _first(_listeners(host.children), kind, code):
        return True
    around = host.parent
    return host.task_spec.many is not None and around is not None and _first(_listeners(around.children), kind, code)


def innermost_transaction(scope: Scope) -> None:
    """Call off the transaction around a cancel end event. The lint refuses one outside of transactions."""
    while isinstance(scope, SubScope):
        host = scope.host
        scope.clear()
        if host.task_spec.is_transaction:
            if not _first(_listeners(host.children), "cancel", None):
                host.cancel()
            return
        scope = host.workflow


def _listeners(tokens: Iterable[Token]) -> list[Token]:
    return [t for t in tokens if t._state in (WAITING, READY) and "on" in t.internal_data]


def _first(tokens: list[Token], kind: str, code: str | None) -> bool:
    """One catcher: who names the code before who catches all."""
    for wanted in dict.fromkeys((code, None)):
        for token in tokens:
            if _fire(token, kind, wanted):
                return True
    return False


def _fire(token: Token, kind: str, what: str | None) -> bool:
    if token._state not in (WAITING, READY) or "on" not in token.internal_data:
        return False
    event = cast("CatchEvent", token.task_spec)
    for index, definition in enumerate(event.definitions):
        if definition.catches(kind, what):
            event.fire(token, index)
            return True
    return False
