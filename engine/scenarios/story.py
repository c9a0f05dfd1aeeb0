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
from engine.scenarios.answers import differing
from engine.scenarios.expectations import differences
from engine.scenarios.failures import Broken, Failure, Unmet, broken
from engine.scenarios.scenario import Scenario, StepOfScenario
from engine.scenarios.world import Case, World

T = TypeVar("T", w.Timer, w.UserTask, w.Job)

TOLD_ONCE = frozenset(("fired", "raised", "sent"))


class StoryBroken(AssertionError):
    """A step could not be done or an expectation was not met."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(str(failure))


def play(scenario: Scenario, world: World) -> World:
    """Errors: StoryBroken, saying step and reason."""
    seen: dict[str, int] = {}
    for step in scenario.steps:
        try:
            take(step, world, seen)
        except Exception as wrong:
            raise StoryBroken(_failure(scenario, step, wrong)) from wrong
    return world


def take(step: StepOfScenario, world: World, seen: dict[str, int]) -> None:
    """One step. `seen`: case -> events that expectations have already looked at; kept by the caller from step to step.
    Errors: Broken, Rejection, and whatever a broken model makes of a command."""
    if step.verb == "expect":
        _expect(world, step, seen)
    else:
        DO[step.verb](world, step)


def reasons(wrong: Exception) -> tuple[Unmet, ...]:
    """An error of a step as values."""
    if isinstance(wrong, Broken):
        return wrong.unmet
    if isinstance(wrong, Rejection):
        facts = {name: str(value) for name, value in wrong.facts.items()}
        return (Unmet(kind="refused", facts={"code": wrong.code, "facts": facts}),)
    return (Unmet(kind="error", facts={"error": type(wrong).__name__, "message": str(wrong)[:500]}),)


def moment(text: str) -> datetime:
    """Local time as the scenarios write it; seconds and parts of them may be given."""
    return datetime.fromisoformat(str(text)).replace(tzinfo=SHANGHAI)


def _failure(scenario: Scenario, step: StepOfScenario, wrong: Exception) -> Failure:
    return Failure(
        process=scenario.process, scenario=scenario.name, step=step.line, verb=step.verb, about=str(step.about)[:500],
        unmet=reasons(wrong), title=scenario.title,
    )  # fmt: skip


def _case(world: World, step: StepOfScenario) -> Case:
    if step.case not in world.cases:
        raise broken("no_case", case=step.case)
    return world.cases[step.case]


def _expect(world: World, step: StepOfScenario, seen: dict[str, int]) -> None:
    case = _case(world, step)
    found = differences(world, case, step.about, seen.get(step.case, 0))
    if step.about.keys() & TOLD_ONCE:
        seen[step.case] = len(case.log)
    if found:
        raise Broken(*found)


def _start(world: World, step: StepOfScenario) -> None:
    file = dict(step.given)
    world.start(step.case, step.process, file, file.pop("message", None), number=step.number)


def _at(world: World, step: StepOfScenario) -> None:
    if moment(step.about) < world.time.moment:
        raise broken("backwards")
    world.travel(moment(step.about))


def _fire(world: World, step: StepOfScenario) -> None:
    case = _case(world, step)
    timer = _only(case, w.Timer, step.about)
    if timer.due_at is None:
        raise broken("not_armed", element=step.about)
    before = len(case.log)
    world.travel(timer.due_at)
    if step.about not in [event.element for _, event in case.log[before:] if isinstance(event, e.TimerFired)]:
        raise broken("silent", element=step.about)


def _complete(world: World, step: StepOfScenario) -> None:
    case = _case(world, step)
    task = _only(case, w.UserTask, step.about)
    world.act(case, c.CompleteTask(command_id=f"step-{step.line}", task=task.no, answers=step.given, assignee=step.by))


def _refused(world: World, step: StepOfScenario) -> None:
    try:
        _complete(world, step)
    except Rejection as refusal:
        if refusal.code != step.because:
            raise
        return
    raise broken("not_refused")


def _job(world: World, step: StepOfScenario) -> None:
    case = _case(world, step)
    job = _only(case, w.Job, step.about)
    if job.type in ("link_case", "unlink_case"):
        world.link(case, job.type == "link_case", str(job.inputs["kind"]), str(job.inputs["number"]))
    world.act(case, c.CompleteJob(command_id=f"step-{step.line}", job=job.no, result=step.given))


def _failed(world: World, step: StepOfScenario) -> None:
    case = _case(world, step)
    job = _only(case, w.Job, step.about)
    world.act(case, c.FailJob(command_id=f"step-{step.line}", job=job.no, message=step.because, error_code=step.because))


def _message(world: World, step: StepOfScenario) -> None:
    world.tell(_case(world, step), step.about, step.given)


def _amend(world: World, step: StepOfScenario) -> None:
    world.act(_case(world, step), c.AmendFile(command_id=f"step-{step.line}", file=step.about, reason="amended"))


def _ask(world: World, step: StepOfScenario) -> None:
    if found := differing(world, step):
        raise Broken(found)


def _only(case: Case, kind: type[T], element: str) -> T:
    """`element` may be followed by `@unit`, where several units have the same task, and by `#2`: the second that began."""
    name, _, which = str(element).partition("#")
    name, _, unit = name.partition("@")
    found = [item for item in case.work if isinstance(item, kind) and item.element == name]
    found = [item for item in found if not unit or getattr(item, "unit", None) == unit]
    if which.isdigit():
        found = sorted(found, key=lambda item: item.no)[int(which) - 1 :][:1] if int(which) else []
    if len(found) != 1:
        raise broken("not_open", element=element, found=len(found), open=sorted(i.element for i in case.work))
    return found[0]


DO: dict[str, Callable[[World, StepOfScenario], None]] = {
    "start": _start, "at": _at, "fire": _fire, "complete": _complete, "refused": _refused, "failed": _failed, "job": _job,
    "message": _message, "amend": _amend, "ask": _ask,
}  # fmt: skip
