"""Reading the yearly notice, and the notices that come with the product."""

import json
from datetime import date
from pathlib import Path

import pytest

from engine.holidays import InvalidNotice, read_notice, standard_calendar, standard_notices

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "holidays_cn"


def notice(days: list[dict[str, object]], year: int = 2027) -> str:
    return json.dumps({"year": year, "papers": ["https://www.gov.cn/x"], "days": days})


NEW_YEAR = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}


def test_a_notice_names_holidays_and_make_up_workdays() -> None:
    read = read_notice(notice([NEW_YEAR, {"name": "元旦", "date": "2026-12-27", "isOffDay": False}]))
    assert read.year == 2027
    assert [(day.day, day.kind, day.name) for day in read.days] == [
        (date(2027, 1, 1), "holiday", "元旦"),
        (date(2026, 12, 27), "makeup_workday", "元旦"),
    ]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (notice([]), "not published"),
        ("BEGIN:VCALENDAR", "not a notice"),
        ("[]", "not a notice"),
        ('{"year": 2027}', "not a notice"),
        (notice([{"name": "元旦", "date": "2027-13-01", "isOffDay": True}]), "not a notice"),
        (notice([NEW_YEAR, NEW_YEAR]), "twice"),
        (notice([NEW_YEAR], year=2026), "another year"),
        (notice([{"name": "国庆节", "date": "2026-10-01", "isOffDay": True}]), "another year"),
    ],
)
def test_what_is_not_a_published_notice_is_refused(content: str, complaint: str) -> None:
    with pytest.raises(InvalidNotice, match=complaint):
        read_notice(content)


def test_the_product_knows_the_notices_up_to_this_year() -> None:
    assert [each.year for each in standard_notices()] == list(range(2017, 2027))
    assert standard_calendar().published_years == frozenset(range(2017, 2027))
    assert all(each.papers for each in standard_notices())


def test_the_make_up_workdays_of_2026_are_the_published_ones() -> None:
    days = [f"{day.day:%m-%d}" for day in standard_notices()[-1].days if day.kind == "makeup_workday"]
    assert days == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


@pytest.mark.skipif(not SHARED.exists(), reason="SKIPPED: ../shared/data/holidays_cn is not here; product notices not compared")
def test_the_products_notices_agree_with_an_independent_collection() -> None:
    for known in standard_notices():
        other = read_notice((SHARED / f"{known.year}.json").read_bytes())
        assert sorted((day.day, day.kind) for day in other.days) == [(day.day, day.kind) for day in known.days]
        assert other.papers == known.papers
