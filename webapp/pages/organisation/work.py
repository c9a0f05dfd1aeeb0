"""Open work that nobody owns: steps that wait in a unit where nobody has their role."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import tuple_

from webapp.casework.compartments import visible_to
from webapp.casework.reading import READERS
from webapp.database import connections
from webapp.models import Case, WorkItem, db
from webapp.organisation import strays
from webapp.pages.organisation.blueprint import pages, rooms
from webapp.pages.people import me
from webapp.pages.running import running
from webapp.pages.texts import t

SHOWN = 50


@pages.get("/work")
def work() -> ResponseReturnValue:
    """How much lies where; those who may read cases see which."""
    with connections.take() as connection:
        found = strays.forsaken(connection)
    return render_template("organisation/work.html", rooms=rooms(), found=found, cases=_cases(found))


@pages.post("/work")
def put_back() -> ResponseReturnValue:
    """Look again at once."""
    done = strays.put_back()
    flash(t("organisation-put-back", given=done.given_back, rerouted=done.rerouted), "good")
    return redirect(url_for(".work"), 303)


def _cases(found: object) -> list[tuple[WorkItem, Case]]:
    by, directory = me().actor, running().directory
    seats = [unit for role, unit in by.positions if role in READERS]
    places = [
        (one.unit, one.role) for one in found  # type: ignore[attr-defined]
        if any(directory.is_within(one.unit, unit) for unit in seats)
    ]  # fmt: skip
    if not places:
        return []
    query = db.select(WorkItem, Case).join(Case, Case.id == WorkItem.case_id)
    open_there = query.where(WorkItem.state == "open", tuple_(WorkItem.unit, WorkItem.role).in_(places), visible_to(by))
    return [(item, case) for item, case in db.session.execute(open_there.order_by(WorkItem.created_at).limit(SHOWN))]
