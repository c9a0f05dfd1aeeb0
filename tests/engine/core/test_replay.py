"""What was recorded, played again, gives the same: and where it does not, it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from engine import commands as c
from engine import events as e
from engine.calendar import Day
from engine.replay import Recorded, Replay, command_of, replay
from tests.engine.drawing import draw
from tests.engine.story import CALENDAR, MONDAY, Story, engine_for

MODEL = """
s start
a user lane=clerk unit="=place" due="=clock.k.due" clock.k="start enter limit=2wd unit=u"
j service type=mail in.to="=who"
g exclusive
m catch message=M
b user
y boundary on=b after=PT1H beside
w user
x end
s > a > j > g
g > m [=go]
m > b > x
y > w
"""


class Recorder(Story):
    """A story that keeps what a store would keep."""

    def __init__(self, model: str) -> None:
        super().__init__(model)
        self.tape: list[Recorded] = []

    def does(self, command: c.Command) -> Story:
        super().does(command)
        if self.told:
            self.tape.append(Recorded(at=self.now, events=tuple(self.told)))
        return self

    def learns(self, model: str) -> str:
        """Another version is deployed; its id."""
        library = engine_for(draw(model)).library
        self.engine.library._versions.update(library._versions)
        return library.newest("demo").id

    def again(self) -> Replay:
        return replay(self.tape, lambda _: self.engine, case_id=7, number="20260302-000007")


def whole_life() -> Recorder:
    story = Recorder(MODEL)
    story.start(place="u1", who="r-1", go=None)
    story.does(c.ClaimTask(command_id="1", task=1, assignee=5)).does(c.ReleaseTask(command_id="2", task=1))
    story.does(c.AssignTask(command_id="3", task=1, assignee=6))
    story.knows(place="u2").does(c.Reroute(command_id="o", reason="the office moved"))
    for hold in range(2):
        story.does(c.PauseClock(command_id=f"p{hold}", clock="k", reason="waiting"))
    for hold in range(2):
        story.does(c.ResumeClock(command_id=f"r{hold}", clock="k", reason="answer"))
    story.does(c.ExtendClock(command_id="4", clock="k", by="1wd", reason="hard"))
    story.does(c.RegradeClock(command_id="g", clock="k", limit="2d", reason="clearance")).later(days=9)
    story.done("a", n=1).fails("j", message="bounced")
    incident = story.step.work[-1].no
    story.does(c.ResolveIncident(command_id="5", incident=incident, file={"who": "r-2"})).done("j", sent=True)
    incident = story.step.work[-1].no
    story.does(c.ResolveIncident(command_id="6", incident=incident, file={"go": True}))
    story.does(c.AddNote(command_id="n", note={"vault": 3, "class": "note"}, audience="u1"))
    story.hears("M", text="hello").later(hours=1).knows(note="late").done("b")
    story.does(c.SendBack(command_id="s", task=story.no("w"), element="b", reason="look again"))
    other = story.learns(MODEL.replace("b user", "b user name=other"))
    story.does(c.MigrateCase(command_id="m", definition=other, reason="better"))
    story.does(c.UndoMigration(command_id="u", reason="not better"))
    story.does(c.JumpTo(command_id="t", work=story.no("b"), element="w", reason="shorter"))
    story.does(c.CancelCase(command_id="7", reason="withdrawn"))
    return story


def test_a_whole_life_played_again_gives_the_same_state_and_the_same_events() -> None:
    story = whole_life()
    again = story.again()
    assert again.proven
    assert again.state == story.step.state


def test_every_kind_of_command_is_known_again_by_its_events() -> None:
    known = {type(command_of(recorded)).__name__ for recorded in whole_life().tape}
    assert known == {kind.__name__ for kind in c.Command.__subclasses__()} - {"RecomputeClocks"}  # which is tested below


def test_a_changed_record_is_found_out() -> None:
    story = whole_life()
    at, (claimed,) = story.tape[1].at, story.tape[1].events
    assert isinstance(claimed, e.TaskClaimed)
    story.tape[3] = Recorded(at=at, events=(e.TaskAssigned(task=1, element="b", assignee=6),))
    found = story.again()
    assert [(d.step, type(d.recorded).__name__, d.found != d.recorded) for d in found.differences] == [(3, "TaskAssigned", True)]


def test_a_missing_record_is_found_out() -> None:
    story = whole_life()
    del story.tape[0]
    assert not story.again().proven


def test_who_only_asks_whether_it_is_proven_reads_no_further_than_the_first_difference() -> None:
    story = Recorder(MODEL)
    story.start(place="u1", who="r-1", go=True)
    story.does(c.ClaimTask(command_id="1", task=1, assignee=5)).does(c.ReleaseTask(command_id="2", task=1))
    story.tape[1] = replace(story.tape[1], events=(e.TaskAssigned(task=1, element="b", assignee=6),))
    rest = iter(story.tape)
    found = replay(rest, lambda _: story.engine, case_id=7, number="20260302-000007", whole=False)
    assert (found.proven, [d.step for d in found.differences], len(list(rest))) == (False, [1], 1)


def test_another_calendar_shows_as_other_due_dates() -> None:
    story = Recorder(MODEL)
    story.start(place="u1", who="r-1", go=True)
    holiday = replace(CALENDAR, days={date(2026, 3, 3): Day(kind="holiday")}, version="other")
    story.engine.surroundings = replace(story.engine.surroundings, calendars={"cn-gov": holiday})
    assert {type(d.recorded).__name__ for d in story.again().differences} == {"ClockStarted", "TaskCreated"}


def test_clocks_that_follow_a_new_calendar_are_played_again() -> None:
    story = Recorder(MODEL)
    story.start(place="u1", who="r-1", go=True)
    old, day = story.engine.surroundings, story.now + timedelta(days=1)
    new = replace(old, calendars={"cn-gov": replace(CALENDAR, days={date(2026, 3, 4): Day(kind="holiday")}, version="other")})
    story.now, story.engine.surroundings = day, new
    story.does(c.RecomputeClocks(command_id="1", reason="notice"))

    def engine_at(moment: object) -> object:
        story.engine.surroundings = new if moment == day else old
        return story.engine

    assert replay(story.tape, engine_at, case_id=7, number="20260302-000007").proven  # type: ignore[arg-type]


def test_a_recomputation_that_moved_only_timers_is_known_by_its_recorded_kind() -> None:
    moved = e.TimerScheduled(timer=1, element="t", due_at=None)
    recorded = Recorded(at=MONDAY, events=(moved,), kind="RecomputeClocks")
    assert isinstance(command_of(recorded), c.RecomputeClocks)
    assert isinstance(command_of(replace(recorded, kind=None)), c.FireTimers)
