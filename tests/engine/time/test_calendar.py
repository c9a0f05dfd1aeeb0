"""How working time counts when days and hours are not the usual ones."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from engine.calendar import SHANGHAI, Calendar, Day, NoWorkingTime, Window
from engine.holidays import standard_calendar

CN = standard_calendar()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(start: str, limit: str, calendar: Calendar = CN) -> datetime:
    return calendar.add(moment(start), limit).at


def with_day(day: str, special: Day, calendar: Calendar = CN) -> Calendar:
    return replace(calendar, days={**calendar.days, date.fromisoformat(day): special}, version=day)


def hours(opens: str, closes: str, weekdays: str = "12345", since: str = "1900-01-01", until: str | None = None) -> Window:
    return Window(
        effective_from=date.fromisoformat(since),
        effective_to=date.fromisoformat(until) if until else None,
        weekdays=weekdays,
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
    )


HALF_DAY = Day(kind="workday", windows=((time(8, 30), time(12)),))


# --- working days ---


def test_years_have_as_many_working_days_as_the_notices_say() -> None:
    def count(year: int) -> int:
        first = date(year, 1, 1)
        return sum(CN.is_workday(first + timedelta(n)) for n in range(366) if (first + timedelta(n)).year == year)

    assert [count(2024), count(2025), count(2026)] == [251, 248, 248]


def test_an_order_that_arrives_after_closing_time_still_does_not_count_its_day() -> None:
    assert due("2026-11-20 20:00", "1wd") == moment("2026-11-23 17:30")
    assert due("2026-11-21 09:00", "1wd") == moment("2026-11-23 17:30")


def test_some_cities_count_the_day_when_the_order_arrives_before_noon() -> None:
    assert due("2026-11-20 11:59", "1wd today before 12:00") == moment("2026-11-20 17:30")
    assert due("2026-11-20 12:00", "1wd today before 12:00") == moment("2026-11-23 17:30")
    assert due("2026-11-21 09:00", "1wd today before 12:00") == moment("2026-11-23 17:30"), "no working day to count"
    assert CN.add(moment("2026-11-20 09:00"), "2wd", same_day_counts_before=time(10)).at == moment("2026-11-23 17:30")


def test_statutory_limits_end_at_midnight() -> None:
    assert due("2026-11-20 10:00", "5wd until 24:00") == moment("2026-11-28 00:00")
    assert CN.add(moment("2026-11-20 10:00"), "5wd", ends="midnight").at == moment("2026-11-28 00:00")


def test_within_the_working_day_means_its_close_or_the_next_one() -> None:
    assert due("2026-11-20 10:00", "0wd") == moment("2026-11-20 17:30")
    assert due("2026-11-21 10:00", "0wd") == moment("2026-11-23 17:30")


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        ("2026-11-20 09:00", "0.5wd", "2026-11-20 14:15"),
        ("2026-11-20 15:45", "0.5wd", "2026-11-23 10:30"),
        ("2026-11-21 03:00", "0.5wd", "2026-11-23 13:45"),
        ("2026-11-20 09:00", "1.5wd", "2026-11-24 13:45"),
        ("2026-11-20 09:00", "2.5wd", "2026-11-25 13:45"),
    ],
)
def test_half_a_working_day_is_half_of_its_office_hours(start: str, limit: str, expected: str) -> None:
    assert due(start, limit) == moment(expected)


def test_a_day_of_half_office_hours_is_one_working_day() -> None:
    calendar = with_day("2026-11-24", HALF_DAY)
    assert due("2026-11-20 10:00", "2wd", calendar) == moment("2026-11-24 12:00")
    assert due("2026-11-24 08:30", "0.5wd", calendar) == moment("2026-11-24 10:15")


# --- working hours ---


def test_lunch_does_not_count() -> None:
    assert due("2026-11-20 11:00", "2wh") == moment("2026-11-20 14:30")


def test_hours_that_end_with_the_day_end_today() -> None:
    assert due("2026-11-20 15:30", "2wh") == moment("2026-11-20 17:30")


def test_no_time_at_all_is_due_at_once() -> None:
    assert due("2026-11-21 03:00", "0wh") == moment("2026-11-21 03:00")


def test_the_afternoon_of_a_half_day_does_not_count() -> None:
    assert due("2026-11-24 11:00", "2wh", with_day("2026-11-24", HALF_DAY)) == moment("2026-11-25 09:30")


def test_office_hours_change_with_the_season() -> None:
    summer = Calendar(
        name="summer",
        days={},
        windows=(
            hours("08:30", "12:00"),
            hours("13:30", "17:30", until="2026-06-01"),
            hours("15:00", "18:00", since="2026-06-01", until="2026-10-01"),
            hours("13:30", "17:30", since="2026-10-01"),
        ),
        published_years=frozenset((2026,)),
        version="1",
    )
    assert due("2026-05-29 16:30", "1wd", summer) == moment("2026-06-01 18:00")
    assert due("2026-05-29 16:30", "5wh", summer) == moment("2026-06-01 15:30")
    assert due("2026-09-30 10:00", "1wd", summer) == moment("2026-10-01 17:30")


def test_a_make_up_saturday_keeps_fridays_hours() -> None:
    calendar = replace(CN, windows=(hours("09:00", "17:00", "1234"), hours("09:00", "15:00", "5")))
    assert calendar.office_hours(date(2026, 2, 14)) == ((time(9), time(15)),)


def test_a_centre_with_evening_and_weekend_hours_has_a_calendar_of_its_own() -> None:
    centre = Calendar(
        name="neighbourhood centre",
        days={date(2026, 11, 24): Day(kind="local_closure")},
        windows=(hours("09:00", "21:00", "234567"),),
        published_years=frozenset((2026,)),
        version="1",
    )
    assert due("2026-11-20 20:00", "1wd", centre) == moment("2026-11-21 21:00")
    assert due("2026-11-22 20:00", "2wh", centre) == moment("2026-11-25 10:00")


def test_a_watch_that_never_sleeps_counts_all_hours() -> None:
    watch = Calendar(
        name="watch", days={}, windows=(hours("00:00", "00:00", "1234567"),), published_years=frozenset(), version="1"
    )
    assert due("2026-11-20 20:00", "30wh", watch) == moment("2026-11-22 02:00")
    assert due("2026-11-20 20:00", "1wd", watch) == moment("2026-11-22 00:00")


# --- natural time and calendar days ---


def test_urgent_limits_count_nights_and_holidays() -> None:
    assert due("2026-10-01 23:50", "30min") == moment("2026-10-02 00:20")
    assert due("2026-02-14 18:00", "24h") == moment("2026-02-15 18:00")


@pytest.mark.parametrize(
    ("start", "limit", "end_of"),
    [
        ("2026-11-20 10:00", "3d", "2026-11-23"),
        ("2026-11-20 10:00", "1d", "2026-11-23"),
        ("2026-09-15 10:00", "15d", "2026-09-30"),
        ("2026-09-16 10:00", "15d", "2026-10-08"),
        ("2026-01-30 10:00", "15d", "2026-02-14"),
        ("2026-11-20 10:00", "1d exact", "2026-11-21"),
        ("2026-11-20 10:00", "0d exact", "2026-11-20"),
    ],
)
def test_calendar_days_end_at_midnight_of_a_working_day(start: str, limit: str, end_of: str) -> None:
    assert due(start, limit) == moment(end_of) + timedelta(days=1)


def test_calendar_days_may_end_at_close_of_business() -> None:
    assert due("2026-11-20 10:00", "1d until close") == moment("2026-11-23 17:30")


# --- backwards and between ---


@pytest.mark.parametrize(
    ("end", "limit", "expected"),
    [
        ("2026-11-27 17:30", "1wd", "2026-11-26 17:30"),
        ("2026-02-24 17:30", "1wd", "2026-02-14 17:30"),
        ("2026-11-27 09:01", "1wd", "2026-11-26 09:01"),
        ("2026-11-28 00:00", "1wd", "2026-11-26 17:30"),
        ("2026-11-23 10:30", "2wh", "2026-11-23 08:30"),
        ("2026-11-23 10:30", "3wh", "2026-11-20 16:30"),
        ("2026-11-23 10:30", "3h", "2026-11-23 07:30"),
        ("2026-11-23 10:30", "3d", "2026-11-20 10:30"),
    ],
)
def test_a_warning_comes_a_limit_before_the_due_date(end: str, limit: str, expected: str) -> None:
    assert CN.subtract(moment(end), limit) == moment(expected)


@pytest.mark.parametrize(
    ("begin", "end", "unit", "words"),
    [
        ("2026-11-20 10:00", "2026-11-27 17:30", "wd", "5wd 6wh"),
        ("2026-11-20 10:00", "2026-11-23 09:00", "wh", "6wh 30wmin"),
        ("2026-11-21 10:00", "2026-11-22 11:30", "wh", "0wmin"),
        ("2026-11-21 10:00", "2026-11-22 11:30", "h", "25h 30min"),
        ("2026-11-27 17:30", "2026-11-20 10:00", "wd", "-5wd 6wh"),
        ("2026-11-20 10:00", "2026-11-27 17:30", "d", "7d"),
        ("2026-11-20 10:00", "2026-11-20 10:00", "d", "0d"),
    ],
)
def test_time_between_two_moments_is_told_in_its_unit(begin: str, end: str, unit: str, words: str) -> None:
    assert str(CN.elapsed(moment(begin), moment(end), unit)) == words  # type: ignore[arg-type]


def test_minutes_come_back_whole_whatever_the_length_of_the_day() -> None:
    seven_hours = replace(CN, windows=(hours("09:00", "12:00"), hours("13:00", "17:00")), version="7h")
    for minute in range(60):
        assert str(seven_hours.elapsed(moment("2026-11-20 17:00"), moment(f"2026-11-24 10:{minute:02}"), "wd")) == (
            f"1wd 1wh {minute}wmin" if minute else "1wd 1wh"
        )


def test_lateness_is_positive_after_the_due_date() -> None:
    late = CN.lateness(moment("2026-11-20 17:30"), moment("2026-11-24 12:15"), "wd")
    assert str(late) == "1wd 3wh 30wmin"
    assert float(late.number) == pytest.approx(1 + 3.5 / 7.5)


# --- what is not known ---


@pytest.mark.parametrize(
    ("start", "limit", "provisional"),
    [
        ("2026-12-18 10:00", "5wd", False),
        ("2026-12-22 10:00", "5wd", True),
        ("2026-12-30 10:00", "24h", False),
        ("2026-12-30 10:00", "3d", True),
        ("2026-12-30 10:00", "3d exact", False),
        ("2026-12-31 17:00", "1wh", True),
        ("2016-06-01 10:00", "1wd", True),
    ],
)
def test_what_depends_on_an_unpublished_notice_is_provisional(start: str, limit: str, provisional: bool) -> None:
    assert CN.add(moment(start), limit).provisional is provisional


def test_a_calendar_without_office_hours_says_so() -> None:
    empty = Calendar(name="empty", days={}, windows=(), published_years=frozenset((2026,)), version="0")
    with pytest.raises(NoWorkingTime):
        empty.add(moment("2026-11-20 10:00"), "1wd")


def test_moments_far_from_the_published_years_are_counted_too() -> None:
    assert due("1999-12-31 10:00", "1wd") == moment("2000-01-03 17:30")
    assert due("2060-01-02 10:00", "1wd") == moment("2060-01-05 17:30")
    assert due("2026-11-20 10:00", "2600wd") > moment("2036-01-01 00:00")


def test_the_calendar_does_not_follow_later_changes_of_what_it_was_made_from() -> None:
    days: dict[date, Day] = {}
    calendar = replace(CN, days=days)
    days[date(2026, 11, 23)] = Day(kind="holiday")
    assert calendar.is_workday(date(2026, 11, 23))
