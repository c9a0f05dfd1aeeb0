"""The sixteen due dates every Chinese city can check by hand (notices of 2021, 2025, 2026; 08:30-12:00, 13:30-17:30)."""

from datetime import datetime

import pytest

from engine.calendar import SHANGHAI
from engine.holidays import standard_calendar


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


VECTORS = [
    ("2026-02-13 10:00", "5wd", "2026-02-27 17:30", "Sat 14th makes up and is day one; 15th to 23rd off"),
    ("2026-02-14 10:00", "5wd", "2026-02-28 17:30", "last day is itself a make-up Saturday"),
    ("2026-02-14 10:00", "1wd", "2026-02-24 17:30", "nine days of rest"),
    ("2026-09-24 10:00", "5wd", "2026-10-09 17:30", "Mid-Autumn and National Day"),
    ("2026-09-30 10:00", "5wd", "2026-10-13 17:30", "Sat 10th works"),
    ("2025-09-30 10:00", "5wd", "2025-10-14 17:30", "Sat 11th works"),
    ("2026-04-30 10:00", "5wd", "2026-05-11 17:30", "Sat 9th works"),
    ("2026-01-31 10:00", "15wd", "2026-02-27 17:30", "starts on a day of rest"),
    ("2021-09-17 10:00", "3wd", "2021-09-23 17:30", "Sat 18th works"),
    ("2026-11-20 10:00", "5wd", "2026-11-27 17:30", "plain week"),
    ("2026-02-13 16:00", "4wh", "2026-02-14 11:00", "over a night into a make-up Saturday"),
    ("2026-02-14 16:30", "4wh", "2026-02-24 11:30", "over the Spring Festival"),
    ("2026-11-20 17:45", "2wh", "2026-11-23 10:30", "starts after close"),
    ("2026-09-30 11:00", "8wh", "2026-10-08 11:30", "over National Day"),
    ("2026-10-10 09:00", "12wh", "2026-10-12 15:00", "make-up Saturday counts, Sunday does not"),
]


@pytest.mark.parametrize(("start", "limit", "due", "why"), VECTORS)
def test_a_promise_is_due_when_the_law_says(start: str, limit: str, due: str, why: str) -> None:
    found = standard_calendar().add(moment(start), limit)
    assert found.at == moment(due), why
    assert not found.provisional


def test_a_promise_that_reaches_into_a_year_without_notice_is_provisional() -> None:
    found = standard_calendar().add(moment("2026-12-30 10:00"), "5wd")
    assert found.provisional
    assert found.at == moment("2027-01-06 17:30"), "the best guess takes New Year's Day for a plain Friday"
