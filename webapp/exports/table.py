"""A table on its way into a file, row by row: memory does not grow with the list."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from webapp.exports.cells import Value, as_cell, as_text

BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets take a CSV for UTF-8 only with this in front."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`heading` in the reader's language; `value`: what the page shows of a row, masked as on the page. `width`: characters.
    `is_case`: the values are numbers of cases, so that the log can say whose cases left in a file."""

    heading: str
    value: Callable[[Any], Value]
    width: int = 18
    is_case: bool = False


def write_csv(out: IO[bytes], columns: Sequence[Column], lines: Iterable[Sequence[Value]]) -> None:
    """Headings and lines as CSV for Excel: UTF-8 with its mark, CRLF."""
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(as_text(column.heading) for column in columns)
    writer.writerows([as_text(value) for value in line] for line in lines)
    text.detach()


def write_xlsx(out: IO[bytes], columns: Sequence[Column], lines: Iterable[Sequence[Value]]) -> None:
    """Headings and lines as one sheet, the headings bold and standing still when the list is scrolled."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_bold(sheet, column.heading) for column in columns])
    for line in lines:
        sheet.append([as_cell(value) for value in line])
    book.save(out)


def lines_of(rows: Iterable[Any], columns: Sequence[Column]) -> Iterator[list[Value]]:
    """The values of each row, column by column."""
    for row in rows:
        yield [column.value(row) for column in columns]


def _bold(sheet: Any, heading: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=as_cell(heading))
    cell.font = Font(bold=True)
    return cell
