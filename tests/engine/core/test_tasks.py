"""Taking, giving back, assigning and completing tasks, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from engine import commands as c
from engine import events as e
from engine.errors import AlreadyClaimed, CaseClosed, JobNotOpen, Rejection, TaskNotOpen, UnknownProcess, UnknownVersion
from engine.library import Library
from tests.engine.story import Story

MODEL = "s start\na user lane=clerk\nb user\nx end\ns > a > b > x"


@pytest.fixture
def story() -> Story:
    return Story(MODEL).start()


def test_who_takes_a_task_has_it(story: Story) -> None:
    story.does(c.ClaimTask(command_id="1", task=1, assignee=7))
    assert story.told == [e.TaskClaimed(task=1, element="a", assignee=7)]
    assert story.step.work[0].assignee == 7  # type: ignore[union-attr]


def test_taking_it_twice_changes_nothing(story: Story) -> None:
    story.does(c.ClaimTask(command_id="1", task=1, assignee=7)).does(c.ClaimTask(command_id="2", task=1, assignee=7))
    assert story.told == []


@pytest.mark.parametrize(
    "command",
    [
        c.ClaimTask(command_id="2", task=1, assignee=8),
        c.CompleteTask(command_id="2", task=1, assignee=8),
    ],
)
def test_what_somebody_has_taken_is_not_for_others(story: Story, command: c.Command) -> None:
    story.does(c.ClaimTask(command_id="1", task=1, assignee=7))
    with pytest.raises(AlreadyClaimed) as refusal:
        story.handle(command)
    assert refusal.value.facts == {"task": 1, "by": 7}


def test_a_task_given_back_is_free_again(story: Story) -> None:
    story.does(c.ClaimTask(command_id="1", task=1, assignee=7)).does(c.ReleaseTask(command_id="2", task=1))
    assert story.told == [e.TaskReleased(task=1, element="a")]
    assert story.step.work[0].assignee is None  # type: ignore[union-attr]
    assert story.does(c.ReleaseTask(command_id="3", task=1)).told == []


def test_a_supervisor_may_assign_it_to_another(story: Story) -> None:
    story.does(c.ClaimTask(command_id="1", task=1, assignee=7)).does(c.AssignTask(command_id="2", task=1, assignee=8))
    assert story.told == [e.TaskAssigned(task=1, element="a", assignee=8)]


def test_a_completed_task_says_everything_about_itself(story: Story) -> None:
    story.does(c.ClaimTask(command_id="1", task=1, assignee=7)).done("a", n=1.0)
    done = story.events(e.TaskCompleted)[0]
    assert (done.task, done.element, done.role, done.unit, done.answers, done.assignee) == (1, "a", "clerk", "", {"n": 1}, 7)


@pytest.mark.parametrize(
    "command",
    [
        c.ClaimTask(command_id="1", task=9, assignee=1),
        c.ReleaseTask(command_id="1", task=9),
        c.AssignTask(command_id="1", task=9, assignee=1),
        c.CompleteTask(command_id="1", task=9),
    ],
)
def test_what_is_not_open_cannot_be_done(story: Story, command: c.Command) -> None:
    with pytest.raises(TaskNotOpen):
        story.handle(command)


def test_a_completed_task_cannot_be_completed_again(story: Story) -> None:
    story.done("a")
    with pytest.raises(TaskNotOpen):
        story.handle(c.CompleteTask(command_id="1", task=1))


@pytest.mark.parametrize("command", [c.CompleteJob(command_id="1", job=1), c.FailJob(command_id="1", job=1, message="no")])
def test_a_task_is_no_job(story: Story, command: c.Command) -> None:
    with pytest.raises(JobNotOpen):
        story.handle(command)


@pytest.mark.parametrize(
    "command",
    [
        c.FireTimers(command_id="1"),
        c.CancelCase(command_id="1", reason="x"),
        c.AmendFile(command_id="1", file={}, reason="x"),
    ],
)
def test_a_closed_case_takes_nothing(story: Story, command: c.Command) -> None:
    story.done("a").done("b")
    with pytest.raises(CaseClosed):
        story.handle(command)


def test_unknown_processes_and_versions_are_refused_by_name(story: Story) -> None:
    with pytest.raises(UnknownProcess):
        story.engine.handle(None, c.StartCase(command_id="1", process="nothing", file={}), now=story.now)
    story.engine.library = Library()
    with pytest.raises(UnknownVersion):
        story.handle(c.FireTimers(command_id="1"))


def test_a_refusal_has_a_code_and_a_sentence() -> None:
    for kind in Rejection.__subclasses__():
        assert kind.__doc__
        assert kind.code == kind(x=1).code != "rejected"


def test_the_state_that_was_given_is_never_changed(story: Story) -> None:
    before = story.step.state
    blob, file = bytes(before.blob), dict(before.file)
    story.done("a", n=1)
    assert (before.blob, before.file) == (blob, file)


def test_the_same_command_gives_the_same_bytes(story: Story) -> None:
    def bytes_of() -> tuple[bytes, tuple[Any, ...]]:
        step = story.handle(c.CompleteTask(command_id="1", task=1, answers={"n": 1}))
        return step.state.blob, step.events

    assert bytes_of() == bytes_of()


def test_a_priority_may_be_computed() -> None:
    story = Story('s start\na user priority="=if urgent then 90 else 10"\ns > a').start(urgent=True)
    assert story.step.work[0].priority == 90  # type: ignore[union-attr]
