"""The clearance list: broken promises of my units and everything below, how late, whose delay, what was done about it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.now import now
from webapp.casework.queries import clearance
from webapp.casework.queries.clearance import LateRow
from webapp.casework.reading import sees, units_seen
from webapp.pages.names import name_of, phase_name
from webapp.pages.people import me
from webapp.pages.process_texts import clock_name, outcome_name
from webapp.pages.running import running
from webapp.pages.texts import moment, t
from webapp.pages.time_left import how_late

pages = Blueprint("clearance", __name__)

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula; Asian ones take the wide signs too."""
BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets take a CSV for UTF-8 only with this in front."""


@pages.get("/clearance")
@login_required
def show() -> ResponseReturnValue:
    cleared = request.args.get("state") == "cleared"
    page = clearance.late(_paths(), cleared=cleared, after=request.args.get("after"))
    return render_template("clearance/show.html", page=page, cleared=cleared)


@pages.get("/clearance.csv")
@login_required
def export() -> ResponseReturnValue:
    cleared = request.args.get("state") == "cleared"
    rows = [*_lines(clearance.every_late(_paths(), cleared=cleared))]
    return Response(
        BYTE_ORDER_MARK + "".join(rows),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename=clearance-{now():%Y%m%d}.csv"},
    )


def _paths() -> list[str]:
    """The subtrees of the units whose clearance list this person has."""
    if not sees(me().actor, "clearance"):
        abort(403)
    return [running().directory.path(unit) for unit in units_seen(me().actor, "clearance")]


def _lines(rows: Iterator[LateRow]) -> Iterator[str]:
    names = ("number", "matter", "unit", "clock", "phase", "due", "late", "level", "excused", "done-at", "cleared-at", "outcome")
    yield _line(t(f"clearance-column-{name}") for name in names)
    for row in rows:
        yield _line((
            row.number, row.title, name_of(row.unit_name, row.unit_name_en, row.unit), clock_name(row.definition, row.clock),
            phase_name(row.phase) if row.phase else "", moment(row.due_at, full=True), how_late(row), t(f"level-{row.level}"),
            t("yes") if row.excused else t("no"), moment(row.stopped_at, full=True), moment(row.cleared_at, full=True),
            outcome_name(row.definition, row.outcome),
        ))  # fmt: skip


def _line(cells: Iterator[str] | tuple[str, ...]) -> str:
    """One CSV line; a cell that a spreadsheet would run as a formula is made text."""
    out = io.StringIO()
    csv.writer(out).writerow(f"'{cell}" if cell[:1] in FORMULA else cell for cell in cells)
    return out.getvalue()
