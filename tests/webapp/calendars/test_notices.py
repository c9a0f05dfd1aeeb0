"""The yearly notice comes in, again, and corrected."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.holidays import InvalidNotice, standard_notices
from engine.now import Traveller
from webapp.calendars.days import SpecialDay, import_notice, names, set_days
from webapp.calendars.loading import load
from webapp.database.connections import Connection


def notice(*days: tuple[str, bool], year: int = 2027) -> dict[str, Any]:
    return {
        "year": year,
        "papers": ["https://www.gov.cn/x"],
        "days": [{"name": "元旦", "date": day, "isOffDay": off} for day, off in days],
    }


NEW_YEAR = notice(("2027-01-01", True), ("2027-01-02", True), ("2027-01-09", False))


def rows(connection: Connection) -> int:
    return connection.execute("SELECT count(*) FROM calendar_day").fetchone()[0]  # type: ignore[index,return-value]


def test_a_notice_publishes_its_year(connection: Connection, clock: Traveller) -> None:
    change = import_notice(connection, NEW_YEAR)
    calendar = load(connection)["cn-gov"]
    assert change.days == (date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 9))
    assert 2027 in calendar.published_years
    assert [calendar.is_workday(date(2027, 1, day)) for day in (1, 2, 4, 9)] == [False, False, True, True]
    assert names(connection, "cn-gov")[date(2027, 1, 1)] == "元旦"
    assert names(connection, "cn-gov")[date(2026, 2, 15)] == "春节", "from the product"


def test_a_notice_is_read_from_its_file(connection: Connection, clock: Traveller, tmp_path: Path) -> None:
    file = tmp_path / "2027.json"
    file.write_text(json.dumps(NEW_YEAR), encoding="utf-8")
    assert import_notice(connection, file).year == 2027


def test_the_same_notice_twice_writes_nothing(connection: Connection, clock: Traveller) -> None:
    import_notice(connection, NEW_YEAR)
    version = load(connection)["cn-gov"].version
    clock.move(timedelta(days=1))
    assert import_notice(connection, NEW_YEAR).days == ()
    assert rows(connection) == 3
    assert load(connection)["cn-gov"].version == version


def test_a_notice_the_product_knows_already_writes_nothing(connection: Connection, clock: Traveller) -> None:
    assert import_notice(connection, standard_notices()[-1]).days == ()
    assert rows(connection) == 0


def test_a_later_edition_corrects_what_the_product_knows(connection: Connection, clock: Traveller) -> None:
    without_spring_festival = notice(("2026-01-01", True), ("2026-01-02", True), year=2026)
    change = import_notice(connection, without_spring_festival)
    assert date(2026, 1, 1) not in change.days
    assert date(2026, 2, 16) in change.corrected
    assert load(connection)["cn-gov"].is_workday(date(2026, 2, 16)), "what the newest edition says is believed"


def test_a_later_edition_corrects_the_earlier_one(connection: Connection, clock: Traveller) -> None:
    import_notice(connection, NEW_YEAR)
    clock.move(timedelta(days=1))
    change = import_notice(connection, notice(("2027-01-01", True), ("2027-01-02", True), ("2027-01-03", True)))
    calendar = load(connection)["cn-gov"]
    assert change.days == (date(2027, 1, 3), date(2027, 1, 9))
    assert change.corrected == (date(2027, 1, 9),)
    assert not calendar.is_workday(date(2027, 1, 9)), "an ordinary Saturday again"
    clock.move(timedelta(days=1))
    assert import_notice(connection, NEW_YEAR).corrected == (date(2027, 1, 3),), "and back"
    assert load(connection)["cn-gov"].is_workday(date(2027, 1, 9))


def test_a_day_the_operator_closed_stays_closed(connection: Connection, clock: Traveller) -> None:
    import_notice(connection, NEW_YEAR)
    set_days(connection, "cn-gov", [SpecialDay(day=date(2027, 1, 9), kind="local_closure")], source="order 7")
    import_notice(connection, NEW_YEAR)
    assert not load(connection)["cn-gov"].is_workday(date(2027, 1, 9))


def test_a_notice_that_is_not_published_is_refused_and_writes_nothing(connection: Connection, clock: Traveller) -> None:
    with pytest.raises(InvalidNotice, match="not published"):
        import_notice(connection, {"year": 2027, "days": []})
    assert rows(connection) == 0
