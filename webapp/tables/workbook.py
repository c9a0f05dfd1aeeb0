"""A decision table as a workbook: one sheet to edit, one that explains. Every cell is text and stays what was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from engine.dmn.written import Heading, Written

ROW_ID = "id"
NOTE = "note"
"""What the second line says above the ids of the rows and above what they are based on."""
FIRST_ROW = 3
LONGEST_CELL = 32_000
"""Characters that a cell of XLSX surely holds."""

_TITLE = re.compile(r"[\\/*?:\[\]]")
_GREY = PatternFill("solid", fgColor="F1F5F9")
_BLUE = PatternFill("solid", fgColor="E0ECFA")
_LINE = Border(bottom=Side(style="thin", color="CBD5E1"))
_WIDTHS = {ROW_ID: 26, NOTE: 48}
_WIDTH = 20


class TooLongForACell(ValueError):
    """A cell of the table holds more than a spreadsheet can; the message says where."""


def workbook(table: Written, words: Sequence[str], guide: Sequence[Sequence[str]]) -> bytes:
    """XLSX. `words`: how the reader's language calls the id and the note of a row. `guide`: lines of the second sheet; the first
    line is its title."""
    book = Workbook()
    sheet = book.active
    sheet.title = _TITLE.sub(" ", table.name or table.decision)[:31] or "table"
    marks = marks_of(table)
    labels = [words[0], *(heading.label or heading.says for heading in table.headings), words[1]]
    _line(sheet, 1, labels, bold=True, fill=_BLUE)
    _line(sheet, 2, marks, bold=False, fill=_GREY)
    for number, row in enumerate(table.rows, FIRST_ROW):
        _line(sheet, number, [row.id, *row.cells, row.note], bold=False)
    for number, mark in enumerate(marks, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(mark, _WIDTH)
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 2)
    _guide(book, guide)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def marks_of(table: Written) -> list[str]:
    """The second line: by it columns are found again, whatever their headings say and in whatever order they stand."""
    return [ROW_ID, *(f"? {mark(h)}" for h in table.inputs), *(f"= {mark(h)}" for h in table.outputs), NOTE]


def mark(heading: Heading) -> str:
    """What the column asks or answers, with its type."""
    return f"{heading.says} : {heading.type}" if heading.type else heading.says


def _line(sheet: Any, number: int, contents: Sequence[str], *, bold: bool, fill: PatternFill | None = None) -> None:
    for column, content in enumerate(contents, 1):
        if len(content) > LONGEST_CELL:
            raise TooLongForACell(f"{get_column_letter(column)}{number}")
        cell = sheet.cell(number, column)
        cell.value = content or None
        cell.data_type = "s" if content else "n"  # "= 5" is no formula here
        cell.number_format = "@"  # and what is typed stays as it is typed
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=bold, color="475569" if fill is _GREY else None)
        cell.border = _LINE
        if fill is not None:
            cell.fill = fill


def _guide(book: Any, guide: Sequence[Sequence[str]]) -> None:
    if not guide:
        return
    sheet = book.create_sheet(_TITLE.sub(" ", guide[0][0])[:31])
    for number, line in enumerate(guide, 1):
        for column, content in enumerate(line, 1):
            cell = sheet.cell(number, column)
            cell.value = content[:LONGEST_CELL] or None
            cell.data_type = "s" if content else "n"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 90
