"""A new version draws a subprocess around what is open, or does not draw one any more: the case goes on inside, or outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine import events as e
from engine.errors import CannotMigrate, NeedsMapping
from tests.engine.moving.versions import Moving, reasons
from tests.engine.story import MONDAY

Drawn = Callable[..., Moving]
FLAT = "s start\na user\nb user\nx end\ns > a > b > x"
INSIDE = "s start\np sub\n  i start\n  a user\n  l end\n  i > a > l\nb user\nx end\ns > p > b > x"
CALLED = "s start\np call calls=q\nb user\nx end\ns > p > b > x\nprocess q\ni start\na user\nl end\ni > a > l"
DEEP = (
    "s start\np sub\n  i start\n  q sub\n    j start\n    a user\n    m end\n    j > a > m\n  l end\n  i > q > l\n"
    "b user\nx end\ns > p > b > x"
)


@pytest.mark.parametrize("before", [FLAT, INSIDE, CALLED, DEEP], ids=["flat", "inside", "called", "deep"])
@pytest.mark.parametrize("after", [FLAT, INSIDE, CALLED, DEEP], ids=["flat", "inside", "called", "deep"])
def test_the_open_task_keeps_its_number_and_the_case_ends_as_drawn(drawn: Drawn, before: str, after: str) -> None:
    if before == after:
        return
    story = drawn(before, after)
    number = story.no("a")
    story.migrates()
    assert (story.open, story.no("a"), story.kinds) == (["a"], number, ["CaseMigrated"])
    assert story.done("a").open == ["b"]
    assert story.done("b").outcome == "x"


def test_it_can_be_undone(drawn: Drawn) -> None:
    story = drawn(FLAT, DEEP).migrates().undoes()
    assert (story.version, story.open) == (0, ["a"])
    assert story.done("a").done("b").outcome == "x"


def test_what_is_open_beside_each_other_shares_the_new_subprocess(drawn: Drawn) -> None:
    fork = "f parallel\n{0}a user\n{0}c user\n{0}j parallel\n"
    flows = "f > a > j\n{0}f > c > j"
    flat = f"s start\n{fork.format('')}b user\nx end\ns > f\n{flows.format('')}\nj > b > x"
    inside = (
        f"s start\np sub\n  i start\n  {fork.format('  ')}  l end\n  i > f\n  {flows.format('  ')}\n  j > l\nb user\nx end\n"
        "s > p > b > x"
    )
    story = drawn(flat, inside).migrates()
    assert story.done("a").open == ["c"]
    assert story.done("c").open == ["b"]
    back = drawn(inside, flat).done("a").migrates()  # type: ignore[attr-defined]
    assert back.done("c").open == ["b"]


def test_a_deadline_drawn_around_more_steps_has_waited_already(drawn: Drawn) -> None:
    late = "{}t boundary on={} after=PT5H\nw user\n"
    flat = FLAT.replace("x end\n", late.format("", "a") + "x end\n") + "\nt > w > x"
    inside = INSIDE.replace("x end\n", late.format("", "p") + "x end\n") + "\nt > w > x"
    for before, after in ((flat, inside), (inside, flat)):
        story = drawn(before, after)
        number = story.no("t")
        story.later(hours=4)
        story.migrates()
        assert (story.kinds, story.no("t")) == (["CaseMigrated"], number)
        assert story.later(hours=1).open == ["w"]


def test_a_deadline_that_has_told_does_not_tell_again_further_out(drawn: Drawn) -> None:
    late = "t boundary on={} after=PT5H beside\nw user\n"
    story = drawn(FLAT.replace("x end\n", late.format("a") + "x end\n") + "\nt > w > x",
                  INSIDE.replace("x end\n", late.format("p") + "x end\n") + "\nt > w > x").later(hours=6)  # fmt: skip
    story.migrates()  # type: ignore[attr-defined]
    assert (story.open, story.waits) == (["a", "w"], [])


def test_what_the_new_subprocess_listens_to_begins(drawn: Drawn) -> None:
    more = "  h sub event\n    hs start message=H beside\n    hu user\n    he end\n    hs > hu > he\n"
    story = drawn(
        FLAT, INSIDE.replace("b user", f"{more}t boundary on=p after=PT2H\nw user\nb user", 1) + "\nt > w > x"
    ).migrates()
    assert sorted(story.waits) == ["hs", "t"]
    assert [event.due_at for event in story.events(e.TimerScheduled)] == [MONDAY + timedelta(hours=2)]
    assert story.hears("H").done("hu").later(hours=3).open == ["w"]


def test_the_phase_is_that_of_what_is_around(drawn: Drawn) -> None:
    flat, inside = FLAT.replace("a user", "a user phase=old"), INSIDE.replace("p sub", "p sub phase=new")
    assert drawn(flat, inside).migrates().step.state.blob != b""
    assert [event.phase for event in drawn(flat, inside).migrates().events(e.PhaseEntered)] == ["new"]
    assert [event.phase for event in drawn(inside, flat).migrates().events(e.PhaseEntered)] == ["old"]


def test_a_step_that_vanished_with_its_subprocess_is_what_needs_a_mapping(drawn: Drawn) -> None:
    other = INSIDE.replace("p sub", "q sub").replace("a user", "c user").replace("> a >", "> c >").replace("> p >", "> q >")
    story = drawn(INSIDE, other)
    with pytest.raises(NeedsMapping) as refusal:
        story.migrates()
    assert refusal.value.facts == {"elements": ["a"]}
    assert story.migrates(a="c").done("c").open == ["b"]


def test_into_a_subprocess_that_the_case_is_in_already_nothing_is_put(drawn: Drawn) -> None:
    before = (
        "s start\nf parallel\na user\np sub\n  i start\n  c user\n  l end\n  i > c > l\ny end\nx end\ns > f > a > x\nf > p > y"
    )
    after = "s start\np sub\n  i start\n  c user\n  a user\n  l end\n  i > c > a > l\nx end\ns > p > x"
    with pytest.raises(CannotMigrate) as refusal:
        drawn(before, after).migrates()
    assert reasons(refusal) == [("other_scope", "a")]


def test_one_of_two_steps_does_not_leave_alone(drawn: Drawn) -> None:
    before = (
        "s start\np sub\n  i start\n  f parallel\n  a user\n  c user\n  l end\n  i > f > a > l\n  f > c > l\nx end\ns > p > x"
    )
    after = "s start\np sub\n  i start\n  c user\n  l end\n  i > c > l\na user\nx end\ns > p > a > x"
    with pytest.raises(CannotMigrate) as refusal:
        drawn(before, after).migrates()
    assert reasons(refusal) == [("other_scope", "a")]
    assert drawn(before, after).done("c").migrates().done("a").outcome == "x"  # type: ignore[attr-defined]


def test_into_a_subprocess_that_repeats_or_a_handler_nothing_is_put(drawn: Drawn) -> None:
    repeats = INSIDE.replace("p sub", "p sub times=2")
    handler = "s start\nh sub event\n  i start message=M\n  a user\n  l end\n  i > a > l\nb user\nx end\ns > b > x"
    for after, reason in ((repeats, "other_loop"), (handler, "other_scope")):
        with pytest.raises(CannotMigrate) as refusal:
            drawn(FLAT, after).migrates()
        assert reasons(refusal) == [(reason, "a")]


def test_a_process_that_two_steps_call_is_not_guessed(drawn: Drawn) -> None:
    twice = CALLED.replace("b user", "p2 call calls=q\nb user").replace("> p > b", "> p > p2 > b")
    with pytest.raises(CannotMigrate) as refusal:
        drawn(FLAT, twice).migrates()
    assert reasons(refusal) == [("other_scope", "a")]
    assert drawn(CALLED, twice).migrates().done("a").open == ["a"]
