"""Event subprocesses of the coverage table: interrupting is the default of BPMN, and here it interrupts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import events as e
from tests.engine.spiff.covered import covers
from tests.engine.story import Story

Tell = Callable[..., Story]


def model(event: str) -> str:
    return f"""
    s start
    f parallel
    a user
    b user
    q throw signal=S
    x end
    y end
    h sub event
      i start {event}
      c user
      j end
      i > c > j
    s > f > a > x
    f > b > q > y
    """


def happens(story: Story, event: str) -> Story:
    if "message" in event:
        return story.hears("M", why="because")
    if "signal" in event:
        return story.done("b")
    return story.knows(hot=True) if "when" in event else story.later(hours=1)


EVENTS = ["message=M", "signal=S", "after=PT1H", 'when="=hot"']


@covers(
    "event subprocess: message interrupting",
    "event subprocess: signal interrupting",
    "event subprocess: timer interrupting",
    "event subprocess: conditional interrupting",
)
@pytest.mark.parametrize("event", EVENTS)
def test_it_interrupts_what_runs_in_its_scope(tell: Tell, event: str) -> None:
    story = happens(tell(model(event)), event)
    assert (story.open, story.waits) == (["c"], [])
    assert story.done("c").status == "completed"


@covers(
    "event subprocess: message non-interrupting",
    "event subprocess: signal non-interrupting",
    "event subprocess: timer non-interrupting",
    "event subprocess: conditional non-interrupting",
)
@pytest.mark.parametrize("event", EVENTS)
def test_or_runs_beside_it(tell: Tell, event: str) -> None:
    story = happens(tell(model(f"{event} beside")), event)
    expected = ["a", "b", "c"] if "signal" not in event else ["a", "c"]
    assert story.open == expected
    for element in expected:
        story.done(element)
    assert (story.status, story.waits) == ("completed", [])


@covers(
    "event subprocess: message, process may complete without it",
    "event subprocess: timer, process may complete before it fires",
)
@pytest.mark.parametrize("event", EVENTS[:3:2])
def test_it_does_not_keep_the_case_open(tell: Tell, event: str) -> None:
    story = tell(model(event)).done("a").done("b")
    assert (story.status, story.waits) == ("completed", [])


def test_a_message_beside_may_come_again(tell: Tell) -> None:
    story = tell(model("message=M beside")).hears("M", n=1).hears("M", n=2)
    assert story.open == ["a", "b", "c", "c"]
    assert story.file["i"] == {"n": 2}


CODES = """
s start
p sub
  i start
  f parallel
  a user
  b user
  t throw escalation=C
  x end error=E
  y end
  i > f > a > t > x
  f > b > y
  h sub event
    k start {event}
    c user
    l end
    k > c > l
z user
s > p > z
"""


@covers("event subprocess: error interrupting")
def test_an_error_of_its_scope_starts_it(tell: Tell) -> None:
    story = tell(CODES.format(event="error=E"))
    assert story.open == ["a", "b"], "nothing runs without its event"
    assert story.done("a").open == ["c"]
    assert story.done("c").open == ["z"]


@covers("event subprocess: escalation interrupting", "event subprocess: escalation non-interrupting")
def test_an_escalation_of_its_scope_starts_it(tell: Tell) -> None:
    assert tell(CODES.format(event="escalation=C")).done("a").open == ["c"]
    beside = tell(CODES.replace("x end error=E", "x end").format(event="escalation=C beside")).done("a")
    assert beside.open == ["b", "c"]
    assert beside.done("b").open == ["c"]
    assert beside.done("c").open == ["z"]


@covers("event subprocess inside embedded subprocess (message)")
def test_it_listens_only_while_its_scope_runs(tell: Tell) -> None:
    story = tell(CODES.format(event="message=M"))
    assert story.hears("M").open == ["c"]
    assert story.done("c").open == ["z"]
    assert tell(CODES.replace("x end error=E", "x end").format(event="message=M")).done("a").done("b").waits == []


def test_a_late_answer_finds_the_clock_of_the_timer(tell: Tell) -> None:
    story = tell(model('date="=at" beside'), at=None)
    assert story.step.work[0].due_at is None or story.waits == ["i"]  # type: ignore[union-attr]
    story.knows(at="2026-03-02T10:00:00+08:00")
    assert story.later(hours=1).open == ["a", "b", "c"]
    assert len(story.events(e.TimerFired)) == 1
