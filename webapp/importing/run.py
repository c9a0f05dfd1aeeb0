"""A file becomes cases: survey, organisation and categories first, then row by row. Rule: imported + duplicate + rejected is
the number of rows, and running it again imports nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from psycopg.errors import UniqueViolation

from engine.errors import Rejection
from engine.now import now
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.importing import mapping as mappings
from webapp.importing import organisation, posts, sheets
from webapp.importing.duplicates import Known
from webapp.importing.filing import file_request
from webapp.importing.mapping import SourceMapping
from webapp.importing.report import Report
from webapp.importing.requests import Problem, Request, read
from webapp.importing.survey import Survey, clean, survey

BATCH = 50
"""Rows that share a transaction: a commit waits for the disk, and waiting once for fifty is enough."""


class NoOrganisation(ValueError):
    """There is no unit that could answer for the requests. Set up an organisation first, or the demo city."""


@dataclass(slots=True)
class Summary:
    """Counts of rows; `report`: where the lines that did not become cases are listed, if there are any."""

    rows: int
    units: int = 0
    categories: int = 0
    imported: int = 0
    duplicate: int = 0
    rejected: int = 0
    report: Path | None = None


def import_file(
    path: Path, source: str, *, reports: Path, under: str | None = None, password_hash: str = organisation.NO_PASSWORD,
    progress: Callable[[int, int], None] = lambda done, rows: None,
) -> Summary:  # fmt: skip
    """Import `path` by the mapping of `source`. `under`: unit below which imported territory hangs, by default the top one.
    `reports`: folder for the list of what was not imported. `password_hash`: of the accounts of imported units. `progress` is
    told the rows done and the rows there are.

    Raises BadMapping, NotATable, ColumnsMissing, NoOrganisation before anything is written."""
    mapping = mappings.load(source)
    top = under or organisation.top_unit()
    if top is None:
        raise NoOrganisation(NoOrganisation.__doc__)
    surveyed = survey(path, mapping, top=top)
    summary = Summary(rows=surveyed.rows)
    _settle(mapping, surveyed, password_hash, summary)
    with Report(reports / f"{source}-{path.stem}-{now():%Y%m%d-%H%M%S}.csv") as report:
        run = _Run(mapping, surveyed, top, Known(mapping), report, summary)
        for batch in _batches(sheets.rows(path)):
            run.take(batch)
            progress(summary.imported + summary.duplicate + summary.rejected, surveyed.rows)
    summary.report = report.path if report.lines else None
    return summary


def _settle(mapping: SourceMapping, surveyed: Survey, password_hash: str, summary: Summary) -> None:
    """Units, their accounts and categories come before the requests that name them."""
    summary.units = organisation.add_units(surveyed.units)
    organisation.add_accounts(posts.accounts(surveyed.units, mapping.posts), password_hash=password_hash)
    summary.categories = organisation.add_categories(surveyed.categories)


def _batches(rows: Iterator[sheets.SheetRow]) -> Iterator[list[sheets.SheetRow]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


@dataclass(slots=True)
class _Run:
    mapping: SourceMapping
    survey: Survey
    top: str
    known: Known
    report: Report
    summary: Summary

    def take(self, batch: list[sheets.SheetRow]) -> None:
        """Every row of the batch is counted once."""
        with connections.take() as connection, connection.transaction():
            for row in batch:
                outcome = self._row(connection, row)
                setattr(self.summary, outcome, getattr(self.summary, outcome) + 1)

    def _row(self, connection: Connection, row: sheets.SheetRow) -> str:
        request = read(row, self.mapping, self.survey, top=self.top, now=now())
        if not isinstance(request, Request):
            self.report.add(row.line, request, "rejected")
            return "rejected"
        fingerprint = self.known.fingerprint(clean(self.mapping, row.cells))
        verdict = self.known.judge(request.external_id, fingerprint)
        if verdict.duplicate_of:
            self.report.add(row.line, [_remark(f"the same request as {verdict.duplicate_of}", request)], "duplicate")
            return "duplicate"
        if verdict.shared_id:
            self.report.add(
                row.line, [_remark(f"another request has this id; kept as {verdict.external_id}", request)], "imported"
            )
        return self._file(connection, row.line, replace(request, external_id=verdict.external_id), fingerprint)

    def _file(self, connection: Connection, line: int, request: Request, fingerprint: str | None) -> str:
        origin = {
            "fingerprint": fingerprint, "handled_by": request.handled_by, "history": dict(request.history), "line": line,
        }  # fmt: skip
        try:
            with connection.transaction():
                file_request(request, connection=connection, imported=origin)
        except UniqueViolation:
            self.report.add(line, [_remark("imported by somebody else meanwhile", request)], "duplicate")
            return "duplicate"
        except Rejection as refusal:
            self.report.add(line, [_remark(str(refusal), request)], "rejected")
            return "rejected"
        return "imported"


def _remark(problem: str, request: Request) -> Problem:
    return Problem(column="external id", problem=problem, value=request.external_id)
