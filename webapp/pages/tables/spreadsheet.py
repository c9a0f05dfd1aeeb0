"""A table as a workbook, to edit and to bring back."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, request
from flask.typing import ResponseReturnValue

from engine.dmn.written import Written, written
from engine.dmn.xml import read_any
from webapp.exports.response import note
from webapp.pages.tables.blueprint import pages, standing_or_404
from webapp.pages.tables.show import asked_text
from webapp.pages.tables.words import heading_name, hits_words, table_name
from webapp.pages.texts import t
from webapp.tables.sheet import XLSX
from webapp.tables.workbook import mark, workbook


@pages.get("/<process>/<decision>/table.xlsx")
def download(process: str, decision: str) -> ResponseReturnValue:
    """What decides now; `of`: the number of a publication, "own" for what the newest version brings."""
    found = standing_or_404(process, decision)
    asked = request.args.get("of")
    table = written(read_any(asked_text(found, asked).encode())) if asked else found.table
    return workbook_response(found.definition, table)


def workbook_response(identity: str, table: Written) -> Response:
    """The file, named as the table is called."""
    name = table_name(identity, table)
    note(f"{name} ({table.decision})", "xlsx", len(table.rows))
    content = workbook(table, (t("tables-row-id"), t("tables-note")), _guide(identity, table))
    headers = {
        "Content-Disposition": f"attachment; filename={table.decision}.xlsx; filename*=UTF-8''{quote(name + '.xlsx', safe='')}",
        "Cache-Control": "no-store",
    }
    return Response(content, mimetype=XLSX, headers=headers)


def _guide(identity: str, table: Written) -> list[tuple[str, str]]:
    """How to fill in the sheet, and what each column asks."""
    lines = [(t("tables-guide"), f"{table_name(identity, table)} ({table.decision}, {identity})")]
    lines += [(t(f"tables-guide-{part}"), t(f"tables-guide-{part}-says")) for part in ("rows", "text", "numbers", "any", "marks")]
    lines.append((t("tables-hits"), hits_words(table.hits)))
    for heading in table.headings:
        allowed = t("tables-guide-allowed", values=heading.allowed) if heading.allowed else ""
        lines.append((heading_name(identity, heading), f"{mark(heading)}  {allowed}".rstrip()))
    return lines
