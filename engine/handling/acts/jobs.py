"""What the worker reports of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import commands as c
from engine import events as e
from engine import feel
from engine.errors import JobNotOpen
from engine.handling.acts.file import keep_result
from engine.spiff.nodes.tasks import JobTask
from engine.spiff.propagation import catch_at, catch_code
from engine.spiff.token import FUTURE, READY, STARTED, WAITING, Token

if TYPE_CHECKING:
    from engine.handling.attempt import Attempt


def complete_job(attempt: Attempt, command: c.CompleteJob) -> None:
    token = _job(attempt, command.job)
    result = feel.plain(dict(command.result))
    attempt.turn.told.add(command.job)
    attempt.tell(e.JobCompleted(job=command.job, element=token.task_spec.element.id, result=result))
    keep_result(attempt, token, result)
    _over(token)
    token._set_state(READY)
    token.task_spec._update(token)


def fail_job(attempt: Attempt, command: c.FailJob) -> None:
    """The error goes to the border of the task, then outwards; nobody catches it: an incident, and the job is asked for again."""
    token = _job(attempt, command.job)
    element, code = token.task_spec.element.id, command.error_code
    attempt.turn.told.add(command.job)
    attempt.tell(e.JobFailed(job=command.job, element=element, message=command.message, error_code=code))
    _over(token)
    if code is not None and (catch_at(token, "error", code) or catch_code(token.workflow, "error", code)):
        token._set_state(WAITING)
        return
    token._set_state(FUTURE)
    attempt.block(token, "job_failed" if code is None else "uncaught_error", command.message)


def _over(token: Token) -> None:
    token.internal_data = {key: value for key, value in token.internal_data.items() if key == "index"}


def _job(attempt: Attempt, number: int) -> Token:
    for token in attempt.workflow.all_tokens():
        if token.internal_data.get("no") == number and isinstance(token.task_spec, JobTask) and token._state == STARTED:
            return token
    raise JobNotOpen(job=number)
