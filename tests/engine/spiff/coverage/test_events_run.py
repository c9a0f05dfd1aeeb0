"""Start, catch, throw and end events of the coverage table that run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import commands as c
from engine import events as e
from engine.errors import MessageNotAwaited
from tests.engine.spiff.covered import covers
from tests.engine.story import Story

Tell = Callable[..., Story]


@covers("start: message")
def test_a_message_starts_a_case(tell: Tell) -> None:
    story = tell("s start message=M\na user\ns > a", message="M", urgent=True)
    assert (story.open, story.file) == (["a"], {"urgent": True})


@covers("start: two start events (none + message)")
def test_each_start_event_has_its_own_way_in(tell: Tell) -> None:
    model = "s start\nm start message=M\na user\nb user\ns > a\nm > b"
    assert tell(model).open == ["a"]
    assert tell(model, message="M").open == ["b"]
    with pytest.raises(MessageNotAwaited):
        tell(model, message="N")


@covers("catch: signal", "throw: signal", "signal: broadcast to two catchers")
def test_a_signal_reaches_every_listener_of_the_case(tell: Tell) -> None:
    story = tell(
        "s start\nf parallel\na catch signal=S\nb catch signal=S\nu user\nt throw signal=S\nv user\nw user\nx end\n"
        "s > f > a > v\nf > b > w\nf > u > t > x"
    )
    assert story.open == ["u"]
    assert story.done("u").open == ["v", "w"]


@covers("catch: timer duration", "catch: timer with bare ISO text PT5S (as bpmn-js/Camunda write it)")
def test_a_timer_waits_its_time(tell: Tell) -> None:
    story = tell("s start\nt catch after=PT5S\na user\ns > t > a")
    assert story.later(seconds=4.999).open == []
    story.later(seconds=0.001)
    assert story.open == ["a"]
    assert [type(event).__name__ for event in story.told] == ["TimerFired", "TaskCreated"]


def test_a_duration_may_be_computed(tell: Tell) -> None:
    story = tell('s start\nt catch after="=duration(span)"\na user\ns > t > a', span="P1M")
    assert story.later(days=30).open == []
    assert story.later(days=1).open == ["a"]


@covers("catch: timer date")
def test_a_date_may_be_given_by_the_case_file(tell: Tell) -> None:
    story = tell('s start\nt catch date="=date and time(at)"\na user\ns > t > a', at="2026-03-02T10:00:00+08:00")
    assert story.later(minutes=59).open == []
    assert story.later(minutes=1).open == ["a"]


def test_a_date_moves_with_what_it_depends_on(tell: Tell) -> None:
    story = tell('s start\nt catch date="=at"\na user\ns > t > a', at=None)
    assert story.step.work[0].due_at is None  # type: ignore[union-attr]
    story.knows(at="2026-03-02T12:00:00+08:00")
    assert [event.due_at.hour for event in story.events(e.TimerScheduled)] == [4]
    story.knows(at="2026-03-02T15:00:00+08:00")
    assert story.later(hours=4).open == []
    assert story.later(hours=2).open == ["a"]


@covers("catch: conditional", "catch: conditional, data changed by a parallel branch")
def test_a_condition_sees_the_case_file_whoever_changes_it(tell: Tell) -> None:
    story = tell(
        (
            's start\nf parallel\nk catch when="=n > 1"\na user\nb user\nsc script text="n = 5"\nx end\n'
            "s > f > k > a\nf > b > sc > x"
        ),
        n=0,
    )
    assert story.open == ["b"]
    assert story.done("b").open == ["a"]


@covers("throw/catch: link")
def test_a_link_jumps(tell: Tell) -> None:
    story = tell("s start\nt throw link=L\nu catch link=L\na user\nx end\ns > t\nu > a > x")
    assert story.open == ["a"]
    assert story.done("a").outcome == "x"


@covers("catch: multiple", "catch: multiple incl. timer")
def test_one_of_several_events_is_enough(tell: Tell) -> None:
    model = "s start\nk catch message=M signal=S after=PT1H\na user\ns > k > a"
    assert tell(model).hears("M").open == ["a"]
    assert tell(model).later(hours=1).open == ["a"]


@covers("catch: parallel multiple")
def test_all_of_several_events_are_needed(tell: Tell) -> None:
    story = tell("s start\nk catch message=M message2=x after=PT1H all\na user\ns > k > a".replace(" message2=x", ""))
    assert story.hears("M").open == []
    assert story.later(hours=1).open == ["a"]


@covers("throw: none")
def test_a_throw_event_of_no_kind_is_passed(tell: Tell) -> None:
    assert tell("s start\nt throw\na user\ns > t > a").open == ["a"]


@covers("throw: multiple (message+signal)", "end: multiple (message+signal)", "end: signal")
def test_several_events_are_thrown_at_once(tell: Tell) -> None:
    for kind, tail in (("throw", "\nx end\nt > x"), ("end", "")):
        story = tell(
            f"s start\nf parallel\nk catch signal=S\na user\nu user\nt {kind} message=M signal=S to=supervises\n"
            f"s > f > k > a\nf > u > t{tail}"
        )
        story.done("u")
        assert story.open == ["a"]
        assert [m.name for m in story.events(e.MessageSent)] == ["M"]
    assert tell("s start\nf parallel\nk catch signal=S\na user\nx end signal=S\ns > f > k > a\nf > x").open == ["a"]


@covers("end: terminate", "end: terminate inside subprocess ends only the subprocess")
def test_terminate_ends_its_scope_and_nothing_else(tell: Tell) -> None:
    top = tell("s start\nf parallel\na user\nb user\nx end terminate\ny end\ns > f > a > x\nf > b > y").done("a")
    assert (top.status, top.outcome) == ("completed", "x")
    assert [event.element for event in top.events(e.TaskCancelled)] == ["b"]
    inner = tell(
        "s start\np sub\n  i start\n  f parallel\n  a user\n  b user\n  x end terminate\n  i > f > a > x\n"
        "  f > b\nz user\ns > p > z"
    )
    assert inner.done("a").open == ["z"]


@covers("message: two waiting receive tasks, one message (spec: one receiver)")
def test_one_message_has_one_receiver(tell: Tell) -> None:
    story = tell("s start\nf parallel\na receive message=M\nb receive message=M\nu user\nv user\ns > f > a > u\nf > b > v")
    assert story.hears("M").open == ["u"]
    assert story.hears("M").open == ["u", "v"]


@covers("message arriving before the catcher waits (buffering)")
def test_a_message_too_early_is_refused_by_name_and_awaited_later(tell: Tell) -> None:
    """The inbox of messages keeps it, and hands it over when MessageAwaited tells that the case waits."""
    story = tell("s start\na user\nr receive message=M\nb user\ns > a > r > b")
    with pytest.raises(MessageNotAwaited):
        story.handle(c.CorrelateMessage(command_id="1", name="M"))
    assert [event.name for event in story.done("a").events(e.MessageAwaited)] == ["M"]
    assert story.hears("M").open == ["b"]
