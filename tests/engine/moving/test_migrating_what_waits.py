"""What waits at an event, in a subprocess or at a join when the case goes on by another version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine import events as e
from engine.errors import CannotMigrate, NeedsMapping
from tests.engine.moving.versions import Moving, reasons
from tests.engine.story import MONDAY

Drawn = Callable[..., Moving]


def test_new_boundary_events_listen_and_vanished_ones_do_not(drawn: Drawn) -> None:
    old = (
        "s start\na user\nt boundary on=a after=PT2H\nm boundary on=a message=M beside\nw user\nx end\ns > a > x\n"
        "t > w > x\nm > x"
    )
    new = (
        "s start\na user\nm boundary on=a message=M beside\nn boundary on=a message=N\nw user\nx end\ns > a > x\nm > x\nn > w > x"
    )
    story = drawn(old, new)
    kept = story.no("m")
    story.migrates()
    assert (story.waits, story.no("m")) == (["m", "n"], kept)
    assert story.kinds == ["CaseMigrated", "TimerCancelled", "MessageAwaited"]
    assert story.hears("N").open == ["w"]


def test_a_boundary_event_that_is_spent_does_not_come_back(drawn: Drawn) -> None:
    text = "s start\na user{}\nt boundary on=a after=PT2H beside\nw user\nx end\ns > a > x\nt > w > x"
    story = drawn(text.format(""), text.format(" name=other")).later(hours=3)
    assert (story.migrates().waits, story.open) == ([], ["a", "w"])  # type: ignore[attr-defined]


def test_a_duration_counts_from_when_it_began(drawn: Drawn) -> None:
    text = "s start\na user\nt boundary on=a after={}\nw user\nx end\ns > a > x\nt > w > x"
    story = drawn(text.format("PT2H"), text.format("PT5H")).later(hours=1)
    story.migrates()  # type: ignore[attr-defined]
    assert story.events(e.TimerScheduled) == [
        e.TimerScheduled(timer=story.no("t"), element="t", due_at=MONDAY + timedelta(hours=5))
    ]
    assert story.later(hours=4).open == ["w"]


def test_a_date_is_computed_by_the_new_expression(drawn: Drawn) -> None:
    text = (
        's start\na user\nt boundary on=a date="=date and time(\\"2026-03-0{}T09:00:00+08:00\\")" beside\nx end\ns > a > x\nt > x'
    )
    story = drawn(text.format(4), text.format(6)).later(hours=1)
    story.migrates()  # type: ignore[attr-defined]
    assert [event.due_at for event in story.events(e.TimerScheduled)] == [MONDAY + timedelta(days=4)]


def test_a_waiting_event_of_another_kind_waits_anew(drawn: Drawn) -> None:
    story = drawn("s start\ne catch message=M\nb user\ns > e > b", "s start\ne catch message=N\nb user\ns > e > b",
                  "s start\ne catch after=PT1H\nb user\ns > e > b")  # fmt: skip
    number = story.no("e")
    story.migrates(1)
    assert (story.kinds, story.no("e")) == (["CaseMigrated", "MessageUnawaited", "MessageAwaited"], number)
    story.migrates(2)
    assert story.kinds == ["CaseMigrated", "MessageUnawaited", "TimerScheduled"]
    assert story.later(hours=1).open == ["b"]


def test_alternatives_of_an_event_gateway_come_and_go(drawn: Drawn) -> None:
    head = "s start\ng eventgate\nm catch message=M\n"
    story = drawn(f"{head}t catch after=PT1H\nb user\ns > g > m > b\ng > t > b",
                  f"{head}n catch message=N\nb user\ns > g > m > b\ng > n > b")  # fmt: skip
    kept = story.no("m")
    story.migrates()
    assert (story.waits, story.no("m")) == (["m", "n"], kept)
    assert (story.hears("N").open, story.waits) == (["b"], [])


def test_subprocesses_and_their_event_subprocesses_go_along(drawn: Drawn) -> None:
    body = "  i start\n  a user\n{}  l end\n  i > a > {}l\n"
    handler = "  h sub event\n    hs start message=H beside\n    hu user\n    he end\n    hs > hu > he\n"
    story = drawn(f"s start\np sub\n{body.format('', '')}x end\ns > p > x",
                  f"s start\np sub\n{body.format('  b user' + chr(10), 'b > ')}{handler}x end\ns > p > x")  # fmt: skip
    story.migrates()
    assert (story.open, story.waits) == (["a"], ["hs"])
    assert story.hears("H").open == ["a", "hu"]
    assert story.done("a").done("b").done("hu").outcome == "x"


def test_a_handler_that_took_the_place_of_its_scope_stays_alone(drawn: Drawn) -> None:
    text = "s start\na user\nh sub event\n  hs start message=H\n  hu user\n  he end\n  hs > hu > he\nx end\ns > a > x"
    more = "\nk sub event\n  ks start message=K\n  ke end\n  ks > ke"
    story = drawn(text, text + more).hears("H")
    assert (story.migrates().open, story.waits) == (["hu"], [])  # type: ignore[attr-defined]
    assert drawn(text, text + more).migrates().waits == ["hs", "ks"]


def test_a_join_is_refused_that_would_wait_for_ever(drawn: Drawn) -> None:
    two = "s start\nf parallel\na user\nb user\nj parallel\nx end\ns > f > a > j > x\nf > b > j"
    story = drawn(two, f"{two}\nc user\nf > c > j")
    with pytest.raises(CannotMigrate) as refusal:
        story.migrates()
    assert reasons(refusal) == [("join", "j")]
    early = drawn(
        f"o user\n{two.replace('s > f', 's > o > f')}", f"o user\n{two.replace('s > f', 's > o > f')}\nc user\nf > c > j"
    )
    assert early.migrates().done("o").open == ["a", "b", "c"]


def test_a_join_that_loses_a_flow_goes_on_when_it_is_complete(drawn: Drawn) -> None:
    two = "s start\nf parallel\na user\nb user\nj parallel\nz user\nx end\ns > f > a > j > z > x\nf > b > j"
    story = drawn(f"{two}\nc user\nf > c > j", two).done("a").done("b")
    with pytest.raises(NeedsMapping):
        story.migrates()  # type: ignore[attr-defined]
    story.done("c")
    later = drawn(f"{two}\nc catch message=M\nf > c > j", two.replace("> z", "> z")).done("a").done("b")
    with pytest.raises(NeedsMapping):
        later.migrates()  # type: ignore[attr-defined]


def test_a_token_that_waits_at_a_join_is_known_by_its_flow(drawn: Drawn) -> None:
    text = "s start\nf parallel\na user\nb user\nj parallel\nx end\ns > f > a > j > x\nf > b > j"
    turned = "s start\nf parallel\nb user\na user\nj parallel\nx end\ns > f > b > j > x\nf > a > j"  # other ids of flows
    story = drawn(text, turned).done("a")
    assert story.migrates().done("b").outcome == "x"  # type: ignore[attr-defined]
