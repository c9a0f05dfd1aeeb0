"""Saved views: keep the list on the screen under a name, share it with a unit, let the inbox open with it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.casework import marks, views
from webapp.casework.queries.paging import sequence_number
from webapp.pages.inbox import back
from webapp.pages.inbox_wanted import wanted_in
from webapp.pages.people import me
from webapp.pages.texts import t

pages = Blueprint("inbox_views", __name__, url_prefix="/inbox/views")

LONGEST_NAME = 30


@pages.post("")
@login_required
def save() -> ResponseReturnValue:
    """Under a name; `unit` shares it with that unit, one of one's own."""
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
    unit = request.form.get("unit") or None
    if not name or (unit and unit not in me().actor.units):
        flash(t("view-needs-name"), "warn")
        return redirect(back(), 303)
    query = wanted_in(request.form.get("query", "")).query
    view = views.save(me().id, name=name, query=query, unit=unit)
    if view is None:
        flash(t("view-too-many", most=views.MOST_VIEWS), "warn")
        return redirect(back(), 303)
    if request.form.get("first"):
        marks.set_inbox(me().id, view_id=view.id)
    flash(t("view-saved", name=name), "good")
    return redirect(f"{url_for('inbox.show')}?{query}", 303)


@pages.post("/first")
@login_required
def first() -> ResponseReturnValue:
    """The inbox opens with this view; with none of them when no view is named."""
    view_id = sequence_number(request.form.get("view"))
    view = views.opens_first(view_id, me().id, me().actor.units)
    marks.set_inbox(me().id, view_id=view.id if view else None)
    return redirect(back(), 303)


@pages.post("/remove")
@login_required
def remove() -> ResponseReturnValue:
    """One's own only."""
    if (view_id := sequence_number(request.form.get("view"))) and views.remove(me().id, view_id):
        flash(t("view-removed"), "good")
    return redirect(back(), 303)
