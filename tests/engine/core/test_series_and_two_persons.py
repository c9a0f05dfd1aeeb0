"""A series of clocks, values kept with the case from inside a multi-instance, and tasks that need another person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine import events as e
from engine import work as w
from engine.clocks import Clock
from engine.commands import ClaimTask, Command, CompleteTask, CorrelateMessage, StartCase
from engine.directory import Directory, Flat
from engine.engine import Engine, Step
from engine.errors import SamePerson
from engine.holidays import standard_calendar
from engine.library import Library, files_of
from engine.state import unpack

PROCESSES = Path(__file__).parents[3] / "processes"
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Offices(Flat):
    """Everybody is there; the city stands above."""

    def superior(self, unit: str) -> str | None:
        return None if unit == "city" else "city"

    def ancestor(self, unit: str, tier: str) -> str | None:
        return "city"


class Alone(Offices):
    """A desk of one person, above which there is none."""

    def others(self, unit: str, role: str, people: Collection[int]) -> int:
        return 0


class Story:
    """One complaint, step by step."""

    def __init__(self, directory: Directory | None = None) -> None:
        library = Library()
        library.keep(files_of(PROCESSES / "complaint"))
        self.engine = Engine(library, calendars={"cn-gov": standard_calendar()}, policies={}, directory=directory or Offices())
        self.at = MONDAY
        file = {
            "title": "x",
            "kind": "help",
            "category": "a.b.c",
            "urgency": "general",
            "place": {"unit": "mill"},
            "duplicates": [],
        }
        start = StartCase(command_id="start", process="complaint", file=file)
        self.step: Step = self.engine.handle(None, start, now=self.at, case_id=1, number="1")
        self.told: list[e.Event] = []

    def do(self, element: str, by: int | None = None, unit: str = "", **answers: object) -> None:
        self.act(
            CompleteTask(command_id=f"{element}{len(self.told)}", task=self.task(element, unit), answers=answers, assignee=by)
        )

    def act(self, command: Command) -> None:
        state = replace(self.step.state, blob=bytes(self.step.state.blob))
        self.step = self.engine.handle(state, command, now=self.at)
        self.told += self.step.events

    def task(self, element: str, unit: str = "") -> int:
        found = [t for t in self.step.work if isinstance(t, w.UserTask) and t.element == element and unit in ("", t.unit)]
        return found[0].no

    def clocks(self) -> dict[str, Clock]:
        return {clock.name: clock for clock in map(Clock.from_list, unpack(self.step.state.blob).clocks)}


@pytest.fixture
def story() -> Story:
    """Three units have been asked to help a fourth."""
    told = Story()
    told.do("triage", decision="dispatch")
    told.do("dispatch", how="assign", target="roads", co_units=["north", "south", "west"])
    told.do("sign_for", decision="sign")
    told.do("first_contact", contacted="reached")
    return told


def test_each_of_a_series_runs_and_stops_for_itself(story: Story) -> None:
    story.at += timedelta(days=1)
    story.do("co_reply", unit="south", result="done")
    states = {name: clock.state for name, clock in story.clocks().items() if name.startswith("co_reply/")}
    assert states == {"co_reply/north": "running", "co_reply/south": "stopped", "co_reply/west": "running"}
    assert story.step.state.file["co_replies"] == [{"unit": "south", "result": "done", "reply": None}]


def test_what_is_consumed_and_what_remains_is_the_budget_of_each(story: Story) -> None:
    calendar = standard_calendar()
    for hours in (3, 20, 30, 70):
        story.at += timedelta(hours=hours)
        for name, clock in story.clocks().items():
            if clock.open:
                total = clock.elapsed(calendar, story.at).parts + clock.remaining(calendar, story.at).parts
                assert total == clock.budget, name


def test_every_co_handling_clock_is_due_before_the_leads(story: Story) -> None:
    clocks = story.clocks()
    lead = clocks["handle"].due_at
    assert lead
    assert all(clock.due_at and clock.due_at < lead for name, clock in clocks.items() if name.startswith("co_reply/"))


def test_an_action_without_a_member_moves_the_whole_series(story: Story) -> None:
    story.do("handle", result="suspend", suspend_reason="requester")
    assert {c.state for n, c in story.clocks().items() if n.startswith("co_reply/")} == {"paused"}
    story.do("await_requester")
    assert {c.state for n, c in story.clocks().items() if n.startswith("co_reply/")} == {"running"}
    story.do("handle", result="return")
    story.do("adjudicate", decision="upheld")
    assert {c.state for n, c in story.clocks().items() if n.startswith("co_reply/")} == {"stopped"}


def test_who_dispatched_by_force_neither_claims_nor_approves_it() -> None:
    story = Story()
    story.do("triage", decision="dispatch", by=1)
    story.do("dispatch", how="assign", target="roads", forced=True, by=1)
    task = story.task("approve_forced")
    with pytest.raises(SamePerson):
        story.act(ClaimTask(command_id="claim", task=task, assignee=1))
    with pytest.raises(SamePerson):
        story.do("approve_forced", decision="approve", by=1)
    story.do("approve_forced", decision="approve", by=2)
    assert story.task("sign_for")


def test_where_nobody_else_is_there_the_same_person_goes_on_rather_than_nobody() -> None:
    story = Story(Alone())
    story.do("triage", decision="dispatch", by=1)
    story.do("dispatch", how="assign", target="roads", forced=True, by=1)
    story.do("approve_forced", decision="refuse", by=1)
    story.do("dispatch", how="assign", target="roads", by=1)
    story.do("sign_for", decision="return", by=3)
    story.do("adjudicate", decision="upheld", by=1)
    assert story.task("dispatch")


def test_a_task_that_waits_becomes_more_urgent(story: Story) -> None:
    story.act(CorrelateMessage(command_id="i", name="leader_instructed", payload={"by": "mayor"}))
    raised = [event for event in story.told if isinstance(event, e.TaskReprioritised)]
    assert {event.element: event.priority for event in raised}["handle"] == 80
