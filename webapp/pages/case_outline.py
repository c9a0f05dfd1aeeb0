"""The diagram of a case in words, with where the case is: a page of its own, and a part of the case page when it is opened."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.casework.queries.case import marks
from webapp.pages.case_view import readable
from webapp.pages.outlines import outline_of

pages = Blueprint("case_outline", __name__, url_prefix="/cases")


@pages.get("/<number>/outline")
@login_required
def show(number: str) -> ResponseReturnValue:
    """`?part`: without the page around it."""
    case = readable(number)
    found = marks(case.id)
    template = "case/outline_part.html" if "part" in request.args else "case/outline.html"
    return render_template(template, case=case, parts=outline_of(case.definition), here=found.here, done=found.done)
