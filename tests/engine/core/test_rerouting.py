"""Open tasks go where the diagram sends them now, when the organisation or the file has changed."""

from __future__ import annotations

from typing import Any

import pytest

from engine import commands as c
from engine import events as e
from engine.directory import Flat
from tests.engine.story import Story

MODEL = 's start\na user lane=clerk unit="=place" due="=@\\"2026-03-09T09:00:00+08:00\\""\nx end\ns > a > x'
AGAIN = c.Reroute(command_id="r", reason="organisation_changed")


class Passed(Flat):
    """Every unit holds every role, but what was closed is passed on."""

    def __init__(self) -> None:
        self.heirs: dict[str, str | None] = {}

    def nearest(self, unit: str, role: str) -> str | None:
        return self.heirs.get(unit, unit)


@pytest.fixture
def offices() -> Passed:
    return Passed()


@pytest.fixture
def story(offices: Passed) -> Story:
    return Story(MODEL, directory=offices).start(place="u1")


def work(story: Story) -> Any:
    return story.step.work[0]


def test_a_task_of_a_closed_unit_goes_to_who_does_its_work(story: Story, offices: Passed) -> None:
    due = work(story).due_at
    story.does(c.ClaimTask(command_id="1", task=1, assignee=7))
    offices.heirs["u1"] = "u2"
    story.does(AGAIN)
    assert [type(told) for told in story.told] == [e.WorkRerouted, e.TaskReleased, e.TaskMoved]
    assert story.told[0] == e.WorkRerouted(tasks=(1,), units=("u2",), reason="organisation_changed")
    assert (work(story).unit, work(story).assignee, work(story).due_at) == ("u2", None, due)


def test_it_goes_where_the_file_says_now(story: Story) -> None:
    story.knows(place="u3").does(AGAIN)
    assert work(story).unit == "u3"


def test_whom_the_case_is_about_gets_it_no_longer() -> None:
    class Above(Passed):
        def superior(self, unit: str) -> str | None:
            return "top" if unit == "u1" else None

    story = Story(MODEL, directory=Above()).start(place="u1").knows(about_unit="u1").does(AGAIN)
    assert work(story).unit == "top"


def test_what_is_where_it_should_be_stays_with_its_holder(story: Story) -> None:
    story.does(c.ClaimTask(command_id="1", task=1, assignee=7)).does(AGAIN)
    assert story.told == []
    assert work(story).assignee == 7


def test_only_the_tasks_that_are_named_go(story: Story, offices: Passed) -> None:
    offices.heirs["u1"] = "u2"
    story.does(c.Reroute(command_id="r", reason="closed", tasks=(9,)))
    assert work(story).unit == "u1"
    story.does(c.Reroute(command_id="s", reason="closed", tasks=(1,)))
    assert work(story).unit == "u2"


@pytest.mark.parametrize("file", [{"place": None}, {"place": 7}])
def test_where_nobody_can_tell_it_stays(story: Story, file: dict[str, Any]) -> None:
    story.knows(**file).does(AGAIN)
    assert story.told == []
    assert work(story).unit == "u1"


def test_where_nobody_is_left_it_stays(story: Story, offices: Passed) -> None:
    offices.heirs["u1"] = None
    story.does(AGAIN)
    assert work(story).unit == "u1"
