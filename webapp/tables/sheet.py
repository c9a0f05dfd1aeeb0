"""A table read back from a workbook. Every complaint names the cell; nothing is guessed but what is beyond doubt: a number, a yes
or no, a day that the spreadsheet made of what was typed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from engine.dmn.written import Row, Written
from webapp.attachments.archives import office_type
from webapp.tables.cells import Wrong, wrong_cells
from webapp.tables.workbook import FIRST_ROW, NOTE, ROW_ID, marks_of

LARGEST_FILE = 4_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ID = re.compile(r"[^\W\d][\w.\-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellError:
    """`cell` as the spreadsheet calls it ("D7"), "" for the whole sheet. `code`: no_workbook, too_large, too_many_rows,
    column_missing, column_unknown, column_twice, formula, error_value, time_value, id_twice, id_malformed, and those of
    cells.Wrong. `wrong`: the engine's own complaint."""

    cell: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    wrong: Wrong | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`rows`: what was read; use them only without `errors`."""

    rows: tuple[Row, ...]
    errors: tuple[CellError, ...]


def read_sheet(content: bytes, file: bytes, table: Written) -> Sheet:
    """The first sheet of a workbook, meant for `table` of the DMN `file`. Never raises, whatever the bytes are."""
    grid = _grid(content)
    if isinstance(grid, CellError):
        return Sheet(rows=(), errors=(grid,))
    columns, errors = _columns(grid, table)
    if errors:
        return Sheet(rows=(), errors=tuple(errors))
    rows, places = _rows(grid, table, columns, errors)
    letters = [get_column_letter(columns[mark] + 1) for mark in marks_of(table)[1:-1]]
    if not errors:
        for wrong in wrong_cells(file, table, rows):
            cell = f"{letters[wrong.column]}{places[wrong.row]}" if wrong.row >= 0 else ""
            errors.append(CellError(cell=cell, code=wrong.code, facts=wrong.facts, wrong=wrong))
    return Sheet(rows=tuple(rows), errors=tuple(errors))


Grid = list[list[Any]]
"""Cells of openpyxl, line by line."""


def _grid(content: bytes) -> Grid | CellError:
    if len(content) > LARGEST_FILE:
        return CellError(cell="", code="too_large", facts={"megabytes": LARGEST_FILE // 1_000_000})
    if office_type(content) != XLSX:
        return CellError(cell="", code="no_workbook")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        lines = [list(line) for line in sheet.iter_rows(max_row=MOST_ROWS + FIRST_ROW, max_col=MOST_COLUMNS)]
        book.close()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError, zipfile.BadZipFile):
        return CellError(cell="", code="no_workbook")
    while lines and all(cell.value in (None, "") for cell in lines[-1]):
        lines.pop()
    if len(lines) >= MOST_ROWS + FIRST_ROW:
        return CellError(cell=f"A{len(lines)}", code="too_many_rows", facts={"allowed": MOST_ROWS})
    return lines


def _columns(grid: Grid, table: Written) -> tuple[dict[str, int], list[CellError]]:
    """Mark -> place of its column. The same mark twice is told apart by order."""
    wanted, errors = marks_of(table), []
    found: dict[str, int] = {}
    for place, cell in enumerate(grid[1] if len(grid) > 1 else ()):
        said = " ".join(str(cell.value or "").split())
        where = f"{get_column_letter(place + 1)}2"
        if not said:
            if any(len(line) > place and line[place].value not in (None, "") for line in grid[FIRST_ROW - 1 :]):
                errors.append(CellError(cell=where, code="column_unknown", facts={"mark": ""}))
        elif said not in wanted:
            errors.append(CellError(cell=where, code="column_unknown", facts={"mark": said}))
        elif said in found:
            errors.append(CellError(cell=where, code="column_twice", facts={"mark": said}))
        else:
            found[said] = place
    errors += [CellError(cell="", code="column_missing", facts={"mark": mark}) for mark in wanted if mark not in found]
    return found, errors


def _rows(grid: Grid, table: Written, columns: Mapping[str, int], errors: list[CellError]) -> tuple[list[Row], list[int]]:
    """The rows, and on which line of the sheet each stands."""
    marks, before = marks_of(table), {row.id: row for row in table.rows}
    rows: list[Row] = []
    places: list[int] = []
    taken: set[str] = set(before)
    seen: set[str] = set()
    for number, line in enumerate(grid[FIRST_ROW - 1 :], FIRST_ROW):
        if all(cell.value in (None, "") for cell in line):
            continue
        said = {mark: _text(line, columns[mark], number, errors) for mark in marks}
        id, where = said[ROW_ID].strip(), f"{get_column_letter(columns[ROW_ID] + 1)}{number}"
        if not id:
            id = _fresh(table.decision, taken)
        elif id in seen:
            errors.append(CellError(cell=where, code="id_twice", facts={"id": id}))
        elif id not in before and not _ID.fullmatch(id):
            errors.append(CellError(cell=where, code="id_malformed", facts={"id": id}))
        seen.add(id)
        taken.add(id)
        old = before.get(id)
        cells = [said[mark].strip() for mark in marks[1:-1]]
        inputs = [cell or _nothing(old, place) for place, cell in enumerate(cells[: len(table.inputs)])]
        rows.append(Row(id=id, inputs=tuple(inputs), outputs=tuple(cells[len(table.inputs) :]), note=said[NOTE].strip()))
        places.append(number)
    return rows, places


def _nothing(old: Row | None, place: int) -> str:
    """An empty condition is "any", written as it was or as everybody writes it."""
    return "" if old is not None and place < len(old.inputs) and old.inputs[place] == "" else "-"


def _fresh(decision: str, taken: set[str]) -> str:
    number = 1
    while f"{decision}_row_{number}" in taken:
        number += 1
    return f"{decision}_row_{number}"


def _text(line: Sequence[Any], place: int, number: int, errors: list[CellError]) -> str:
    if place >= len(line):
        return ""
    cell, value = line[place], line[place].value
    where = f"{get_column_letter(place + 1)}{number}"
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return f"{value:.12f}".rstrip("0").rstrip(".")
        case datetime() if value.time() == time():
            return f'date("{value.date().isoformat()}")'
        case datetime() | time() | timedelta():
            errors.append(CellError(cell=where, code="time_value"))
            return ""
        case date():
            return f'date("{value.isoformat()}")'
    text = str(value)
    if cell.data_type == "f":
        errors.append(CellError(cell=where, code="formula", facts={"formula": text[:80]}))
    elif cell.data_type == "e":
        errors.append(CellError(cell=where, code="error_value", facts={"value": text}))
    return text
