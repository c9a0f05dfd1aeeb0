"""A migration can be taken back until the case has gone on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine import commands as c
from engine import events as e
from engine.errors import NothingToUndo
from engine.state import unpack
from tests.engine.moving.versions import Moving
from tests.engine.story import MONDAY

Drawn = Callable[..., Moving]
OLD = "s start\na user phase=intake\nt boundary on=a after=PT2H beside\nb user\nw user\nx end\ns > a > b > x\nt > w > x"
NEW = "s start\nn user phase=review\nm boundary on=n message=M\nb user\nx end\ns > n > b > x\nm > x"


def test_it_is_as_it_was_before(drawn: Drawn) -> None:
    story = drawn(OLD, NEW)
    work, tokens = story.step.work, unpack(story.step.state.blob).tokens
    story.migrates(a="n")
    assert (story.open, story.waits) == (["n"], ["m"])
    story.undoes()
    assert (story.step.work, unpack(story.step.state.blob).tokens, story.version) == (work, tokens, 0)
    assert story.kinds == ["MigrationUndone", "PhaseEntered", "MessageUnawaited", "TimerScheduled", "TaskMoved"]
    assert story.later(hours=2).open == ["a", "w"]


def test_once_undone_there_is_nothing_to_undo(drawn: Drawn) -> None:
    for story in (drawn(OLD, NEW), drawn(OLD, NEW).migrates(a="n").undoes()):
        with pytest.raises(NothingToUndo):
            story.undoes()


def test_the_last_migration_is_the_one_that_is_undone(drawn: Drawn) -> None:
    story = drawn(OLD, NEW, OLD.replace("b user", "b user name=other")).migrates(a="n").migrates(2, n="a")
    assert story.undoes().version == 1


def test_when_the_case_has_gone_on_there_is_no_way_back(drawn: Drawn) -> None:
    story = drawn(OLD, NEW).migrates(a="n").done("n")
    with pytest.raises(NothingToUndo):
        story.undoes()  # type: ignore[attr-defined]
    assert unpack(story.step.state.blob).before is None


def test_a_case_that_goes_on_with_its_migration_cannot_come_back(drawn: Drawn) -> None:
    waits = 's start\ne catch when="=go"\nb user\ns > e > b'
    story = drawn(waits, waits.replace("=go", "=ready"), file={"ready": True}).migrates()
    assert story.open == ["b"]
    with pytest.raises(NothingToUndo):
        story.undoes()


def test_taking_a_task_or_a_note_is_no_going_on_and_who_took_it_keeps_it(drawn: Drawn) -> None:
    story = drawn(OLD, NEW).migrates(a="n")
    story.does(c.ClaimTask(command_id="1", task=1, assignee=7)).does(c.AddNote(command_id="2", note={"text": "seen"}))
    story.undoes()
    assert [(item.element, getattr(item, "assignee", None)) for item in story.step.work] == [("a", 7), ("t", None)]


def test_a_moved_clock_is_no_going_on_and_due_dates_follow_it(drawn: Drawn) -> None:
    text = 's start\na user clock.k="start enter limit=2d unit=u" due="=clock.k.due"{}\ns > a'
    story = drawn(text.format(""), text.format(" name=other")).migrates()
    story.does(c.ExtendClock(command_id="1", clock="k", by="1d", reason="hard"))
    due = story.step.work[0].due_at  # type: ignore[union-attr]
    assert due > MONDAY + timedelta(days=2)
    assert story.undoes().step.work[0].due_at == due  # type: ignore[union-attr]


def test_an_incident_solved_meanwhile_does_not_come_back(drawn: Drawn) -> None:
    text = "s start\na user\nf parallel\ng exclusive\nb user\nk user\ns > a > f > g\ng > b [=go]\nf > k"
    story = drawn(text, text.replace("k user", "k user name=other")).done("a")
    story.migrates()  # type: ignore[attr-defined]
    story.undoes()  # type: ignore[attr-defined]
    assert (story.incidents, story.status) == ([("g", "no_way_out")], "incident")


def test_undoing_says_which_versions(drawn: Drawn) -> None:
    story = drawn(OLD, NEW).migrates(a="n").undoes()
    old, new = story.versions
    assert story.events(e.MigrationUndone) == [e.MigrationUndone(before=new, after=old, reason="not better")]
