"""Cells as spreadsheets and other systems leave them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from webapp.importing import cleaning

SHANGHAI = ZoneInfo("Asia/Shanghai")
FORMS = ["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d"]


def moment(cell: cleaning.Cell) -> datetime:
    return cleaning.moment(cell, FORMS, SHANGHAI, time(8, 30))


def test_padding_of_every_kind_disappears() -> None:
    assert cleaning.text("\n\t\t\t\n\t\u3000\u3000路灯 坏了\u00a0\r\n\r\n  第二行\t") == "路灯 坏了\n第二行"
    assert cleaning.line("\ufeff a\tb\n c ") == "a b c"


def test_entities_and_control_characters_are_resolved() -> None:
    assert cleaning.text("路灯&#40;灯光&#41;\x00井盖") == "路灯(灯光)井盖"


def test_a_whole_number_loses_its_point_zero() -> None:
    assert cleaning.text(20_250.0) == "20250"


@pytest.mark.parametrize(
    "cell",
    [
        "2018/2/8 12:09:38", "2018-02-08 12:09:38", "\n\t2018/02/08 12:09:38\u3000",
        datetime(2018, 2, 8, 12, 9, 38), 43139.50668981481,
    ],
)  # fmt: skip
def test_a_date_column_of_mixed_types_gives_the_same_moment(cell: cleaning.Cell) -> None:
    assert moment(cell).replace(microsecond=0) == datetime(2018, 2, 8, 4, 9, 38, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["2018/2/8", date(2018, 2, 8)])
def test_a_bare_day_begins_when_the_office_opens(cell: cleaning.Cell) -> None:
    assert moment(cell) == datetime(2018, 2, 8, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["2018/2/30", "昨天", "", None, 12, 1_000_000, True])
def test_what_is_no_date_is_not_guessed(cell: cleaning.Cell) -> None:
    with pytest.raises(cleaning.Unreadable):
        moment(cell)


def test_a_moment_of_another_zone_keeps_its_summer_time() -> None:
    parsed = cleaning.moment("07/01/2018 08:00:00 PM", ["%m/%d/%Y %I:%M:%S %p"], ZoneInfo("America/New_York"), time(8))
    assert parsed == datetime(2018, 7, 2, 0, 0, tzinfo=UTC)
