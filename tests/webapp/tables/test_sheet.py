"""A table goes into a spreadsheet and comes back as it was; what somebody typed wrong is said cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from engine.dmn.writing import with_rows
from engine.dmn.written import Row, Written, tables
from webapp.config import ROOT
from webapp.tables.cells import wrong_cells
from webapp.tables.sheet import CellError, Sheet, read_sheet
from webapp.tables.workbook import workbook

FILES = sorted((ROOT / "processes").glob("*/*.dmn"))
FILE = (ROOT / "processes" / "complaint" / "sla.dmn").read_bytes()
SLA = tables(FILE)["sla"]
WORDS = ("行号", "依据")


def back(content: bytes, file: bytes = FILE, table: Written = SLA) -> Sheet:
    return read_sheet(content, file, table)


def edited(change: Callable[[Any], object], table: Written = SLA) -> bytes:
    """The sheet after somebody worked on it in a spreadsheet program."""
    book = load_workbook(io.BytesIO(workbook(table, WORDS, ())))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def complaints(content: bytes) -> list[tuple[str, str]]:
    return [(error.cell, error.code) for error in back(content).errors]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_shipped_table_comes_back_to_the_byte(path: Path) -> None:
    file = path.read_bytes()
    for table in tables(file).values():
        found = read_sheet(workbook(table, WORDS, [["说明"], ["a", "b"]]), file, table)
        assert found.errors == ()
        assert with_rows(file, table.decision, found.rows) == file


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x85  ￾￿"), max_size=20)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(notes=st.lists(TEXTS, min_size=6, max_size=6), said=st.lists(TEXTS, min_size=6, max_size=6))
def test_whatever_the_rows_say_comes_back(notes: list[str], said: list[str]) -> None:
    quoted = ['"' + text.replace("\\", "").replace('"', "") + '"' for text in said]
    rows = [
        replace(row, note=note.strip(), inputs=(text, row.inputs[1]))
        for row, note, text in zip(SLA.rows, notes, quoted, strict=True)
    ]
    found = back(workbook(replace(SLA, rows=tuple(rows)), WORDS, ()))
    assert found.errors == ()
    assert list(found.rows) == rows


def test_a_changed_limit_and_a_new_row_are_taken_over() -> None:
    def work(sheet: Any) -> None:
        sheet["G8"] = '"6wd"'
        sheet["B9"], sheet["C9"] = '"general"', "-"
        for letter, value in zip("DEFGHIJ", ["1wd"] * 7, strict=True):
            sheet[f"{letter}9"] = f'"{value}"'
        sheet["K9"], sheet["L9"] = 40, "新规定"

    found = back(edited(work))
    assert found.errors == ()
    assert found.rows[5].outputs[3] == '"6wd"'
    assert found.rows[6] == Row(id="sla_row_1", inputs=('"general"', "-"), outputs=('"1wd"',) * 7 + ("40",), note="新规定")
    assert tables(with_rows(FILE, "sla", found.rows))["sla"].rows == found.rows


def test_columns_may_stand_in_another_order_and_be_called_otherwise() -> None:
    def work(sheet: Any) -> None:
        for number in range(1, 9):
            sheet.cell(number, 2).value, sheet.cell(number, 3).value = sheet.cell(number, 3).value, sheet.cell(number, 2).value
        sheet["B1"] = "something else"

    assert back(edited(work)).rows == SLA.rows


@pytest.mark.parametrize(
    ("cell", "typed", "code"),
    [
        ("G3", "5wd", "unquoted"),
        ("G3", "“5wd”", "unreadable"),
        ("G3", '"5wdd"', "no_limit"),
        ("G3", None, "no_answer"),
        ("K3", "1 +", "unreadable"),
        ("B3", "urgent，utility", "unquoted"),
        ("G3", "=SUM(A1:A2)", "formula"),
        ("A4", "sla_urgent", "id_twice"),
        ("A4", "5 x", "id_malformed"),
        ("B2", "nonsense : string", "column_unknown"),
    ],
)
def test_every_complaint_names_its_cell(cell: str, typed: str | None, code: str) -> None:
    def work(sheet: Any) -> None:
        sheet[cell].value = typed
        if typed is not None and not typed.startswith("=SUM"):
            sheet[cell].data_type = "s"

    assert (cell, code) in complaints(edited(work))


def test_a_missing_column_is_named() -> None:
    found = back(edited(lambda sheet: sheet.delete_cols(7)))
    assert [(error.code, error.facts["mark"]) for error in found.errors] == [("column_missing", "= handle : string")]


def test_what_is_no_workbook_is_refused_whatever_it_is() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * 50_000_000)
    empty = io.BytesIO()
    Workbook().save(empty)
    for content in (b"", b"a,b\n1,2", b"PK\x03\x04broken", bomb.getvalue()):
        assert [error.code for error in back(content).errors] == ["no_workbook"]
    assert {error.code for error in back(empty.getvalue()).errors} == {"column_missing"}


def test_no_shipped_table_is_complained_about() -> None:
    for path in FILES:
        for table in tables(path.read_bytes()).values():
            assert wrong_cells(path.read_bytes(), table, table.rows) == []


def test_a_number_a_day_and_a_yes_that_the_spreadsheet_understood_are_taken() -> None:
    def work(sheet: Any) -> None:
        sheet["K3"], sheet["K4"] = 80, 70.5

    found = back(edited(work))
    assert (found.rows[0].outputs[7], found.rows[1].outputs[7]) == ("80", "70.5")
    assert not any(isinstance(error, CellError) for error in found.errors)
