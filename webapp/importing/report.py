"""What did not become a case, line by line, in a CSV beside the data: nothing is dropped in silence."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from webapp.importing.requests import Problem


class Report:
    """Opens its file with the first line; without one there is no file. Written for spreadsheets: UTF-8 with mark, and
    no cell that a spreadsheet would take for a formula."""

    HEADING = ("line", "column", "problem", "value", "outcome")

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines = 0
        self._file = None

    def __enter__(self) -> Report:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file:
            self._file.close()

    def add(self, line: int, problems: Iterable[Problem], outcome: str) -> None:
        """`outcome`: rejected, duplicate or imported (with a remark)."""
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow(self.HEADING)
        for problem in problems:
            self._writer.writerow([line, problem.column, problem.problem, _harmless(problem.value), outcome])
            self.lines += 1


def _harmless(value: str) -> str:
    return f"'{value}" if value[:1] in "=+-@\t" and value else value
