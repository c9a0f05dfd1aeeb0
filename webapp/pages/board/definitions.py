"""What the numbers mean: numerator, denominator and version of every measure, and what earlier versions meant."""

from __future__ import annotations

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select

from webapp.boards.definitions import text_key
from webapp.boards.measures import MEASURES, STOCKS
from webapp.casework.reading import sees
from webapp.models import MeasureDefinition, db
from webapp.pages.board.blueprint import pages
from webapp.pages.board.frame import keep_definitions
from webapp.pages.people import me


@pages.get("/definitions")
@login_required
def definitions() -> ResponseReturnValue:
    if not sees(me().actor, "board"):
        abort(403)
    keep_definitions()
    stored = {(row.code, row.version): row for row in db.session.scalars(select(MeasureDefinition))}
    now = [(one, stored[text_key(one, "name"), one.version]) for one in (*STOCKS, *MEASURES)]
    shown = {(row.code, row.version) for _, row in now}
    return render_template(
        "board/definitions.html",
        now=now,
        earlier=[row for key, row in sorted(stored.items()) if key not in shown],
        locale=g.locale,
    )
