"""Ways that are not drawn: on to another element, and back to a task that was done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import events as e
from engine.errors import CannotJump, MoveFails, TaskNotOpen
from tests.engine.moving.versions import Moving

Drawn = Callable[..., Moving]
LINE = "s start\na user\nb user\nc user\nx end\ns > a > b > c > x"
NESTED = """
s start
a user
p sub
  i start
  b user
  c user
  l end
  h sub event
    hs start message=H beside
    hu user
    he end
    hs > hu > he
  i > b > c > l
y boundary on=p message=Y beside
yx end
y > yx
m user times=2
z user
x end
s > a > p > m > z > x
"""


def refused(story: Moving, element: str, to: str, *, back: bool = False) -> object:
    with pytest.raises(CannotJump) as refusal:
        story.sends_back(element, to) if back else story.jumps(element, to)
    return refusal.value.facts["reason"]


def test_the_case_goes_on_there(drawn: Drawn) -> None:
    story = drawn(LINE).jumps("a", "c")
    assert story.open == ["c"]
    assert story.kinds == ["TokenMoved", "TaskCancelled", "TaskCreated"]
    assert story.events(e.TokenMoved) == [e.TokenMoved(move="jump", work=1, element="a", target="c", reason="wrong way")]
    assert story.done("c").outcome == "x"


def test_a_task_is_sent_back_to_one_that_was_done(drawn: Drawn) -> None:
    story = drawn(LINE).done("a", text="first").done("b").sends_back("c", "a")  # type: ignore[attr-defined]
    assert (story.open, story.file["a"]) == (["a"], {"text": "first"})
    assert story.events(e.TokenMoved)[0].move == "sent_back"
    assert story.done("a", text="second").done("b").done("c").outcome == "x"


def test_only_to_what_was_done_and_only_from_a_task(drawn: Drawn) -> None:
    story = drawn(LINE).done("a")
    assert refused(story, "b", "c", back=True) == "never_done"  # type: ignore[arg-type]
    assert refused(story, "b", "nothing", back=True) == "never_done"  # type: ignore[arg-type]
    with pytest.raises(TaskNotOpen):
        drawn("s start\ne catch message=M\ns > e").sends_back("e", "e")


def test_clocks_are_left_and_entered_as_along_a_flow(drawn: Drawn) -> None:
    story = drawn(
        's start\na user clock.k="start enter limit=2wd unit=u" clock.l="stop leave"\n'
        'b user clock.k="stop enter" clock.l="start enter limit=1wd unit=u"\ns > a > b'
    ).jumps("a", "b")
    assert story.kinds == ["TokenMoved", "ClockStopped", "ClockStarted", "TaskCancelled", "TaskCreated"]


def test_into_a_subprocess_whose_border_and_triggers_listen_then(drawn: Drawn) -> None:
    story = drawn(NESTED).jumps("a", "c")
    assert (story.open, story.waits) == (["c"], ["hs", "y"])
    assert story.done("c").open == ["m", "m"]


def test_out_of_a_subprocess_which_is_left_with_all_that_runs_in_it(drawn: Drawn) -> None:
    story = drawn(NESTED).done("a").hears("H")
    assert story.open == ["b", "hu"]
    story.jumps("b", "a")  # type: ignore[attr-defined]
    assert (story.open, story.waits) == (["a"], [])


def test_within_a_subprocess_what_runs_beside_goes_on(drawn: Drawn) -> None:
    story = drawn(NESTED).done("a").hears("H")
    assert story.jumps("b", "c").open == ["c", "hu"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("element", "to", "reason"),
    [
        ("a", "nothing", "no_such_element"),
        ("a", "x", "not_a_target"),
        ("a", "s", "not_a_target"),
        ("a", "y", "not_a_target"),
        ("a", "h", "not_a_target"),
        ("a", "hu", "event_subprocess"),
        ("a", "a", "same_place"),
    ],
)
def test_where_no_way_leads(drawn: Drawn, element: str, to: str, reason: str) -> None:
    assert refused(drawn(NESTED), element, to) == reason


def test_no_way_leads_out_of_a_run_of_a_loop_or_of_a_handler_or_from_a_border(drawn: Drawn) -> None:
    story = drawn(NESTED).done("a").hears("H")
    assert refused(story, "hu", "a") == "event_subprocess"  # type: ignore[arg-type]
    assert refused(story, "hs", "a") == "not_here"  # type: ignore[arg-type]
    story.done("hu").done("b").done("c")
    assert refused(story, "m", "z") == "loop"  # type: ignore[arg-type]


def test_what_came_out_of_a_fork_that_comes_again_is_taken_back(drawn: Drawn) -> None:
    story = drawn("s start\no user\nf parallel\na user\nb user\nj parallel\nz user\ns > o > f > a > j > z\nf > b > j").done("o")
    story.jumps("a", "o")  # type: ignore[attr-defined]
    assert story.open == ["o"]
    assert story.done("o").done("a").done("b").open == ["z"]


def test_what_runs_beside_stays_when_the_fork_does_not_come_again(drawn: Drawn) -> None:
    story = drawn("s start\no user\nf parallel\nw catch message=W\na user\nb user\nx end terminate\ns > o > f > w\nf > a > b > x")
    story.done("o").done("a")
    story.jumps("b", "a")
    assert (story.open, story.waits) == (["a"], ["w"])


def test_no_way_leads_past_the_fork_of_a_join_or_past_a_join(drawn: Drawn) -> None:
    text = "s start\no user\nf parallel\na user\nb user\nj parallel\nz user\ns > o > f > a > j > z\nf > b > j"
    assert refused(drawn(text), "o", "a") == "join"
    assert refused(drawn(text).done("o"), "a", "z") == "join"  # type: ignore[arg-type]


def test_a_way_to_where_the_case_would_fail_is_not_taken() -> None:
    story = Moving('s start\na user\nb user due="=1"\ns > a > b')
    story.start()
    with pytest.raises(MoveFails):
        story.jumps("a", "b")


def test_a_case_that_is_stuck_can_be_led_round_its_incident(drawn: Drawn) -> None:
    story = drawn("s start\na user\ng exclusive\nb user\ns > a > g\ng > b [=go]").done("a")
    story.jumps("g", "b")  # type: ignore[attr-defined]
    assert (story.open, story.incidents, story.status) == (["b"], [], "active")


def test_from_an_alternative_of_an_event_gateway_all_of_them_go(drawn: Drawn) -> None:
    story = drawn(
        "s start\na user\ng eventgate\nm catch message=M\nt catch after=PT1H\nb user\ns > a > g > m > b\ng > t > b"
    ).done("a")
    story.jumps("t", "b")  # type: ignore[attr-defined]
    assert (story.open, story.waits) == (["b"], [])
