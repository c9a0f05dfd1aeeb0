"""The inside of the wall around workbooks and cells. Plain data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from webapp.tables.cells import wrong_cells
from webapp.tables.plain import plain_error, plain_wrong, row_of, table_of
from webapp.tables.sheet import read_sheet


def answer(payload: Mapping[str, Any]) -> Any:
    """{"sheet", "file", "table"} -> {"rows", "errors"} of a Sheet; {"file", "table", "rows"} -> what is wrong in these rows."""
    table = table_of(payload["table"])
    if "rows" in payload:
        rows = [row_of(row) for row in payload["rows"]]
        return [plain_wrong(wrong) for wrong in wrong_cells(payload["file"], table, rows)]
    found = read_sheet(payload["sheet"], payload["file"], table)
    return {"rows": [asdict(row) for row in found.rows], "errors": [plain_error(error) for error in found.errors]}
