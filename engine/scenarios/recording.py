"""A case that was becomes a story: what was done to it, step by step at its moments, without what anybody wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from engine import commands as c
from engine import events as e
from engine.calendar import SHANGHAI
from engine.definition import Definition
from engine.replay import Recorded, command_of
from engine.scenarios.bounds import MOST_STEPS
from engine.scenarios.failures import broken
from engine.scenarios.masking import Mask
from engine.whatif.course import Course, course_of

REQUEST = "recorded"
PASSED_OVER = (c.ClaimTask, c.ReleaseTask, c.AssignTask, c.AddNote)
"""Change no way and no date."""


def story_of(history: Sequence[Recorded], definition: Definition) -> dict[str, Any]:
    """An entry of scenarios.yaml without its name. Errors: Broken, for a case in which something was done that no step can say
    (`not_told`), or too much."""
    mask, steps = Mask(), list[dict[str, Any]]()
    elements = _elements(history)
    requests: dict[str, Any] = {}
    for recorded in history:
        command = command_of(recorded)
        if isinstance(command, PASSED_OVER):
            continue
        steps.append({"at": _local(recorded.at)})
        if isinstance(command, c.StartCase):
            started = recorded.events[0]
            assert isinstance(started, e.CaseStarted)
            requests[REQUEST] = mask.file(command.file) | ({"message": command.message} if command.message else {})
            steps.append({"start": REQUEST, "number": started.number})
        elif (step := _step(command, definition, mask, elements)) is not None:
            steps.append(step)
        if len(steps) > MOST_STEPS:
            raise broken("too_much", what="steps", allowed=MOST_STEPS)
    return {"requests": requests, "steps": _without_idle_moments(steps)}


def _step(command: c.Command, definition: Definition, mask: Mask, elements: dict[tuple[str, int], str]) -> dict[str, Any] | None:
    if isinstance(command, c.FireTimers):
        return None
    if isinstance(command, c.CompleteTask):
        element = elements["task", command.task]
        person = mask.person(command.assignee)
        answers = mask.answers(definition, element.partition("@")[0], command.answers)
        return {"complete": element, "with": answers} | ({} if person is None else {"by": person})
    if isinstance(command, c.CompleteJob):
        return {"job": elements["job", command.job], "with": mask.file(command.result)}
    if isinstance(command, c.FailJob) and command.error_code:
        return {"failed": elements["job", command.job], "because": command.error_code}
    if isinstance(command, c.CorrelateMessage):
        return {"message": command.name, "with": mask.file(command.payload)}
    raise broken("not_told", command=type(command).__name__)


def _elements(history: Iterable[Recorded]) -> dict[tuple[str, int], str]:
    """(task or job, number) -> element, with its unit for a task."""
    found = {}
    for recorded in history:
        for event in recorded.events:
            if isinstance(event, e.TaskCreated):
                found["task", event.task] = f"{event.element}@{event.unit}"
            elif isinstance(event, e.JobCreated):
                found["job", event.job] = event.element
    return found


def _without_idle_moments(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A moment at which nothing but another moment follows need not be said: time passes anyway."""
    return [step for step, after in zip(steps, [*steps[1:], {}], strict=True) if "at" not in step or "at" not in after]


def what_differs(history: Sequence[Recorded], played: Iterable[tuple[datetime, e.Event]]) -> list[str]:
    """In what the story, played on the version of the case, is not the case: names of what is otherwise, nothing when it is."""
    was, now = course_of((recorded.at, event) for recorded in history for event in recorded.events), course_of(played)
    found = []
    if was.outcome != now.outcome:
        found.append("outcome")
    if _way(was) != _way(now):
        found.append("steps")
    if {key: promise.kept for key, promise in was.promises.items()} != {key: p.kept for key, p in now.promises.items()}:
        found.append("promises")
    return found


def _way(course: Course) -> Counter[tuple[str, str]]:
    return Counter((step.element, step.unit) for step in course.steps)


def _local(moment: datetime) -> str:
    """As stories write it, exact."""
    text = moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S.%f")
    return text.removesuffix(".000000").removesuffix(":00") if text.endswith(":00.000000") else text.removesuffix(".000000")
