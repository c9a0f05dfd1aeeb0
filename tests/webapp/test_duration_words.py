"""Time left and time late as people say it."""

from datetime import datetime
from pathlib import Path

import pytest

from engine.calendar import SHANGHAI
from engine.holidays import standard_calendar
from engine.limits import Unit
from webapp.duration_words import duration

CN = standard_calendar()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "due", "unit", "words"),
    [
        ("2026-11-23 08:30", "2026-11-25 17:30", "wd", "3 work-days"),
        ("2026-11-23 10:00", "2026-11-25 17:30", "wd", "2 work-days"),
        ("2026-11-24 10:00", "2026-11-25 17:30", "wd", "1 work-days 6 work-hours"),
        ("2026-11-25 10:00", "2026-11-25 17:30", "wd", "6 work-hours"),
        ("2026-11-25 16:10", "2026-11-25 17:30", "wd", "1 work-hours 20 minutes"),
        ("2026-11-25 17:10", "2026-11-25 17:30", "wh", "20 minutes"),
        ("2026-11-25 17:29:30", "2026-11-25 17:30", "wd", "0 less-than-a-minute"),
        ("2026-11-20 18:00", "2026-11-23 17:30", "wd", "1 work-days"),
        ("2026-11-25 17:30", "2026-11-20 17:30", "wd", "late 3 work-days"),
        ("2026-11-23 11:30", "2026-11-20 17:30", "wd", "late 3 work-hours"),
        ("2026-11-21 12:00", "2026-11-20 17:30", "wd", "late 0 less-than-a-minute"),
        ("2026-11-21 12:00", "2026-11-21 12:25", "min", "25 minutes"),
        ("2026-11-21 12:00", "2026-11-22 13:00", "h", "1 natural-days 1 natural-hours"),
        ("2026-11-21 12:00", "2026-11-25 13:00", "h", "4 natural-days"),
        ("2026-11-21 12:00", "2026-11-25 00:00", "d", "3 natural-days"),
        ("2026-11-24 12:00", "2026-11-25 00:00", "d", "12 natural-hours"),
    ],
)
def test_time_is_told_in_its_largest_parts(now: str, due: str, unit: Unit, words: str) -> None:
    found = duration(moment(now), moment(due), CN, unit)
    told = " ".join(f"{piece.n} {piece.key}" for piece in found.pieces)
    assert ("late " if found.late else "") + told == words


def test_without_a_calendar_all_time_is_natural() -> None:
    found = duration(moment("2026-11-21 12:00"), moment("2026-11-22 12:00"), None)
    assert [(piece.key, piece.n) for piece in found.pieces] == [("natural-days", 1)]


def test_the_length_in_days_tells_what_is_urgent() -> None:
    assert duration(moment("2026-11-25 08:30"), moment("2026-11-25 17:30"), CN).days == 1
    assert duration(moment("2026-11-24 12:00"), moment("2026-11-25 00:00"), CN, "d").days == 0.5


@pytest.mark.parametrize("locale", ["en", "zh_CN"])
def test_every_key_is_in_the_catalogues(locale: str) -> None:
    catalogue = (Path(__file__).parents[2] / "webapp" / "translations" / locale / "time.ftl").read_text(encoding="utf-8")
    for key in ("work-days", "work-hours", "natural-days", "natural-hours", "minutes", "less-than-a-minute"):
        assert f"\n{key} =" in f"\n{catalogue}"
