"""Marks of a case: set and taken off by what happens, repeated by its open work, the same after a rebuild."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from engine import events as e
from engine.events import Event
from webapp.casework.directory import Directory
from webapp.casework.flags import CODES, Flag, codes_of, holding
from webapp.casework.readmodel import ReadModel
from webapp.casework.rebuild import fold
from webapp.casework.recorded import encode

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
STARTED = e.CaseStarted(process="errand", definition="errand@0", number="1", file={"title": "路灯不亮"})
TASK = e.TaskCreated(
    task=1, element="handle", phase="handling", role="unit_clerk", unit="mill", form=None, priority=50, due_at=None
)  # fmt: skip
CLOCK = e.ClockStarted(
    clock="handle", run=1, limit="5wd", due_at=AT, provisional=False, unit="mill", phase="handling", calendar="cn-gov@1"
)  # fmt: skip
PAUSED = e.ClockPaused(clock="handle", run=1, reason="suspended", remaining="5wd")
RESUMED = e.ClockResumed(clock="handle", run=1, reason="suspended", due_at=AT, provisional=False)
CHASED = e.MessageReceived(name="requester_chased", payload={})
DONE = e.TaskCompleted(
    task=1, element="handle", phase="handling", role="unit_clerk", unit="mill", answers={}, assignee=1
)  # fmt: skip


def after(*events: Event) -> ReadModel:
    rows = ((seq, AT, type(event).__name__, encode(event), "system") for seq, event in enumerate((STARTED, *events), 1))
    return fold(1, rows, lambda at: Directory())


def file_with(**changes: object) -> Event:
    return e.FileChanged(element=None, changes=changes)


def flags_after(*events: Event) -> int:
    return after(*events).case["flags"]


def test_entries_of_the_file_set_marks_and_take_them_off_again() -> None:
    assert flags_after() == 0
    assert flags_after(file_with(reopened=1)) == Flag.REOPENED
    assert flags_after(file_with(returns=[{"unit": "mill"}], hold={"leader": 1})) == Flag.RETURNED | Flag.ON_HOLD
    assert flags_after(file_with(hold={"leader": 1}), file_with(hold=None)) == 0
    assert flags_after(file_with(co_units=["east"]), file_with(reopened=2), file_with(co_units=[])) == Flag.REOPENED


def test_a_clock_that_stands_marks_until_it_goes_on() -> None:
    assert flags_after(CLOCK, PAUSED) == Flag.SUSPENDED
    assert flags_after(CLOCK, PAUSED, RESUMED) == 0


def test_a_chase_marks_until_a_step_of_handling_was_done() -> None:
    assert flags_after(TASK, CHASED) == Flag.CHASED
    assert flags_after(TASK, CHASED, DONE) == 0


def test_a_compartment_or_a_unit_complained_about_is_marked() -> None:
    assert flags_after(e.FactsChanged(changes={"compartment": "informer"})) == Flag.RESTRICTED
    assert flags_after(e.FactsChanged(changes={"about_unit": "mill"})) == Flag.RESTRICTED
    lifted = e.FactsChanged(changes={"compartment": None})
    assert flags_after(e.FactsChanged(changes={"compartment": "informer"}), lifted) == 0


def test_open_work_repeats_the_marks_whichever_came_first() -> None:
    def of_work(events: Iterable[Event]) -> int:
        return after(*events).open["work_item"][(1,)]["flags"]

    assert of_work([TASK, file_with(reopened=1)]) == Flag.REOPENED
    assert of_work([file_with(reopened=1), TASK]) == Flag.REOPENED


def test_codes_and_numbers_of_marks() -> None:
    assert codes_of(Flag.CHASED | Flag.REOPENED) == ("reopened", "chased")
    assert set(holding(Flag.CHASED)) == {n for n in range(1, 128) if n & 32}
    assert len(CODES) == len(Flag)
