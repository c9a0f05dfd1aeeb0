"""What people do with tasks. Nothing here evaluates the model: the agenda does, one element at a time."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from engine import commands as c
from engine import events as e
from engine import feel
from engine.errors import AlreadyClaimed, SamePerson, TaskNotOpen
from engine.expressions import formula
from engine.handling.acts.file import keep_result
from engine.handling.openwork import user_task
from engine.spiff.nodes.tasks import UserTask
from engine.spiff.token import READY, Token
from engine.spiff.workflow import locals_of

if TYPE_CHECKING:
    from engine.handling.attempt import Attempt


def claim(attempt: Attempt, command: c.ClaimTask) -> None:
    token = _task(attempt, command.task)
    holder = token.internal_data.get("assignee")
    if holder == command.assignee:
        return
    if holder is not None:
        raise AlreadyClaimed(task=command.task, by=holder)
    _four_eyes(attempt, token, command.assignee)
    token.internal_data["assignee"] = command.assignee
    attempt.tell(e.TaskClaimed(task=command.task, element=token.task_spec.element.id, assignee=command.assignee))


def release(attempt: Attempt, command: c.ReleaseTask) -> None:
    token = _task(attempt, command.task)
    if token.internal_data.pop("assignee", None) is not None:
        attempt.tell(e.TaskReleased(task=command.task, element=token.task_spec.element.id))


def assign(attempt: Attempt, command: c.AssignTask) -> None:
    token = _task(attempt, command.task)
    _four_eyes(attempt, token, command.assignee)
    if token.internal_data.get("assignee") != command.assignee:
        token.internal_data["assignee"] = command.assignee
        attempt.tell(e.TaskAssigned(task=command.task, element=token.task_spec.element.id, assignee=command.assignee))


def complete(attempt: Attempt, command: c.CompleteTask) -> None:
    token = _task(attempt, command.task)
    holder, assignee = token.internal_data.get("assignee"), command.assignee
    if None not in (holder, assignee) and holder != assignee:
        raise AlreadyClaimed(task=command.task, by=holder)
    doer = holder if assignee is None else assignee
    _four_eyes(attempt, token, doer)
    task, answers = user_task(token), feel.plain(dict(command.answers))
    attempt.turn.told.add(task.no)
    attempt.tell(
        e.TaskCompleted(
            task=task.no,
            element=task.element,
            phase=task.phase,
            role=task.role,
            unit=task.unit,
            answers=answers,
            assignee=doer,
        )
    )
    keep_result(attempt, token, {**answers, "by": doer} if task.element in attempt.turn.definition.remembered else answers)
    token.internal_data = {key: value for key, value in token.internal_data.items() if key == "index"} | {"done": 1}
    token.task_spec._update(token)


def _four_eyes(attempt: Attempt, token: Token, doer: int | None) -> None:
    """Errors: SamePerson, when who does this did the task that another person must have done. Where nobody else holds the role
    in the unit there is no other person, and the work is not left lying for want of one."""
    other = token.task_spec.element.other_than
    if other is None or doer is None:
        return
    people, task = _kept_out(attempt, token, other), user_task(token)
    if doer in people and attempt.turn.surroundings.directory.others(task.unit, task.role, people):
        raise SamePerson(task=task.no, other=other)


def _kept_out(attempt: Attempt, token: Token, other: str) -> Collection[int]:
    """`other`: a task, or an expression for the people themselves."""
    if other.startswith("="):
        people = attempt.turn.evaluate(formula(other), locals_of(token))
        return people if isinstance(people, list) else ()
    done = attempt.turn.read(other, locals_of(token))
    return (done["by"],) if isinstance(done, dict) and done.get("by") is not None else ()


def _task(attempt: Attempt, number: int) -> Token:
    for token in attempt.workflow.all_tokens():
        inner = token.internal_data
        if inner.get("no") == number and isinstance(token.task_spec, UserTask) and token._state == READY and "done" not in inner:
            return token
    raise TaskNotOpen(task=number)
