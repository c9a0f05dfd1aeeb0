"""Lists as files: what stands on the page, in its order and language, harmless in a spreadsheet, and written down."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from flask import Flask, g
from openpyxl import load_workbook

from engine.now import at
from webapp.database import connections
from webapp.exports import Column, table_response
from webapp.exports.table import lines_of, write_xlsx

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
COLUMNS = (
    Column(heading="编号", value=lambda row: row[0]),
    Column(heading="事项", value=lambda row: row[1]),
    Column(heading="天数", value=lambda row: row[2]),
    Column(heading="到期", value=lambda row: NOON),
)


def exported(app: Flask, rows: object, kind: str, *, limit: int = 100, locale: str = "zh_CN") -> tuple[bytes, str]:
    """The bytes and the name of the file."""
    with app.test_request_context("/clearance.csv?words=13800001234"), at(NOON):
        g.locale = locale
        answer = table_response(rows, COLUMNS, kind, name="清零清单", limit=limit)  # type: ignore[arg-type]
        return answer.get_data(), unquote(answer.headers["Content-Disposition"])


def test_a_csv_opens_in_excel_with_its_characters_order_and_numbers(app: Flask) -> None:
    data, name = exported(app, [("甲-1", "路灯, 不亮", 3), ("甲-2", '说 "好"\n再说', -1)], "csv")
    assert data.startswith("\ufeff编号,事项,天数,到期\r\n".encode())
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[1:] == [["甲-1", "路灯, 不亮", "3", "2026-03-02 12:00"], ["甲-2", '说 "好"\n再说', "-1", "2026-03-02 12:00"]]
    assert "清零清单-20260302-1200.csv" in name


def test_a_workbook_keeps_numbers_and_dates_as_such(app: Flask) -> None:
    data, name = exported(app, [("甲-1", "路灯\x07不亮", 3)], "xlsx")
    rows = list(load_workbook(io.BytesIO(data)).active.values)
    assert rows == [("编号", "事项", "天数", "到期"), ("甲-1", "路灯不亮", 3, datetime(2026, 3, 2, 12, 0))]
    assert name.endswith("清零清单-20260302-1200.xlsx")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_nobody_smuggles_a_formula_into_the_readers_spreadsheet(app: Flask, kind: str, start: str) -> None:
    data, _ = exported(app, [("1", f"{start}HYPERLINK(1)", 0)], kind)
    if kind == "csv":
        found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1][1]
    else:
        cell = load_workbook(io.BytesIO(data)).active["B2"]
        assert cell.data_type == "s"
        found = cell.value
    assert found.startswith("'"), found


@pytest.mark.parametrize(("locale", "words"), [("zh_CN", "只导出前 2 行"), ("en", "Only the first 2 rows")])
def test_a_list_that_is_too_long_says_so_in_its_last_line(app: Flask, locale: str, words: str) -> None:
    data, _ = exported(app, [(str(n), "x", n) for n in range(3)], "csv", limit=2, locale=locale)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 4
    assert words in rows[-1][0]


def test_every_export_is_written_down_without_the_number_somebody_searched_for(app: Flask) -> None:
    exported(app, [("1", "x", 1)], "xlsx")
    with connections.take() as connection:
        row = connection.execute("SELECT at, actor, about FROM audit_event WHERE kind = 'exported'").fetchone()
    about = {"what": "清零清单", "format": "xlsx", "asked": "/clearance.csv?words=138****1234", "rows": 1}
    assert row == (NOON, "party", about)


def test_memory_does_not_grow_with_the_list() -> None:
    def peak(count: int) -> int:
        rows: Iterator[tuple[str, str, int]] = ((str(n), "路灯不亮", n) for n in range(count))
        tracemalloc.start()
        with open("/dev/null", "wb") as out:
            write_xlsx(out, COLUMNS, lines_of(rows, COLUMNS))
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(10)
    assert peak(8_000) < peak(500) * 3
