"""Boundary events of the coverage table that run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import commands as c
from engine import events as e
from tests.engine.spiff.covered import covers
from tests.engine.story import Story

Tell = Callable[..., Story]


def on_task(event: str) -> str:
    return f"s start\na user\nb boundary on=a {event}\nz user\ny user\nx end\ns > a > z > x\nb > y"


def happens(story: Story, event: str) -> Story:
    if "message" in event:
        return story.hears("M")
    if "when" in event:
        return story.knows(hot=True)
    return story.later(hours=1)


EVENTS = ["message=M", "after=PT1H", 'when="=hot"', "message=M after=PT1H"]


@covers(
    "boundary: message interrupting",
    "boundary: timer interrupting",
    "boundary: conditional interrupting",
    "boundary: multiple interrupting",
)
@pytest.mark.parametrize("event", EVENTS)
def test_an_interrupting_event_ends_the_task(tell: Tell, event: str) -> None:
    story = happens(tell(on_task(event)), event)
    assert (story.open, story.waits) == (["y"], [])
    assert [event.element for event in story.events(e.TaskCancelled)] == ["a"]
    assert tell(on_task(event)).done("a").waits == []


@covers(
    "boundary: message non-interrupting",
    "boundary: timer non-interrupting",
    "boundary: conditional non-interrupting",
    "boundary: multiple non-interrupting",
)
@pytest.mark.parametrize("event", EVENTS)
def test_another_event_leaves_the_task_open(tell: Tell, event: str) -> None:
    story = happens(tell(on_task(f"{event} beside")), event)
    assert story.open == ["a", "y"]
    story.done("a")
    assert (story.open, story.waits) == (["y", "z"], [])


@covers("boundary: signal interrupting", "boundary: signal non-interrupting")
def test_a_signal_at_the_border(tell: Tell) -> None:
    model = (
        "s start\nf parallel\na user\nb boundary on=a signal=S {}\ny user\nu user\nt throw signal=S\nx end\n"
        "s > f > a\nf > u > t > x\nb > y"
    )
    assert tell(model.format("")).done("u").open == ["y"]
    assert tell(model.format("beside")).done("u").open == ["a", "y"]


@covers("boundary: non-interrupting message, fires twice")
def test_a_message_at_the_border_may_come_as_often_as_it_likes(tell: Tell) -> None:
    story = tell(on_task("message=M beside")).hears("M").hears("M").hears("M")
    assert story.open == ["a", "y", "y", "y"]


@covers("boundary: non-interrupting timer cycle R3")
def test_a_cycle_fires_so_often_and_no_more(tell: Tell) -> None:
    story = tell(on_task("cycle=R3/PT1H beside"))
    for times in (1, 2, 3, 3):
        assert story.later(hours=1).open == ["a", *["y"] * times]
    missed = tell(on_task("cycle=R/PT1H beside")).later(hours=5)
    assert missed.open == ["a", "y"], "what was missed is caught up once"
    assert missed.later(hours=1).open == ["a", "y", "y"]


@covers("boundary timer on embedded subprocess", "boundary: two (timer + message) on one task")
def test_a_subprocess_is_ended_with_all_that_is_in_it(tell: Tell) -> None:
    model = """
    s start
    p sub
      i start
      f parallel
      a user
      b user
      i > f > a
      f > b
    t boundary on=p after=P1D
    m boundary on=p message=M beside
    y user
    n user
    z user
    s > p > z
    t > y
    m > n
    """
    story = tell(model).hears("M")
    assert story.open == ["a", "b", "n"]
    story.later(days=1)
    assert (story.open, story.waits) == (["n", "y"], [])
    assert sorted(event.element for event in story.events(e.TaskCancelled)) == ["a", "b"]
    assert tell(model).done("a").done("b").open == ["z"]


@covers("loop back over a task with a boundary timer")
def test_every_round_has_a_timer_of_its_own(tell: Tell) -> None:
    story = tell(
        "s start\nm exclusive\na user\nt boundary on=a after=PT1H\ny user\ng exclusive default=m\nx end\n"
        "s > m > a > g\ng > x [=a.good]\ng > m\nt > y"
    )
    first = story.no("t")
    story.now = story.now.replace(minute=30)
    story.done("a", good=False)
    assert story.no("t") != first
    assert story.later(minutes=45).open == ["a"]
    assert story.later(minutes=15).open == ["y"]


ERROR = "s start\nj service type=pay\nb boundary on=j error={}\nz user\ny user\ns > j > z\nb > y"


@covers("boundary: error catch-all (no errorRef)", "boundary: error code mismatch must not catch")
def test_an_error_of_a_job_is_caught_by_its_code_or_by_all(tell: Tell) -> None:
    assert tell(ERROR.format("E1")).fails("j", "E1").open == ["y"]
    assert tell(ERROR.format("*")).fails("j", "E1").open == ["y"]
    story = tell(ERROR.format("E2")).fails("j", "E1")
    assert (story.open, story.incidents) == ([], [("j", "uncaught_error")])
    assert tell(ERROR.format("E1")).done("j").open == ["z"]


def test_the_code_goes_before_all_codes(tell: Tell) -> None:
    model = "s start\nj service type=pay\na boundary on=j error=*\nb boundary on=j error=E1\nx user\ny user\ns > j\na > x\nb > y"
    assert tell(model).fails("j", "E1").open == ["y"]
    assert tell(model).fails("j", "E9").open == ["x"]


INNER = """
s start
p {activity}
{inside}
b boundary on=p error=E {b}
c boundary on=p escalation=C beside
y user
w user
z user
s > p > z
b > y
c > w
"""
BODY = """  i start
  f parallel
  a user
  o user
  t throw escalation=C
  x end error=E
  i > f > a > t > x
  f > o
"""


@covers("end: error -> boundary", "throw: escalation -> boundary (non-interrupting)")
def test_errors_and_escalations_climb_to_the_border(tell: Tell) -> None:
    story = tell(INNER.format(activity="sub", inside=BODY, b="")).done("a")
    assert story.open == ["w", "y"]
    assert [event.code for event in story.events(e.EscalationRaised)] == ["C"]
    assert [event.element for event in story.events(e.TaskCancelled)] == ["o"]


@covers("end: escalation -> boundary")
def test_an_escalation_at_an_end_event(tell: Tell) -> None:
    model = (
        "s start\np sub\n  i start\n  a user\n  x end escalation=C\n  i > a > x\nc boundary on=p escalation=*{}\n"
        "w user\nz user\ns > p > z\nc > w"
    )
    assert tell(model.format(" beside")).done("a").open == ["w", "z"]
    assert tell(model.format("")).done("a").open == ["w"]


@covers("call activity", "boundary: on call activity", "error thrown inside call activity caught by boundary, with payload")
def test_a_called_process_ends_by_itself_or_by_its_border(tell: Tell) -> None:
    model = """
    s start
    p call calls=q
    b boundary on=p error=E
    y user
    z user
    s > p > z
    b > y
    process q
    i start
    a user
    g exclusive default=n
    x end error=E
    n end
    i > a > g
    g > x [=a.why = "bad"]
    g > n
    """
    assert tell(model).open == ["a"]
    assert tell(model).done("a", why="good").open == ["z"]
    bad = tell(model).done("a", why="bad")
    assert (bad.open, bad.file["a"]) == (["y"], {"why": "bad"})


def test_a_neighbour_does_not_catch_the_error_of_another(tell: Tell) -> None:
    model = """
    s start
    f parallel
    p sub
      i start
      a user
      x end error=E
      i > a > x
    q sub
      k start
      b user
      k > b
    e boundary on=p error=E
    g boundary on=q error=E
    y user
    w user
    s > f > p
    f > q
    e > y
    g > w
    """
    assert tell(model).done("a").open == ["b", "y"]


@covers("boundary: on multi-instance task")
def test_all_instances_end_with_their_activity(tell: Tell) -> None:
    story = tell("s start\na user times=3\nb boundary on=a after=PT1H\ny user\nz user\ns > a > z\nb > y")
    assert story.done("a").open == ["a", "a"]
    assert story.later(hours=1).open == ["y"]


def test_a_fired_date_fires_again_for_a_later_date(tell: Tell) -> None:
    story = tell(on_task('date="=at" beside'), at="2026-03-02T10:00:00+08:00").later(hours=1)
    assert story.open == ["a", "y"]
    assert story.later(hours=1).open == ["a", "y"]
    story.knows(at="2026-03-02T12:00:00+08:00")
    assert story.later(hours=1).open == ["a", "y", "y"]
    story.knows(at="2026-03-02T10:30:00+08:00")
    assert story.later(hours=1).open == ["a", "y", "y"], "an earlier date is history"


def test_a_case_can_be_cancelled_at_any_time(tell: Tell) -> None:
    story = tell(on_task("after=PT1H")).does(c.CancelCase(command_id="1", reason="withdrawn"))
    assert (story.status, story.open, story.waits) == ("cancelled", [], [])
    assert [type(event).__name__ for event in story.told] == ["TaskCancelled", "TimerCancelled", "CaseCancelled"]


def test_two_signals_at_once_are_two_signals(tell: Tell) -> None:
    model = "s start\nf parallel\nu user\nb boundary on=u signal=S beside\ny user\nv throw signal=S\nw throw signal=S\nx end\n"
    story = tell(model + "s > f > u\nf > v > x\nf > w > x\nb > y")
    assert story.open == ["u", "y", "y"]


def test_an_interruption_goes_before_everything_that_was_about_to_run(tell: Tell) -> None:
    story = tell("""
    s start
    p sub
      i start
      a user
      f parallel
      x end error=E
      t script text="late = true"
      i > a > f > x
      f > t
    b boundary on=p error=E
    y user
    s > p
    b > y
    """)
    assert story.done("a").open == ["y"]
    assert "late" not in story.file
