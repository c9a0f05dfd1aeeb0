"""The texts in which promises are written."""

from datetime import time

import pytest

from engine.limits import DAY, HOUR, MINUTE, InvalidLimit, Limit


@pytest.mark.parametrize(
    "text",
    [
        "5wd",
        "0.5wd",
        "80wh",
        "1.25wh",
        "30min",
        "24h",
        "60d",
        "0d",
        "5wd until 24:00",
        "15d until close",
        "15d exact",
        "1wd today before 10:00",
        "3wd until 24:00 today before 12:00",
    ],
)
def test_a_limit_is_written_back_as_it_was_read(text: str) -> None:
    assert str(Limit.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [("2.5wd", 5 * DAY // 2), ("0.125wh", HOUR // 8), ("90min", 90 * MINUTE), (" 3 wd ", 3 * DAY), ("1.0h", HOUR)],
)
def test_the_amount_is_a_whole_number_of_parts(text: str, parts: int) -> None:
    assert Limit.parse(text).parts == parts


def test_each_unit_has_its_own_end_of_day() -> None:
    assert Limit.parse("5wd").ends == "close"
    assert Limit.parse("15d").ends == "midnight"
    assert Limit.parse("5wd until close") == Limit.parse("5wd")


def test_terms_come_in_any_order() -> None:
    limit = Limit.parse("1wd today before 09:30 until 24:00")
    assert (limit.today_before, limit.ends) == (time(9, 30), "midnight")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "wd",
        "-1wd",
        "5 working days",
        "P5D",
        "5wd sharp",
        "0.0001h",
        "1.5d",
        "0.5wd until 24:00",
        "5h until close",
        "5d today before 10:00",
        "5wd exact",
        "5wd today before 25:00",
        "2601wd",
        "9999999999999999999999min",
        "1wd" * 1000,
    ],
)
def test_what_is_not_a_limit_is_refused(text: str) -> None:
    with pytest.raises(InvalidLimit):
        Limit.parse(text)
