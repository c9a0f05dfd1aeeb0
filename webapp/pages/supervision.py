"""Supervision cases of my units: what is watched, at which level, and by when somebody must respond."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.casework.queries import clearance
from webapp.casework.reading import sees, units_seen
from webapp.pages.people import me
from webapp.pages.running import running

pages = Blueprint("supervision", __name__)


@pages.get("/supervision")
@login_required
def show() -> ResponseReturnValue:
    if not sees(me().actor, "supervision"):
        abort(403)
    closed = request.args.get("state") == "closed"
    paths = [running().directory.path(unit) for unit in units_seen(me().actor, "supervision")]
    page = clearance.supervised(paths, closed=closed, after=request.args.get("after"))
    return render_template("supervision/show.html", page=page, closed=closed)
