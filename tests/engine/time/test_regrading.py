"""A promise measured by a new standard."""

import json
from datetime import datetime

import pytest
from hypothesis import given, settings

from engine import clocks
from engine.calendar import Calendar
from engine.clocks import Clock
from engine.limits import InvalidLimit, Limit
from engine.regrading import regrade
from tests.engine.time.test_clocks import CN, closed_on, handle, moment
from tests.engine.time.test_working_time_laws import CALENDARS, LIMITS, MOMENTS, STEPS


def test_the_new_limit_counts_from_the_original_start() -> None:
    clock = regrade(handle("5wd"), CN, moment("2026-11-20 10:00"), "15wd")
    assert clock.due_at == handle("15wd").due_at == moment("2026-12-07 17:30")
    assert clock.limit == "15wd"


def test_the_same_limit_changes_nothing() -> None:
    clock = handle("5wd").extend(CN, moment("2026-11-17 10:00"), "3wd")
    assert regrade(clock, CN, moment("2026-11-20 10:00"), " 5wd ") is clock


def test_extensions_are_honoured_as_they_were_granted() -> None:
    clock = handle("5wd").extend(CN, moment("2026-11-17 10:00"), "3wd")
    assert regrade(clock, CN, moment("2026-11-20 10:00"), "10wd").due_at == moment("2026-12-03 17:30"), "ten days and three"


def test_time_that_stood_still_is_honoured() -> None:
    clock = handle().pause(CN, moment("2026-11-17 10:00")).resume(CN, moment("2026-11-19 10:00"))
    assert regrade(clock, CN, moment("2026-11-20 10:00"), "10wd").due_at == moment("2026-12-02 17:30"), "ten days and two"


def test_a_paused_clock_shows_its_new_standard_when_it_resumes() -> None:
    paused = regrade(handle().pause(CN, moment("2026-11-17 10:00")), CN, moment("2026-11-18 09:00"), "10wd")
    assert paused.due_at is None
    assert paused.resume(CN, moment("2026-11-19 10:00")).due_at == moment("2026-12-02 17:30")


def test_a_breach_that_happened_stays_and_is_excused_when_it_is_in_time_now() -> None:
    late = handle().breach(moment("2026-11-24 09:00"))
    clock = regrade(late, CN, moment("2026-11-24 09:00"), "10wd")
    assert (clock.breached_at, clock.excused) == (moment("2026-11-23 17:30"), True)
    again = clock.breach(moment("2026-12-01 09:00"))
    assert (again.breached_at, again.excused) == (moment("2026-11-23 17:30"), False)


def test_what_is_late_under_the_new_standard_too_stays_late_and_breaks_nothing_anew() -> None:
    late = handle().breach(moment("2026-12-24 09:00"))
    clock = regrade(late, CN, moment("2026-12-24 09:00"), "10wd")
    assert (clock.breached_at, clock.excused, clock.alarm) == (moment("2026-11-23 17:30"), False, None)


def test_a_stricter_standard_can_make_a_promise_late_at_once() -> None:
    clock = regrade(handle("10wd"), CN, moment("2026-11-24 09:00"), "5wd")
    assert clock.late(moment("2026-11-24 09:00"))
    assert clock.breach(moment("2026-11-24 09:00")).breached_at == moment("2026-11-23 17:30")


def test_from_working_days_to_calendar_days() -> None:
    clock = handle().pause(CN, moment("2026-11-18 00:00")).resume(CN, moment("2026-11-20 00:00"))
    assert regrade(clock, CN, moment("2026-11-20 10:00"), "15d").due_at == moment("2026-12-04 00:00"), "two calendar days later"


def test_a_stopped_clock_is_never_measured_anew() -> None:
    stopped = handle().stop(CN, moment("2026-11-18 09:00"))
    assert regrade(stopped, CN, moment("2026-11-19 09:00"), "10wd") is stopped


def test_a_text_that_is_no_limit_is_refused() -> None:
    with pytest.raises(InvalidLimit):
        regrade(handle(), CN, moment("2026-11-18 09:00"), "soon")


def test_a_new_calendar_counts_under_the_new_standard() -> None:
    clock = regrade(handle(), CN, moment("2026-11-18 09:00"), "10wd").recompute(closed_on("2026-11-25"))
    assert clock.due_at == moment("2026-12-01 17:30")


def test_the_stored_form_keeps_the_first_standard() -> None:
    clock = regrade(handle(), CN, moment("2026-11-18 09:00"), "10wd")
    assert Clock.from_list(json.loads(json.dumps(clock.to_list()))) == clock
    assert len(json.dumps(clock.to_list(), separators=(",", ":"))) < 300


def lived(calendar: Calendar, start: datetime, limit: str, steps: list[tuple[str, object]]) -> tuple[Clock, datetime]:
    clock, at = clocks.start(calendar, start, name="handle", run=1, limit=limit, unit="D01"), start
    for do, after in steps:
        at += after  # type: ignore[operator]
        clock = clock.breach(at)
        clock = getattr(clock, do)(calendar, at) if do in ("pause", "resume") else clock.extend(calendar, at, do)
    return clock, at


@settings(max_examples=250)
@given(CALENDARS, MOMENTS, LIMITS, STEPS, LIMITS, LIMITS)
def test_grading_anew_twice_is_grading_anew_by_the_last(
    calendar: Calendar, start: datetime, limit: str, steps: list[tuple[str, object]], first: str, second: str
) -> None:
    clock, at = lived(calendar, start, limit, steps)
    clock = clock.breach(at)
    once = regrade(clock, calendar, at, second)
    twice = regrade(regrade(clock, calendar, at, first), calendar, at, second)
    assert twice.due_at == once.due_at
    assert (twice.limit, twice.budget, twice.consumed) == (once.limit, once.budget, once.consumed)
    if str(Limit.parse(limit)) == str(Limit.parse(second)):
        assert once is clock
        assert twice.due_at == clock.due_at


@settings(max_examples=250)
@given(CALENDARS, MOMENTS, LIMITS, STEPS, LIMITS, STEPS)
def test_consumed_and_remaining_make_the_budget_after_a_new_standard(
    calendar: Calendar, start: datetime, limit: str, steps: list[tuple[str, object]], new: str, more: list[tuple[str, object]]
) -> None:
    clock, at = lived(calendar, start, limit, steps)
    clock = regrade(clock, calendar, at, new)
    promise = Limit.parse(new)
    for do, after in [("now", None), *more]:
        if after is not None:
            at += after  # type: ignore[operator]
            clock = getattr(clock, do)(calendar, at) if do in ("pause", "resume") else clock.extend(calendar, at, do)
        remaining, consumed = clock.remaining(calendar, at).parts, clock.elapsed(calendar, at).parts
        assert consumed + remaining == clock.budget
        if clock.due_at is not None:
            assert abs(calendar.measure(at, clock.due_at, promise.unit, promise.ends) - remaining) <= 10
        assert Clock.from_list(clock.to_list()) == clock


@settings(max_examples=200)
@given(CALENDARS, MOMENTS, LIMITS, LIMITS)
def test_without_pauses_it_is_as_if_it_had_been_promised_so(calendar: Calendar, start: datetime, limit: str, new: str) -> None:
    clock = clocks.start(calendar, start, name="handle", run=1, limit=limit, unit="D01")
    other = clocks.start(calendar, start, name="handle", run=1, limit=new, unit="D01")
    graded = regrade(clock, calendar, start, new)
    assert (graded.due_at, graded.budget, graded.consumed) == (other.due_at, other.budget, other.consumed)
