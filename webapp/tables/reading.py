"""Workbooks and cells that somebody wrote are read behind the wall: a small workbook can unpack to millions of texts, and of some
cells an evaluator thinks for minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from engine.dmn.written import Row, Written
from webapp.studio.wall import Wall
from webapp.tables.cells import Wrong
from webapp.tables.plain import error_of, plain_table, row_of
from webapp.tables.sheet import Sheet

SECONDS = 6.0
"""Of the processor; a workbook of 2,500 rows takes 2."""

_wall = Wall("webapp.tables.reading_child:answer")


def sheet_of(content: bytes, file: bytes, table: Written, *, seconds: float = SECONDS) -> Sheet:
    """See webapp.tables.sheet.read_sheet. Errors: TooHardToCheck, CheckIsBusy."""
    found = _wall.ask({"sheet": content, "file": file, "table": plain_table(table)}, seconds=seconds)
    return Sheet(rows=tuple(map(row_of, found["rows"])), errors=tuple(map(error_of, found["errors"])))


def wrong_in(file: bytes, before: Written, rows: Sequence[Row], *, seconds: float = SECONDS) -> list[Wrong]:
    """See webapp.tables.cells.wrong_cells. Errors: TooHardToCheck, CheckIsBusy."""
    payload = {"file": file, "table": plain_table(before), "rows": [asdict(row) for row in rows]}
    return [Wrong(**wrong) for wrong in _wall.ask(payload, seconds=seconds)]
