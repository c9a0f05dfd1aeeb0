"""What happens to a promise while it counts."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from engine import clocks
from engine.calendar import SHANGHAI, Calendar, Day
from engine.clocks import Clock
from engine.holidays import standard_calendar

CN = standard_calendar()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def handle(limit: str = "5wd", at: str = "2026-11-16 10:00", calendar: Calendar = CN) -> Clock:
    return clocks.start(calendar, moment(at), name="handle", run=1, limit=limit, unit="D01", phase="handling")


def closed_on(*days: str) -> Calendar:
    extra = {moment(day).date(): Day(kind="local_closure") for day in days}
    return replace(CN, days={**CN.days, **extra}, version="after the typhoon")


def test_a_pause_just_before_closing_time_does_not_lose_the_day() -> None:
    paused = handle().pause(CN, moment("2026-11-17 16:59"))
    assert str(paused.remaining(CN, moment("2026-11-17 16:59"))) == "4wd 31wmin"
    resumed = paused.resume(CN, moment("2026-11-19 08:30"))
    assert resumed.due_at == moment("2026-11-25 09:01"), "four days and 31 minutes later"


def test_resuming_at_the_same_time_of_another_day_keeps_close_of_business() -> None:
    clock = handle().pause(CN, moment("2026-11-17 10:00")).resume(CN, moment("2026-11-19 10:00"))
    assert clock.due_at == moment("2026-11-25 17:30")


def test_a_paused_clock_is_not_due_and_cannot_breach() -> None:
    paused = handle().pause(CN, moment("2026-11-17 10:00"))
    assert paused.due_at is None
    assert paused.alarm is None
    assert paused.breach(moment("2027-06-01 10:00")) is paused


def test_only_the_last_resume_of_overlapping_pauses_lets_the_clock_run() -> None:
    clock = handle().pause(CN, moment("2026-11-17 10:00")).pause(CN, moment("2026-11-17 15:00"))
    half = clock.resume(CN, moment("2026-11-18 10:00"))
    assert (half.state, half.due_at) == ("paused", None)
    assert half.resume(CN, moment("2026-11-19 10:00")).due_at == moment("2026-11-25 17:30")


def test_resuming_a_running_clock_changes_nothing() -> None:
    clock = handle()
    assert clock.resume(CN, moment("2026-11-17 10:00")) is clock


def test_an_extension_adds_to_the_due_date_and_not_to_today() -> None:
    assert handle().extend(CN, moment("2026-11-23 11:00"), "3wd").due_at == moment("2026-11-26 17:30")


def test_an_extension_may_be_in_another_unit_than_the_limit() -> None:
    assert handle().extend(CN, moment("2026-11-23 11:00"), "2wh").due_at == moment("2026-11-24 10:30")
    assert handle("24h").extend(CN, moment("2026-11-16 11:00"), "1wd").due_at == moment("2026-11-18 10:00")


def test_extending_a_paused_clock_shows_when_it_resumes() -> None:
    clock = handle().pause(CN, moment("2026-11-17 10:00")).extend(CN, moment("2026-11-17 11:00"), "3wd")
    assert clock.due_at is None
    assert clock.resume(CN, moment("2026-11-17 10:00")).due_at == moment("2026-11-26 17:30")


def test_an_extension_after_the_breach_excuses_it_and_keeps_its_date() -> None:
    late = handle().breach(moment("2026-11-23 18:00"))
    clock = late.extend(CN, moment("2026-11-24 09:00"), "3wd")
    assert clock.breached_at == moment("2026-11-23 17:30")
    assert clock.excused
    assert clock.due_at == moment("2026-11-26 17:30")


def test_what_was_excused_can_be_late_again() -> None:
    excused = handle().breach(moment("2026-11-23 18:00")).extend(CN, moment("2026-11-24 09:00"), "1wd")
    again = excused.breach(moment("2026-11-25 09:00"))
    assert again.breached_at == moment("2026-11-23 17:30")
    assert not again.excused
    assert again.alarm is None, "the sweep has nothing more to do"


def test_pausing_a_breached_clock_does_not_undo_the_breach() -> None:
    late = handle().breach(moment("2026-11-23 17:30"))
    clock = late.pause(CN, moment("2026-11-24 12:00")).resume(CN, moment("2026-11-30 12:00"))
    assert clock.breached_at == moment("2026-11-23 17:30")
    assert str(clock.remaining(CN, moment("2026-11-30 12:00"))) == "-3wh 30wmin"


def test_a_breach_nobody_recorded_is_recorded_by_whatever_comes_next() -> None:
    stopped = handle().stop(CN, moment("2026-11-24 09:00"))
    assert (stopped.on_time, stopped.breached_at) == (False, moment("2026-11-23 17:30"))

    paused = handle().pause(CN, moment("2026-11-24 09:00"))
    assert (paused.breached_at, str(paused.remaining(CN, moment("2026-11-24 09:00")))) == (moment("2026-11-23 17:30"), "-30wmin")


def test_pausing_again_and_again_never_wears_a_due_date_down() -> None:
    clock = handle("0.5wd", at="2026-11-16 09:00:00.000007")
    due = clock.due_at
    for minute in range(30):
        clock = clock.pause(CN, moment(f"2026-11-16 10:{minute:02}")).resume(CN, moment(f"2026-11-16 10:{minute:02}"))
    assert clock.due_at == due


def test_stopping_on_the_due_moment_is_on_time() -> None:
    stopped = handle().stop(CN, moment("2026-11-23 17:30"))
    assert (stopped.on_time, stopped.breached_at) == (True, None)


def test_a_paused_clock_stops_on_time() -> None:
    assert handle().pause(CN, moment("2026-11-23 17:00")).stop(CN, moment("2026-12-23 17:00")).on_time


@pytest.mark.parametrize("move", ["pause", "resume", "stop"])
def test_a_stopped_clock_stays_as_it_is(move: str) -> None:
    stopped = handle().stop(CN, moment("2026-11-18 09:00"))
    assert getattr(stopped, move)(CN, moment("2026-11-19 09:00")) is stopped
    assert stopped.extend(CN, moment("2026-11-19 09:00"), "3wd") is stopped
    assert stopped.recompute(closed_on("2026-11-18")) is stopped


def test_a_new_day_of_rest_moves_a_running_clock() -> None:
    assert handle().recompute(closed_on("2026-11-18")).due_at == moment("2026-11-24 17:30")


def test_a_new_calendar_counts_extensions_again() -> None:
    clock = handle().extend(CN, moment("2026-11-17 10:00"), "3wd")
    assert clock.recompute(closed_on("2026-11-24")).due_at == moment("2026-11-27 17:30")


def test_what_was_consumed_before_the_last_resume_is_not_counted_again() -> None:
    clock = handle().pause(CN, moment("2026-11-18 10:00")).resume(CN, moment("2026-11-18 10:00"))
    assert clock.recompute(closed_on("2026-11-17")).due_at == clock.due_at
    assert clock.recompute(closed_on("2026-11-20")).due_at == moment("2026-11-24 17:30")


def test_a_clock_the_new_calendar_does_not_touch_is_the_same_value() -> None:
    clock = handle()
    assert clock.recompute(closed_on("2026-12-01")) is clock


def test_the_notice_turns_a_provisional_due_date_into_a_firm_one() -> None:
    clock = handle(at="2026-12-30 10:00")
    assert clock.provisional
    new_year = {moment("2027-01-01").date(): Day(kind="holiday")}
    notice = replace(CN, days={**CN.days, **new_year}, published_years=CN.published_years | {2027})
    settled = clock.recompute(notice)
    assert (settled.due_at, settled.provisional) == (moment("2027-01-07 17:30"), False)


def test_a_closure_declared_afterwards_excuses_the_breach() -> None:
    late = handle().breach(moment("2026-11-23 17:30"))
    clock = late.recompute(closed_on("2026-11-18"))
    assert clock.excused
    assert clock.breached_at == moment("2026-11-23 17:30")


def test_statutory_days_end_at_midnight_and_stay_there_after_a_pause() -> None:
    clock = handle("60d")
    assert clock.due_at == moment("2027-01-16 00:00"), "Friday 15 January, 24:00"
    resumed = clock.pause(CN, moment("2026-11-20 10:00")).resume(CN, moment("2026-11-22 09:00"))
    assert resumed.due_at == moment("2027-01-19 00:00"), "two days later is Sunday the 17th: rolls over to Monday"


def test_a_working_day_promise_until_midnight_stays_there() -> None:
    clock = handle("5wd until 24:00")
    assert clock.due_at == moment("2026-11-24 00:00")
    assert clock.extend(CN, moment("2026-11-17 10:00"), "3wd").due_at == moment("2026-11-27 00:00")
    evening = clock.pause(CN, moment("2026-11-23 18:00"))
    assert evening.resume(CN, moment("2026-11-23 18:00")).due_at == moment("2026-11-24 00:00")
    assert evening.resume(CN, moment("2026-11-25 07:00")).due_at == moment("2026-11-26 00:00"), "not late on resuming"


def test_the_stored_form_is_small_and_gives_the_same_clock() -> None:
    clock = handle().pause(CN, moment("2026-11-17 10:00")).resume(CN, moment("2026-11-18 11:11"))
    clock = clock.extend(CN, moment("2026-11-18 12:00"), "0.5wd")
    for each in (handle(), clock, clock.pause(CN, moment("2026-11-19 09:00")), clock.stop(CN, moment("2026-12-19 09:00"))):
        text = json.dumps(each.to_list(), separators=(",", ":"))
        assert Clock.from_list(json.loads(text)) == each
        assert len(text) < 250
