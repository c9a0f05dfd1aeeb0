"""Where somebody must go and look: a list for the phone, with the way to the form."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.casework.queries import supervision
from webapp.casework.queries.supervision import Filters
from webapp.pages.people import me
from webapp.pages.supervision.blueprint import pages, paths_seen


@pages.get("/supervision/onsite")
@login_required
def on_site() -> ResponseReturnValue:
    rows = supervision.on_site(me().actor, Filters(paths=paths_seen()))
    return render_template("supervision/onsite.html", rows=rows, mine=me().actor.positions)
