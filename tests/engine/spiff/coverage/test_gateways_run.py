"""Gateways of the coverage table that run."""

from __future__ import annotations

from collections.abc import Callable

from engine import events as e
from tests.engine.drawing import draw
from tests.engine.spiff.covered import covers
from tests.engine.story import Story

Tell = Callable[..., Story]
EXCLUSIVE = "s start\ng exclusive default=c\na user\nb user\nc user\ns > g\ng > a [=n > 10]\ng > b [=n > 5]\ng > c"
INCLUSIVE = """
s start
g inclusive default=c
a user
b user
c user
j inclusive
z user
s > g
g > a [=list contains(on, "a")]
g > b [=list contains(on, "b")]
g > c
a > j
b > j
c > j
j > z
"""


@covers("gw: exclusive", "gw: exclusive, condition order = model order")
def test_an_exclusive_gateway_takes_the_first_condition_that_is_true(tell: Tell) -> None:
    assert tell(EXCLUSIVE, n=20).open == ["a"]
    assert tell(EXCLUSIVE, n=7).open == ["b"]
    assert tell(EXCLUSIVE, n=1).open == ["c"]


@covers("gw: exclusive, both true: order must not depend on drawing")
def test_moving_a_shape_does_not_change_the_way(tell: Tell) -> None:
    shape = (
        '<di:BPMNShape xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" bpmnElement="{}">'
        '<dc:Bounds xmlns:dc="urn:dc" y="{}"/></di:BPMNShape>'
    )
    for a, b in ((10, 500), (500, 10)):
        drawn = draw(EXCLUSIVE, more=shape.format("a", a) + shape.format("b", b))
        assert tell(drawn, n=20).open == ["a"]


@covers('condition: python truthiness (string "false" is true)')
def test_only_true_is_true(tell: Tell) -> None:
    model = "s start\ng exclusive default=b\na user\nb user\ns > g\ng > a [=flag]\ng > b"
    for flag in ("false", "true", 1, [1], None, {"a": 1}):
        assert tell(model, flag=flag).open == ["b"]
    assert tell(model, flag=True).open == ["a"]


@covers("gw: parallel fork/join")
def test_a_parallel_join_waits_for_all_branches(tell: Tell) -> None:
    story = tell("s start\nf parallel\na user\nb user\nj parallel\nz user\ns > f > a > j > z\nf > b > j")
    assert story.open == ["a", "b"]
    assert story.done("b").open == ["a"]
    assert story.done("a").open == ["z"]


@covers("gw: parallel join fed twice by the same flow")
def test_two_tokens_on_one_flow_do_not_make_a_join(tell: Tell) -> None:
    story = tell(
        "s start\nf parallel\na task\nb task\nc user\nj parallel\nz user\nd user\ns > f\nf > a > c\nf > b > c\n"
        "f > d > j\nc > j > z"
    )
    story.done("c").done("c")
    assert story.open == ["d"]
    story.done("d")
    assert story.open == ["z"]
    assert story.done("z").incidents == [("j", "deadlock")]


@covers("parallel gateway inside a loop")
def test_a_parallel_gateway_in_a_loop_joins_in_every_round(tell: Tell) -> None:
    model = """
    s start
    m exclusive
    f parallel
    a user
    b user
    j parallel
    z user
    g exclusive default=m
    x end
    s > m > f > a > j > z > g
    f > b > j
    g > x [=z.stop]
    g > m
    """
    story = tell(model)
    for turn in range(6):
        order = ("a", "b") if turn % 2 else ("b", "a")
        assert story.done(order[0]).open == [order[1]]
        assert story.done(order[1]).open == ["z"]
        story.done("z", stop=turn == 5)
    assert story.outcome == "x"


@covers("loop back into a parallel branch (rework of one branch)")
def test_one_branch_may_be_reworked_before_the_join(tell: Tell) -> None:
    story = tell("""
    s start
    f parallel
    m exclusive
    a user
    g exclusive default=m
    b user
    j parallel
    z user
    s > f > m > a > g
    g > j [=a.good]
    g > m
    f > b > j > z
    """)
    story.done("b").done("a", good=False)
    assert story.open == ["a"]
    assert story.done("a", good=True).open == ["z"]


@covers("gw: inclusive fork/join (2 of 3)")
def test_an_inclusive_join_waits_for_the_branches_that_were_taken(tell: Tell) -> None:
    story = tell(INCLUSIVE, on=["a", "b"])
    assert story.open == ["a", "b"]
    assert story.done("a").open == ["b"]
    assert story.done("b").open == ["z"]


@covers("gw: inclusive, default")
def test_an_inclusive_gateway_takes_the_default_when_nothing_is_true(tell: Tell) -> None:
    assert tell(INCLUSIVE, on=[]).open == ["c"]
    assert tell(INCLUSIVE, on=[]).done("c").open == ["z"]


EVENTS = "s start\ng eventgate\nm catch message=M\nt catch after=PT1H\na user\nb user\ns > g\ng > m > a\ng > t > b"


@covers("gw: event-based (message wins over timer)", "gw: event-based (timer fires)")
def test_the_first_event_wins(tell: Tell) -> None:
    heard = tell(EVENTS).hears("M")
    assert (heard.open, heard.waits) == (["a"], [])
    assert len(heard.events(e.TimerCancelled)) == 1
    timed = tell(EVENTS).later(hours=1)
    assert (timed.open, timed.waits) == (["b"], [])


def test_two_timers_behind_one_gateway_have_dates_of_their_own(tell: Tell) -> None:
    model = "s start\ng eventgate\nt catch after=PT3H\nu catch after=PT1H\na user\nb user\ns > g\ng > t > a\ng > u > b"
    assert tell(model).later(hours=2).open == ["b"]


@covers("gw: event-based with conditional event")
def test_a_condition_behind_an_event_gateway_fires(tell: Tell) -> None:
    model = 's start\ng eventgate\nk catch when="=n > 1"\nt catch after=PT1H\na user\nb user\ns > g\ng > k > a\ng > t > b'
    assert tell(model, n=0).knows(n=2).open == ["a"]


@covers("gw: event-based with receive task")
def test_a_receive_task_behind_an_event_gateway(tell: Tell) -> None:
    model = "s start\ng eventgate\nr receive message=M\nt catch after=PT1H\na user\nb user\ns > g\ng > r > a\ng > t > b"
    assert tell(model).hears("M").open == ["a"]


def test_a_token_that_may_come_by_a_flow_that_has_one_is_not_waited_for(tell: Tell) -> None:
    """BPMN 2.0.2, 13.4.3: only tokens that can come by nothing but empty flows hold an inclusive join."""
    story = tell("""
    s start
    f parallel
    a user
    t user
    g exclusive default=b
    m exclusive
    b user
    j inclusive
    z user
    s > f > a > m > j > z
    f > t > g
    g > m [=t.same]
    g > b > j
    """)
    assert story.done("a").open == ["t", "z"]
    assert story.done("t", same=True).open == ["z", "z"]
