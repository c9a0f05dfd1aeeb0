"""Clocks of a case: what the diagram does to them, what people do to them, and what follows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine import commands as c
from engine import events as e
from engine.calendar import Day
from engine.errors import ClockNotOpen
from engine.policy import Policies, PolicyRow
from tests.engine.drawing import draw
from tests.engine.story import CALENDAR, Story, engine_for

Tell = Callable[..., Story]
MODEL = """
s start
a user phase=intake due="=clock.handle.due" clock.handle="start enter limit='=policy.limit' unit='=place'"
b user phase=handling due="=clock.handle.due"
y boundary on=b date="=clock.handle.due - duration(&quot;PT2H&quot;)" beside
r boundary on=b date="=clock.handle.due" beside
w user
v user
x end clock.handle="stop enter"
s > a > b > x
y > w
r > v
""".replace("&quot;", '\\"')


def told(story: Story) -> list[str]:
    return [type(event).__name__ for event in story.told]


@pytest.fixture
def story(tell: Tell) -> Story:
    rows = [PolicyRow(name="limit", value="2wd", effective_from=date(2020, 1, 1))]
    return tell(engine_for(draw(MODEL), policies={"demo": Policies(rows)}), place="u1")


def test_a_clock_started_by_the_diagram_gives_tasks_their_due_date(story: Story) -> None:
    assert story.events(e.ClockStarted) == [
        e.ClockStarted(
            clock="handle",
            run=1,
            limit="2wd",
            due_at=datetime(2026, 3, 4, 10, 0, tzinfo=UTC),
            provisional=False,
            unit="u1",
            phase="intake",
            calendar="cn-gov",
        )
    ]
    assert story.events(e.TaskCreated)[0].due_at == datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def test_yellow_and_red_come_in_their_order_and_once(story: Story) -> None:
    story.done("a").later(days=7)
    assert [event.element for event in story.events(e.TimerFired)] == ["y", "r"]
    assert told(story)[0] == "ClockBreached"
    assert story.open == ["b", "v", "w"]
    assert story.later(days=7).told == []


def test_a_promise_is_broken_at_the_moment_it_is_due(story: Story) -> None:
    story.done("a")
    assert story.later(days=2, hours=9, microseconds=-1).events(e.ClockBreached) == []
    assert len(story.later(microseconds=1).events(e.ClockBreached)) == 1


def test_a_paused_clock_has_no_due_date_and_its_timers_sleep(story: Story) -> None:
    story.done("a").does(c.PauseClock(command_id="1", clock="handle", reason="waiting"))
    assert told(story) == ["ClockPaused", "TaskRescheduled", "TimerScheduled", "TimerScheduled"]
    assert story.later(days=30).told == []
    story.does(c.ResumeClock(command_id="2", clock="handle", reason="answered"))
    assert [event.due_at for event in story.events(e.TaskRescheduled)] == [story.events(e.ClockResumed)[0].due_at]


def test_an_extension_moves_everything_that_hangs_on_the_clock(story: Story) -> None:
    story.done("a").does(c.ExtendClock(command_id="1", clock="handle", by="1wd", reason="hard"))
    assert story.events(e.ClockExtended)[0].due_at == datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
    assert len(story.events(e.TimerScheduled)) == 2
    assert len(story.events(e.TaskRescheduled)) == 1


def test_an_extended_clock_warns_again_before_its_new_date(story: Story) -> None:
    story.done("a").later(days=1, hours=32)
    story.later(days=1)
    assert story.open == ["b", "v", "w"]
    story.does(c.ExtendClock(command_id="1", clock="handle", by="3wd", reason="hard")).later(days=7)
    assert story.open == ["b", "v", "v", "w", "w"]


def test_a_new_calendar_moves_open_clocks(story: Story) -> None:
    holiday = replace(CALENDAR, days={date(2026, 3, 4): Day(kind="holiday")}, version="new")
    story.done("a").engine.surroundings = replace(story.engine.surroundings, calendars={"cn-gov": holiday})
    story.does(c.RecomputeClocks(command_id="1", reason="notice"))
    assert story.events(e.ClockRecomputed)[0].due_at == datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
    assert len(story.events(e.TaskRescheduled)) == 1
    assert story.does(c.RecomputeClocks(command_id="2", reason="notice")).told == []


def test_work_done_late_breaches_first(story: Story) -> None:
    story.now += timedelta(days=10)
    story.done("a")
    assert told(story)[:2] == ["ClockBreached", "TaskCompleted"]


def test_a_case_that_ends_leaves_no_promise_open(story: Story) -> None:
    story.done("a").done("b")
    stopped = story.events(e.ClockStopped)[0]
    assert (stopped.on_time, stopped.breached, story.status) == (True, False, "completed")


def test_a_cancelled_case_stops_its_clocks(story: Story) -> None:
    story.does(c.CancelCase(command_id="1", reason="withdrawn"))
    assert told(story)[0] == "ClockStopped"
    assert told(story)[-1] == "CaseCancelled"


@pytest.mark.parametrize(
    "command",
    [
        c.PauseClock(command_id="1", clock="none", reason="x"),
        c.ResumeClock(command_id="1", clock="none", reason="x"),
        c.ExtendClock(command_id="1", clock="none", by="1wd", reason="x"),
    ],
)
def test_there_must_be_such_a_clock(story: Story, command: c.Command) -> None:
    with pytest.raises(ClockNotOpen):
        story.handle(command)


def test_the_phase_is_told_when_it_changes(story: Story) -> None:
    assert [event.phase for event in story.events(e.PhaseEntered)] == ["intake"]
    assert [event.phase for event in story.done("a").events(e.PhaseEntered)] == ["handling"]


def test_a_policy_counts_from_its_day(tell: Tell) -> None:
    values = {"2wd": date(2020, 1, 1), "5wd": date(2026, 3, 3)}
    rows = [PolicyRow(name="limit", value=value, effective_from=day) for value, day in values.items()]
    engine = engine_for(draw(MODEL), policies={"demo": Policies(rows)})
    assert tell(engine, place="u1").events(e.ClockStarted)[0].limit == "2wd"
    later = Story(engine)
    later.now += timedelta(days=1)
    assert later.start(place="u1").events(e.ClockStarted)[0].limit == "5wd"


def test_a_started_clock_is_started_anew_by_a_second_start(tell: Tell) -> None:
    story = tell(
        "s start\na user clock.k='start enter limit=1wd unit=u'\nb user clock.k='start enter limit=2wd unit=u'\ns > a > b"
    ).done("a")
    assert told(story)[1:3] == ["ClockStopped", "ClockStarted"]
    assert story.events(e.ClockStarted)[0].run == 2


def test_a_diagram_may_pause_resume_and_extend(tell: Tell) -> None:
    story = tell(
        "s start\na user clock.k='start enter limit=1wd unit=u'\nb user clock.k='pause enter reason=waiting'\n"
        "d user clock.k='resume enter reason=answer'\nf user clock.k='extend leave by=1wd'\nx end\ns > a > b > d > f > x"
    )
    assert story.done("a").events(e.ClockPaused)[0].reason == "waiting"
    assert len(story.done("b").events(e.ClockResumed)) == 1
    assert story.done("d").events(e.ClockExtended) == []
    assert story.done("f").events(e.ClockExtended)[0].by == "1wd"


def test_what_is_not_running_is_not_stopped(tell: Tell) -> None:
    assert tell("s start\na task clock.k='stop leave'\nx end\ns > a > x").outcome == "x"


def test_a_due_date_follows_a_policy_that_takes_effect_later(tell: Tell) -> None:
    values = {"2026-03-05T18:00:00+08:00": date(2020, 1, 1), "2026-03-09T18:00:00+08:00": date(2026, 3, 3)}
    rows = [PolicyRow(name="until", value=value, effective_from=day) for value, day in values.items()]
    engine = engine_for(draw('s start\na user due="=policy.until"\ns > a'), policies={"demo": Policies(rows)})
    story = tell(engine)
    assert story.later(hours=1).told == []
    assert [event.due_at.day for event in story.later(days=1).events(e.TaskRescheduled)] == [9]
