"""What is typed is saved while it is typed, a few fields at a time, and is there again after the session ended."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp import drafts
from webapp.casework.reading import sees
from webapp.database import connections
from webapp.drafts import Draft, Sheet
from webapp.filing import RequestForm
from webapp.forms import Field, fields_of
from webapp.models import Case, WorkItem, db
from webapp.pages.case_view import readable
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of
from webapp.pages.texts import moment, t

pages = Blueprint("drafts", __name__, url_prefix="/drafts")

DESK_FIELDS = frozenset(RequestForm().fields) - {"command_id"} | {"files"}
MANY = frozenset(("checklist", "filepicker"))
"""Kinds of fields with several values."""


@pages.post("/<number>/<int(max=2147483647):task>")
@login_required
def save(number: str, task: int) -> ResponseReturnValue:
    """Keep the fields named by `f`. {"saved": when, in words}."""
    case = readable(number)
    item = db.session.get(WorkItem, (case.id, task)) or abort(404)
    if item.state != "open":
        abort(409)
    asked = asked_of(case, item)
    return _save(sheet_of(case, item), {f.key for f in asked}, {f.key for f in asked if f.kind in MANY})


@pages.post("/<number>/<int(max=2147483647):task>/discard")
@login_required
def discard(number: str, task: int) -> ResponseReturnValue:
    """Begin anew."""
    case = readable(number)
    item = db.session.get(WorkItem, (case.id, task)) or abort(404)
    with connections.take() as connection:
        drafts.discard(connection, sheet_of(case, item))
    return redirect(url_for("task.show", number=number, task=task), 303)


@pages.post("/intake")
@login_required
def save_desk() -> ResponseReturnValue:
    """The same for the call-taker's desk."""
    if not sees(me().actor, "desk"):
        abort(403)
    return _save(Sheet(user_id=me().id), set(DESK_FIELDS), {"files"})


@pages.post("/intake/discard")
@login_required
def discard_desk() -> ResponseReturnValue:
    with connections.take() as connection:
        drafts.discard(connection, Sheet(user_id=me().id))
    return redirect(url_for("desk.show"), 303)


def draft_of(case: Case, item: WorkItem) -> Draft | None:
    """What this person typed into this form, if anything is left."""
    with connections.take() as connection:
        return drafts.load(connection, sheet_of(case, item))


def sheet_of(case: Case, item: WorkItem) -> Sheet:
    return Sheet(user_id=me().id, case_id=case.id, task=item.task, case_file=case.file)


def asked_of(case: Case, item: WorkItem) -> tuple[Field, ...]:
    """The fields of the form of this task."""
    definition = definition_of(case.definition) or abort(404)
    form = definition.forms.get(item.form or "")
    return fields_of(form) if form else ()


def _save(sheet: Sheet, known: set[str], many: set[str]) -> ResponseReturnValue:
    values: dict[str, Any] = {
        name: request.form.getlist(name) if name in many else request.form.get(name, "")
        for name in request.form.getlist("f")
        if name in known
    }
    if not values:
        return {"saved": ""}
    with connections.take() as connection:
        at = drafts.save(connection, sheet, values)
    return {"saved": t("draft-saved", at=moment(at))}
