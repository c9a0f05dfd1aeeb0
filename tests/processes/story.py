"""Plays a scenario in a world, step by step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from engine import commands as c
from engine import events as e
from engine import work as w
from engine.calendar import SHANGHAI
from engine.errors import Rejection
from tests.processes.expectations import differences
from tests.processes.scenario import Scenario, StepOfScenario
from tests.processes.world import Case, World

T = TypeVar("T", w.Timer, w.UserTask, w.Job)


class StoryBroken(AssertionError):
    """A step could not be done or an expectation was not met."""


def play(scenario: Scenario, world: World) -> World:
    """Errors: StoryBroken, saying step and reason."""
    seen: dict[str, int] = {}
    for step in scenario.steps:
        try:
            if step.verb == "expect":
                _expect(world, step, seen)
            else:
                DO[step.verb](world, step)
        except Exception as broken:
            raise StoryBroken(f"{scenario.name}, step {step.line} ({step.verb}: {step.about}): {broken}") from broken
    return world


def moment(text: str) -> datetime:
    """Local time as the scenarios write it; seconds may be given."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def _expect(world: World, step: StepOfScenario, seen: dict[str, int]) -> None:
    case = world.cases[step.case]
    found = differences(world, case, step.about, seen.get(step.case, 0))
    if step.about.keys() & {"fired", "raised", "sent"}:
        seen[step.case] = len(case.log)
    if found:
        raise AssertionError("; ".join(found))


def _start(world: World, step: StepOfScenario) -> None:
    file = dict(step.given)
    world.start(step.case, step.process, file, file.pop("message", None))


def _at(world: World, step: StepOfScenario) -> None:
    if moment(step.about) < world.time.moment:
        raise ValueError("time does not run backwards")
    world.travel(moment(step.about))


def _fire(world: World, step: StepOfScenario) -> None:
    case = world.cases[step.case]
    timer = _only(case, w.Timer, step.about)
    if timer.due_at is None:
        raise AssertionError("the timer is not armed")
    before = len(case.log)
    world.travel(timer.due_at)
    if step.about not in [event.element for _, event in case.log[before:] if isinstance(event, e.TimerFired)]:
        raise AssertionError("the timer did not fire")


def _complete(world: World, step: StepOfScenario) -> None:
    case = world.cases[step.case]
    task = _only(case, w.UserTask, step.about)
    world.act(case, c.CompleteTask(command_id=f"step-{step.line}", task=task.no, answers=step.given, assignee=step.by))


def _refused(world: World, step: StepOfScenario) -> None:
    try:
        _complete(world, step)
    except Rejection as refusal:
        if refusal.code != step.because:
            raise
        return
    raise AssertionError("it was not refused")


def _job(world: World, step: StepOfScenario) -> None:
    case = world.cases[step.case]
    job = _only(case, w.Job, step.about)
    if job.type in ("link_case", "unlink_case"):
        world.link(case, job.type == "link_case", str(job.inputs["kind"]), str(job.inputs["number"]))
    world.act(case, c.CompleteJob(command_id=f"step-{step.line}", job=job.no, result=step.given))


def _failed(world: World, step: StepOfScenario) -> None:
    case = world.cases[step.case]
    job = _only(case, w.Job, step.about)
    world.act(case, c.FailJob(command_id=f"step-{step.line}", job=job.no, message=step.because, error_code=step.because))


def _message(world: World, step: StepOfScenario) -> None:
    world.tell(world.cases[step.case], step.about, step.given)


def _only(case: Case, kind: type[T], element: str) -> T:
    """`element` may be followed by `@unit`, where several units have the same task."""
    name, _, unit = element.partition("@")
    found = [item for item in case.work if isinstance(item, kind) and item.element == name]
    found = [item for item in found if not unit or getattr(item, "unit", None) == unit]
    if len(found) != 1:
        raise AssertionError(f"{len(found)} of these are open; open is {sorted(i.element for i in case.work)}")
    return found[0]


DO: dict[str, Callable[[World, StepOfScenario], None]] = {
    "start": _start, "at": _at, "fire": _fire, "complete": _complete, "refused": _refused, "failed": _failed, "job": _job,
    "message": _message,
}  # fmt: skip
