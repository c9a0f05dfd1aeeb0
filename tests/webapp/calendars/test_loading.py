"""Rows become the calendar that counts, and the one that counted then."""

from datetime import UTC, date, datetime, time, timedelta

from engine.calendar import SHANGHAI
from engine.holidays import standard_calendar
from engine.now import Traveller
from webapp.calendars.days import SpecialDay, set_days
from webapp.calendars.hours import set_hours
from webapp.calendars.loading import load
from webapp.database.connections import Connection

TYPHOON = SpecialDay(day=date(2026, 3, 4), kind="local_closure", name="台风")


def test_without_rows_the_products_calendar_counts(connection: Connection) -> None:
    assert load(connection) == {"cn-gov": standard_calendar()}


def test_a_closed_day_counts_from_the_moment_it_was_written(connection: Connection, clock: Traveller) -> None:
    before = clock.moment
    clock.move(timedelta(hours=1))
    set_days(connection, "cn-gov", [TYPHOON], source="order 7")
    assert not load(connection)["cn-gov"].is_workday(date(2026, 3, 4))
    assert load(connection, before)["cn-gov"].is_workday(date(2026, 3, 4))


def test_the_newest_row_of_a_day_counts(connection: Connection, clock: Traveller) -> None:
    set_days(connection, "cn-gov", [TYPHOON], source="order 7")
    clock.move(timedelta(hours=1))
    half = SpecialDay(day=date(2026, 3, 4), kind="workday", windows=((time(13, 30), time(17, 30)),))
    set_days(connection, "cn-gov", [half], source="order 8")
    assert load(connection)["cn-gov"].office_hours(date(2026, 3, 4)) == ((time(13, 30), time(17, 30)),)


def test_every_change_has_a_version_of_its_own_and_a_reload_has_not(connection: Connection, clock: Traveller) -> None:
    versions = [load(connection)["cn-gov"].version]
    set_days(connection, "cn-gov", [TYPHOON], source="order 7")
    versions.append(load(connection)["cn-gov"].version)
    set_hours(connection, "cn-gov", "5", ((time(9), time(12)),), since=date(2026, 6, 1))
    versions.append(load(connection)["cn-gov"].version)
    assert len(set(versions)) == 3
    assert load(connection)["cn-gov"].version == versions[-1]


def test_a_centre_has_a_calendar_of_its_own_and_touches_no_other(connection: Connection, clock: Traveller) -> None:
    set_hours(connection, "centre", "67", ((time(9), time(21)),), since=date(2026, 1, 1))
    known = load(connection)
    assert known["centre"].is_workday(date(2026, 3, 7))
    assert known["centre"].published_years == frozenset(), "nobody told it about public holidays: all it says is provisional"
    assert known["cn-gov"] == standard_calendar()


def test_summer_hours_come_and_go_and_older_hours_stay_known(connection: Connection, clock: Traveller) -> None:
    before = clock.moment
    clock.move(timedelta(hours=1))
    summer = ((time(8), time(12)), (time(15), time(18)))
    set_hours(connection, "cn-gov", "12345", summer, since=date(2026, 6, 1), until=date(2026, 10, 1))
    now_known, then_known = load(connection)["cn-gov"], load(connection, before)["cn-gov"]
    usual = standard_calendar().office_hours(date(2026, 3, 2))
    assert now_known.office_hours(date(2026, 5, 29)) == usual
    assert now_known.office_hours(date(2026, 6, 1)) == summer
    assert now_known.office_hours(date(2026, 9, 30)) == summer
    assert now_known.office_hours(date(2026, 10, 8)) == usual
    assert then_known.office_hours(date(2026, 6, 1)) == usual


def test_shorter_fridays_leave_the_other_days_alone(connection: Connection, clock: Traveller) -> None:
    set_hours(connection, "cn-gov", "5", ((time(9), time(12)),), since=date(2026, 6, 1))
    known = load(connection)["cn-gov"]
    assert known.office_hours(date(2026, 6, 4)) == standard_calendar().office_hours(date(2026, 3, 2))
    assert known.office_hours(date(2026, 6, 5)) == ((time(9), time(12)),)
    due = known.add(datetime(2026, 6, 4, 10, tzinfo=SHANGHAI), "1wd").at
    assert due == datetime(2026, 6, 5, 4, tzinfo=UTC), "Friday noon"
