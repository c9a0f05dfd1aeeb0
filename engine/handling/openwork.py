"""What is open in a case, read off its tokens. Comparing two readings gives the events that nobody can forget to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from engine import events as e
from engine import work as w
from engine.moments import moment
from engine.spiff.nodes.catching import CatchEvent
from engine.spiff.nodes.tasks import JobTask, UserTask
from engine.spiff.token import READY, STARTED, WAITING, Token
from engine.spiff.triggers import Armed, Timer, Trigger
from engine.spiff.workflow import CaseWorkflow
from engine.state import Content

Open = dict[int, w.OpenWork]


def open_work(workflow: CaseWorkflow, content: Content) -> Open:
    """By number, in the order of the numbers."""
    found = {item.no: item for token in workflow.all_tokens() for item in _of_token(token)}
    for number, (element, kind, message) in content.incidents.items():
        found[int(number)] = w.Incident(no=int(number), element=element, kind=kind, message=message)
    return dict(sorted(found.items()))


def is_anything_open(workflow: CaseWorkflow, content: Content) -> bool:
    """Whether somebody or something is still waited for; stops at the first."""
    return bool(content.incidents) or any(map(_of_token, workflow.all_tokens()))


def work_at(workflow: CaseWorkflow, number: int) -> Token | None:
    """The token that this open work, or this incident, stands for."""
    for token in workflow.all_tokens():
        if token.internal_data.get("incident") == number or any(item.no == number for item in _of_token(token)):
            return token
    return None


def _of_token(token: Token) -> Sequence[w.OpenWork]:
    inner, node = token.internal_data, token.task_spec
    if "blocked" in inner:
        return ()
    if isinstance(node, CatchEvent):  # most tokens wait at one
        if token._state != WAITING or "on" not in inner:
            return ()
        pairs = zip(node.definitions, inner["on"], strict=True)
        return [_awaited(node, trigger, armed) for trigger, armed in pairs if trigger.opens]
    if isinstance(node, UserTask):
        return (user_task(token),) if token._state == READY and "done" not in inner else ()
    return (job(token),) if isinstance(node, JobTask) and token._state == STARTED else ()


def _awaited(node: CatchEvent, trigger: Trigger, armed: Armed) -> w.Timer | w.MessageSubscription:
    if not isinstance(trigger, Timer):
        return w.MessageSubscription(no=armed[0], element=node.element.id, name=trigger.event.name or "")
    due = armed[1]
    return w.Timer(no=armed[0], element=node.element.id, due_at=None if due is None else moment(due))


def user_task(token: Token) -> w.UserTask:
    """The user task that the token stands at."""
    inner, element = token.internal_data, token.task_spec.element
    due = inner.get("due")
    return w.UserTask(
        no=inner["no"],
        element=element.id,
        phase=element.phase,
        role=element.role,
        unit=inner["unit"],
        form=element.form,
        assignee=inner.get("assignee"),
        priority=inner.get("priority", 50),
        due_at=None if due is None else moment(due),
    )


def job(token: Token) -> w.Job:
    """The job that the token stands at."""
    inner, element = token.internal_data, token.task_spec.element
    return w.Job(
        no=inner["no"],
        element=element.id,
        phase=element.phase,
        type=inner["type"],
        inputs=inner["inputs"],
        retries=inner["retries"],
    )


def difference(before: Open, after: Open, told: set[int]) -> list[e.Event]:
    """What vanished without being told of, what is new, what moved."""
    gone = [event for no, item in before.items() if no not in after and no not in told for event in _gone(item)]
    new = [event for no, item in after.items() if no not in before for event in _new(item)]
    moved = [event for no, item in after.items() if no in before for event in _moved(before[no], item)]
    return [*gone, *new, *moved]


def _gone(item: w.OpenWork) -> list[e.Event]:
    if isinstance(item, w.UserTask):
        return [e.TaskCancelled(task=item.no, element=item.element)]
    if isinstance(item, w.Job):
        return [e.JobCancelled(job=item.no, element=item.element)]
    if isinstance(item, w.Timer):
        return [e.TimerCancelled(timer=item.no, element=item.element)]
    if isinstance(item, w.MessageSubscription):
        return [e.MessageUnawaited(subscription=item.no, element=item.element, name=item.name)]
    return [e.IncidentResolved(incident=item.no, element=item.element)]


def _new(item: w.OpenWork) -> list[e.Event]:
    if isinstance(item, w.UserTask):
        return [
            e.TaskCreated(
                task=item.no,
                element=item.element,
                phase=item.phase,
                role=item.role,
                unit=item.unit,
                form=item.form,
                priority=item.priority,
                due_at=item.due_at,
            )
        ]
    if isinstance(item, w.Job):
        return [
            e.JobCreated(
                job=item.no,
                element=item.element,
                phase=item.phase,
                type=item.type,
                inputs=item.inputs,
                retries=item.retries,
            )
        ]
    if isinstance(item, w.Timer):
        return [e.TimerScheduled(timer=item.no, element=item.element, due_at=item.due_at)]
    if isinstance(item, w.MessageSubscription):
        return [e.MessageAwaited(subscription=item.no, element=item.element, name=item.name)]
    return [e.IncidentRaised(incident=item.no, element=item.element, incident_kind=item.kind, message=item.message)]


def _moved(before: w.OpenWork, after: w.OpenWork) -> list[e.Event]:
    if isinstance(after, w.UserTask):
        return _moved_task(cast(w.UserTask, before), after)
    if after == before:
        return []
    if isinstance(after, w.Timer):
        return [e.TimerScheduled(timer=after.no, element=after.element, due_at=after.due_at)]
    if isinstance(after, w.Job):
        return [e.JobMoved(job=after.no, element=after.element, phase=after.phase)]
    if isinstance(after, w.Incident):
        return [e.IncidentMoved(incident=after.no, element=after.element)]
    return [*_gone(before), *_new(after)]


def _moved_task(before: w.UserTask, after: w.UserTask) -> list[e.Event]:
    moved: list[e.Event] = []
    if _place(after) != _place(before):
        moved.append(
            e.TaskMoved(
                task=after.no, element=after.element, phase=after.phase, role=after.role, unit=after.unit, form=after.form
            )
        )
    if after.due_at != before.due_at:
        moved.append(e.TaskRescheduled(task=after.no, element=after.element, due_at=after.due_at))
    if after.priority != before.priority:
        moved.append(e.TaskReprioritised(task=after.no, element=after.element, priority=after.priority))
    return moved


def _place(task: w.UserTask) -> tuple[object, ...]:
    return task.element, task.phase, task.role, task.unit, task.form
