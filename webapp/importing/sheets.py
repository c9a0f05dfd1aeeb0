"""Rows of a CSV or XLSX file, one at a time. Rule: every row that holds anything comes out, with its line in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook

from webapp.importing.cleaning import Cell

ENCODINGS = ("utf-8-sig", "gb18030")
LONGEST_CELL = 10_000_000
"""Characters. The standard library's limit of 131,072 is shorter than letters people do send."""


class NotATable(ValueError):
    """The file cannot be read as a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """`line`: first line of the row in a CSV, row number in a sheet, both from 1. `cells` by heading; `excess`: cells
    beyond the last heading, `missing`: headings without a cell."""

    line: int
    cells: dict[str, Cell]
    excess: int = 0
    missing: int = 0


def rows(path: Path) -> Iterator[SheetRow]:
    """Every row with at least one filled cell. Raises NotATable."""
    kind = path.suffix.lower()
    if kind in {".csv", ".tsv", ".txt"}:
        lines = _csv_lines(path, "\t" if kind == ".tsv" else ",")
    elif kind == ".xlsx":
        lines = _xlsx_lines(path)
    else:
        raise NotATable(f"{path.name}: a .csv or .xlsx file is needed")
    return _rows(lines, path.name)


def _rows(lines: Iterator[tuple[int, list[Cell]]], name: str) -> Iterator[SheetRow]:
    _, heading = next(lines, (0, []))
    headings = [str(cell).strip() if cell is not None else "" for cell in heading]
    if not any(headings):
        raise NotATable(f"{name}: no heading in the first line")
    while headings and not headings[-1]:
        headings.pop()
    for line, cells in lines:
        if any(cell is not None and str(cell).strip() for cell in cells):
            yield _row(line, headings, cells)


def _row(line: int, headings: list[str], cells: list[Cell]) -> SheetRow:
    extra = [cell for cell in cells[len(headings) :] if cell is not None and str(cell).strip()]
    named = {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading}
    return SheetRow(line=line, cells=named, excess=len(extra), missing=max(0, len(headings) - len(cells)))


def _csv_lines(path: Path, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=_encoding(path), newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        before = 0
        try:
            for cells in reader:
                yield before + 1, list(cells)
                before = reader.line_num
        except csv.Error as error:
            raise NotATable(f"{path.name}, line {reader.line_num}: {error}") from error


def _encoding(path: Path) -> str:
    """The first encoding in which the whole file can be read."""
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as file:
                while file.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise NotATable(f"{path.name}: neither UTF-8 nor GB 18030")


def _xlsx_lines(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError) as error:
        raise NotATable(f"{path.name}: {error}") from error
    try:
        sheet: Iterable[tuple[Cell, ...]] = book.worksheets[0].iter_rows(values_only=True)
        for line, cells in enumerate(sheet, start=1):
            yield line, list(cells)
    finally:
        book.close()
