"""Separation of duties: looked for in everything that was done. The answer expected is zero; the question is shown with it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select

from engine.now import now
from webapp.casework.compartments import visible_to
from webapp.database import connections
from webapp.mining import segregation
from webapp.mining.segregation import Report
from webapp.models import Case, db
from webapp.pages.mining.asked import may_see_logs
from webapp.pages.mining.blueprint import pages
from webapp.pages.people import me


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """`number` None: the case does not exist for the reader."""

    number: str | None
    definition: str


@pages.get("/duties")
@login_required
def duties() -> ResponseReturnValue:
    if not may_see_logs():
        abort(403)
    with connections.take() as connection:
        reports = [*segregation.of_cases(connection), *segregation.of_models(connection)]
    return render_template("mining/duties.html", reports=reports, numbered=_numbered(reports), at=now())


def _numbered(reports: list[Report]) -> dict[int, Numbered]:
    ids = {found.case_id for report in reports for found in report.found if found.case_id}
    query = select(Case.id, Case.number, Case.definition).where(Case.id.in_(ids), visible_to(me().actor))
    return {row.id: Numbered(number=row.number, definition=row.definition) for row in db.session.execute(query)}
