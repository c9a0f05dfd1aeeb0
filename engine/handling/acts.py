"""What each command does to the tokens. Every act is short, evaluates nothing of the model, and leaves the rest to the agenda."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from engine import commands as c
from engine import events as e
from engine import feel
from engine.errors import AlreadyClaimed, JobNotOpen, MessageNotAwaited, NoSuchIncident, ReservedName, TaskNotOpen
from engine.handling.names import RESERVED
from engine.handling.openwork import user_task
from engine.spiff.nodes.catching import CatchEvent
from engine.spiff.nodes.tasks import JobTask, UserTask
from engine.spiff.propagation import catch_at, catch_code
from engine.spiff.token import FUTURE, LOOK_AGAIN, READY, STARTED, WAITING, Token
from engine.spiff.workflow import frame_of

if TYPE_CHECKING:
    from engine.handling.attempt import Attempt


def claim(attempt: Attempt, command: c.ClaimTask) -> None:
    token = _task(attempt, command.task)
    holder = token.internal_data.get("assignee")
    if holder == command.assignee:
        return
    if holder is not None:
        raise AlreadyClaimed(task=command.task, by=holder)
    token.internal_data["assignee"] = command.assignee
    attempt.tell(e.TaskClaimed(task=command.task, element=token.task_spec.element.id, assignee=command.assignee))


def release(attempt: Attempt, command: c.ReleaseTask) -> None:
    token = _task(attempt, command.task)
    if token.internal_data.pop("assignee", None) is not None:
        attempt.tell(e.TaskReleased(task=command.task, element=token.task_spec.element.id))


def assign(attempt: Attempt, command: c.AssignTask) -> None:
    token = _task(attempt, command.task)
    if token.internal_data.get("assignee") != command.assignee:
        token.internal_data["assignee"] = command.assignee
        attempt.tell(e.TaskAssigned(task=command.task, element=token.task_spec.element.id, assignee=command.assignee))


def complete(attempt: Attempt, command: c.CompleteTask) -> None:
    token = _task(attempt, command.task)
    holder, assignee = token.internal_data.get("assignee"), command.assignee
    if None not in (holder, assignee) and holder != assignee:
        raise AlreadyClaimed(task=command.task, by=holder)
    task, answers = user_task(token), feel.plain(dict(command.answers))
    attempt.turn.told.add(task.no)
    attempt.tell(e.TaskCompleted(
        task=task.no, element=task.element, phase=task.phase, role=task.role, unit=task.unit, answers=answers,
        assignee=holder if assignee is None else assignee,
    ))
    _result(attempt, token, answers)
    token.internal_data = {key: value for key, value in token.internal_data.items() if key == "index"} | {"done": 1}
    token.task_spec._update(token)


def complete_job(attempt: Attempt, command: c.CompleteJob) -> None:
    token = _job(attempt, command.job)
    result = feel.plain(dict(command.result))
    attempt.turn.told.add(command.job)
    attempt.tell(e.JobCompleted(job=command.job, element=token.task_spec.element.id, result=result))
    _result(attempt, token, result)
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


def correlate(attempt: Attempt, command: c.CorrelateMessage) -> None:
    """To the one that has waited longest: a message has one receiver."""
    waiting = [
        (token.internal_data["on"][index][0], token, index)
        for token in attempt.workflow.all_tokens()
        if token._state == WAITING and "on" in token.internal_data and isinstance(token.task_spec, CatchEvent)
        for index, definition in enumerate(token.task_spec.definitions)
        if definition.catches("message", command.name)
    ]
    if not waiting:
        raise MessageNotAwaited(message=command.name)
    number, token, index = min(waiting, key=lambda found: found[0])
    payload = feel.plain(dict(command.payload))
    if not token.task_spec.repeats:
        attempt.turn.told.add(number)
    attempt.tell(e.MessageReceived(name=command.name, payload=payload))
    if payload:
        attempt.turn.write(token.task_spec.element, {token.task_spec.element.id: payload}, frame_of(token))
    token.task_spec.fire(token, index)


def amend(attempt: Attempt, command: c.AmendFile) -> None:
    changes = entries(command.file)
    attempt.turn.put(changes)
    attempt.tell(e.FileChanged(element=None, changes=changes, reason=command.reason))


def resolve(attempt: Attempt, command: c.ResolveIncident) -> None:
    incident = attempt.turn.content.incidents.pop(str(command.incident), None)
    if incident is None:
        raise NoSuchIncident(incident=command.incident)
    changes = entries(command.file)
    attempt.turn.put(changes)
    attempt.turn.told.add(command.incident)
    attempt.tell(e.IncidentResolved(incident=command.incident, element=incident[0], file=changes))
    for token in attempt.workflow.all_tokens():
        if token.internal_data.get("incident") == command.incident:
            del token.internal_data["incident"]
            token.seen = LOOK_AGAIN
            if token.internal_data.pop("blocked", None):
                token.task_spec._update(token)


def pause(attempt: Attempt, command: c.PauseClock) -> None:
    attempt.turn.clocks.pause(command.clock, command.reason)


def resume(attempt: Attempt, command: c.ResumeClock) -> None:
    attempt.turn.clocks.resume(command.clock, command.reason)


def extend(attempt: Attempt, command: c.ExtendClock) -> None:
    attempt.turn.clocks.extend(command.clock, command.by, command.reason)


def recompute(attempt: Attempt, command: c.RecomputeClocks) -> None:
    attempt.turn.clocks.recompute(command.reason)


def cancel(attempt: Attempt, command: c.CancelCase) -> None:
    attempt.workflow.clear()
    attempt.turn.content.incidents.clear()
    attempt.cancelled = True
    attempt.turn.clocks.stop_all()
    attempt.closing = e.CaseCancelled(reason=command.reason)


ACTS: dict[type[c.Command], Callable[[Any, Any], None]] = {
    c.ClaimTask: claim,
    c.ReleaseTask: release,
    c.AssignTask: assign,
    c.CompleteTask: complete,
    c.CompleteJob: complete_job,
    c.FailJob: fail_job,
    c.CorrelateMessage: correlate,
    c.AmendFile: amend,
    c.ResolveIncident: resolve,
    c.PauseClock: pause,
    c.ResumeClock: resume,
    c.ExtendClock: extend,
    c.RecomputeClocks: recompute,
    c.CancelCase: cancel,
}


def _task(attempt: Attempt, number: int) -> Token:
    for token in attempt.workflow.all_tokens():
        inner = token.internal_data
        if inner.get("no") == number and isinstance(token.task_spec, UserTask) and token._state == READY and "done" not in inner:
            return token
    raise TaskNotOpen(task=number)


def _job(attempt: Attempt, number: int) -> Token:
    for token in attempt.workflow.all_tokens():
        if token.internal_data.get("no") == number and isinstance(token.task_spec, JobTask) and token._state == STARTED:
            return token
    raise JobNotOpen(job=number)


def _result(attempt: Attempt, token: Token, result: dict[str, Any]) -> None:
    """Under the name of the element: in the innermost multi-instance, else in the case file."""
    frame, name = frame_of(token), token.task_spec.element.id
    if name in RESERVED:
        raise ReservedName(names=[name])
    if frame is None:
        attempt.turn.put({name: result})
    else:
        frame[name] = result


def entries(file: Mapping[str, Any]) -> dict[str, Any]:
    """Entries for the case file, as JSON. Errors: ReservedName."""
    changes: dict[str, Any] = feel.plain(dict(file))
    if taken := RESERVED & changes.keys():
        raise ReservedName(names=sorted(taken))
    return changes
