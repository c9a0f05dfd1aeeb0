"""Laws that hold for every calendar and every moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import clocks
from engine.calendar import Calendar, Day, Window
from engine.holidays import standard_calendar
from engine.limits import HOUR, Limit

CN = standard_calendar()
HALF = Day(kind="workday", windows=((time(8, 30), time(12)),))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MOMENTS = st.datetimes(datetime(2025, 12, 1), datetime(2026, 11, 30), timezones=st.just(UTC))
SPECIALS = st.dictionaries(DAYS, st.sampled_from([Day(kind="holiday"), Day(kind="makeup_workday"), HALF]), max_size=40)
WH = st.integers(0, 200 * 60).map(lambda minutes: Limit(parts=minutes * HOUR // 60, unit="wh", ends="close"))
LIMITS = st.sampled_from(
    [
        "0wd",
        "1wd",
        "3wd",
        "0.5wd",
        "1.5wd",
        "2wd until 24:00",
        "1wd today before 10:00",
        "4wh",
        "30wh",
        "2h",
        "3d",
        "15d until close",
    ]
)


def calendar_of(specials: dict[date, Day]) -> Calendar:
    evening = Window(effective_from=date(2026, 6, 1), effective_to=None, weekdays="24", opens=time(18, 30), closes=time(20))
    return replace(CN, days=specials, windows=(*CN.windows, evening), published_years=frozenset((2026,)), version="generated")


settings.register_profile("busy machine", deadline=None, max_examples=60)
settings.load_profile("busy machine")
CALENDARS = SPECIALS.map(calendar_of)


@given(CALENDARS, MOMENTS, WH, WH)
def test_hours_add_up(calendar: Calendar, moment: datetime, a: Limit, b: Limit) -> None:
    both = replace(a, parts=a.parts + b.parts)
    assert calendar.add(moment, both).at == calendar.add(calendar.add(moment, a).at, b).at


@given(CALENDARS, MOMENTS, WH)
def test_what_was_added_has_elapsed(calendar: Calendar, moment: datetime, limit: Limit) -> None:
    assert calendar.measure(moment, calendar.add(moment, limit).at, "wh") == limit.parts


@given(CALENDARS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=20)), LIMITS)
def test_a_later_start_is_never_due_earlier(calendar: Calendar, moment: datetime, later: timedelta, limit: str) -> None:
    assert calendar.add(moment, limit).at <= calendar.add(moment + later, limit).at


@given(CALENDARS, MOMENTS, LIMITS)
def test_nothing_is_due_before_it_starts(calendar: Calendar, moment: datetime, limit: str) -> None:
    assert calendar.add(moment, limit).at >= moment


@given(CALENDARS, MOMENTS, LIMITS, DAYS)
def test_one_more_day_of_rest_never_makes_a_due_date_earlier(
    calendar: Calendar, moment: datetime, limit: str, rest: date
) -> None:
    closed = replace(calendar, days={**calendar.days, rest: Day(kind="local_closure")})
    assert closed.add(moment, limit).at >= calendar.add(moment, limit).at


@given(CALENDARS, MOMENTS, WH)
def test_subtracting_undoes_adding_up_to_closed_hours(calendar: Calendar, moment: datetime, limit: Limit) -> None:
    back = calendar.subtract(calendar.add(moment, limit).at, limit)
    assert calendar.measure(back, moment, "wh") == 0


@given(CALENDARS, MOMENTS, LIMITS, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_a_pause_of_no_length_changes_no_due_date(calendar: Calendar, moment: datetime, limit: str, after: timedelta) -> None:
    clock = clocks.start(calendar, moment, name="handle", run=1, limit=limit, unit="D01")
    at = min(moment + after, clock.due_at or moment)
    again = clock.pause(calendar, at).resume(calendar, at)
    assert again.due_at == clock.due_at
    assert again.remaining(calendar, at) == clock.remaining(calendar, at)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pause", "resume", "1wd", "0.5wd", "4wh", "2h", "3d"]), st.timedeltas(timedelta(0), timedelta(days=3))
    ),
    max_size=8,
)


@settings(max_examples=250)
@given(CALENDARS, MOMENTS, LIMITS, STEPS)
def test_consumed_and_remaining_make_the_budget(
    calendar: Calendar, moment: datetime, limit: str, steps: list[tuple[str, timedelta]]
) -> None:
    """Consumed is counted apart, piece by piece; what is left is read off the due date."""
    promise = Limit.parse(limit)
    unit, whole_days = promise.unit, promise.unit == "d" or (promise.unit == "wd" and promise.ends == "midnight")
    clock = clocks.start(calendar, moment, name="handle", run=1, limit=limit, unit="D01")
    consumed, budget = 0, clock.budget
    for do, after in steps:
        if clock.state == "running":
            consumed += calendar.measure(moment, moment + after, unit, promise.ends)
        moment += after
        before = clock.budget
        if do in ("pause", "resume"):
            clock = getattr(clock, do)(calendar, moment)
        else:
            clock = clock.extend(calendar, moment, do)
            same_unit = Limit.parse(do).unit == unit and not whole_days
            budget += Limit.parse(do).parts if same_unit else clock.budget - before
        if whole_days:
            budget = clock.budget  # a last day of rest rolls over, half a day becomes a whole one
        assert clock.elapsed(calendar, moment).parts == consumed
        assert clock.remaining(calendar, moment).parts == budget - consumed
        if clock.due_at is not None:
            rounding = 10  # of 86.4e9 parts: the due date is a whole microsecond
            assert abs(calendar.measure(moment, clock.due_at, unit, promise.ends) - (budget - consumed)) <= rounding
        assert clocks.Clock.from_list(clock.to_list()) == clock
