"""Let every token move until all of them wait. One token at a time, each in one indivisible go."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from engine.expressions import Evaluable
from engine.spiff.nodes.catching import CatchEvent
from engine.spiff.nodes.gateways import InclusiveGateway
from engine.spiff.token import READY, WAITING, Token
from engine.spiff.workflow import CaseWorkflow, Scope, SubScope, locals_of

Guard = Callable[[Token], bool]
Changes = Callable[[Token, Evaluable], bool]
Complaint = Callable[[Token, Exception], None]


def settle(workflow: CaseWorkflow, guard: Guard, changes: Changes, complain: Complaint) -> None:
    """`guard` is asked before each go whether the token may go, `changes` whether a condition may have changed since it was
    looked at last; `complain` hears of conditions that cannot be evaluated."""
    agenda = workflow.agenda
    while True:
        while agenda:
            token = agenda.popleft()
            if token.live and token.id in token.workflow.tasks and guard(token):
                token.task_spec.proceed(token)
                finish(token.workflow)
        if not (_joins(workflow) or _conditions(workflow, changes, complain)):
            return


def finish(scope: Scope) -> None:
    """A scope with nothing left in it is done."""
    if scope.completed or not scope.idle():
        return
    scope.clear()
    scope.completed = True
    if isinstance(scope, SubScope):
        host = scope.host
        scope.top_workflow.close(host)
        host._set_state(READY)
        host.task_spec._update(host)


def _joins(workflow: CaseWorkflow) -> bool:
    """Inclusive joins, now that nothing else moves."""
    return any(
        token._state == WAITING and isinstance(token.task_spec, InclusiveGateway) and token.task_spec.look(token.workflow)
        for token in workflow.all_tokens()
    )


def _conditions(workflow: CaseWorkflow, changes: Changes, complain: Complaint) -> bool:
    """Conditional events look at the case file again."""
    moved = False
    for token in workflow.all_tokens():
        event = token.task_spec
        if not event.conditional or token._state != WAITING or "on" not in token.internal_data:
            continue
        for index, condition in event.conditional:
            if not changes(token, condition.expression):
                continue
            try:
                rises = condition.rises(token.internal_data["on"][index], workflow.turn, locals_of(token))
            except Exception as error:
                complain(token, error)
                continue
            if rises:
                cast(CatchEvent, event).fire(token, index)
                moved = True
    return moved
