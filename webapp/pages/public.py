"""For everybody: file a request, follow it by number and query code. No account, no names shown, slow for robots."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from engine.errors import Rejection
from webapp import filing
from webapp.casework.actors import PARTY
from webapp.casework.queries import case as queries
from webapp.casework.queries.grid import taken_over_by
from webapp.casework.requester_codes import requester_with
from webapp.database import connections
from webapp.form_files import file_ids
from webapp.models import Case
from webapp.pages import choices
from webapp.pages.followed import begin_filing, filer, grant, has_filed, just_filed, own_key
from webapp.pages.limits import allow
from webapp.pages.refusals import refusal_text

pages = Blueprint("public", __name__)

SOURCE = "public"
FOLLOWED = ("complaint", "grid_event")
"""Processes that begin with somebody outside; what a grid passed on is followed where it went."""
FOR_THE_DESK = frozenset(("compartment", "about_unit"))
"""Of a request what only staff decide."""


@pages.get("/")
def start() -> ResponseReturnValue:
    if current_user.is_authenticated and "stay" not in request.args:
        return redirect(url_for("inbox.show"))
    return render_template("public/start.html")


@pages.get("/request")
def ask() -> ResponseReturnValue:
    return _page({"kind": "complaint"})


@pages.post("/request")
def file() -> ResponseReturnValue:
    """File a request. A filled honeypot is answered like a success and files nothing."""
    if not allow("file", times=6, seconds=600):
        abort(429)
    if request.form.get("website"):
        return redirect(url_for(".start"), 303)
    sent = {key: value for key, value in request.form.items() if key not in FOR_THE_DESK}
    told, wrong = filing.read({**sent, "channel": "web", "urgency": "general"})
    if wrong:
        return _page(request.form, wrong=wrong), 422
    try:
        files = file_ids(request.form.getlist("files"))
        told = {**told, "command_id": own_key(told["command_id"])}
        receipt = filing.file_request(told, PARTY, source=SOURCE, files=files if filer() else (), sender=filer() or "")
    except Rejection as rejection:
        return _page(request.form, refused=refusal_text(rejection)), 409
    has_filed(receipt.number)
    if case := queries.by_number(receipt.number):
        grant(case)
    return redirect(url_for(".filed"), 303)


@pages.get("/request/filed")
def filed() -> ResponseReturnValue:
    """Number and query code, shown for a while to the browser that filed the request, and to nobody else."""
    case = queries.by_number(just_filed()) or abort(404)
    return render_template("public/filed.html", case=case)


@pages.get("/follow")
def follow() -> ResponseReturnValue:
    return render_template("public/follow.html", number=request.args.get("number", ""))


@pages.post("/follow")
def look() -> ResponseReturnValue:
    """Progress in plain words; the same answer for a wrong number and a wrong code."""
    if not allow("follow", times=20, seconds=300):
        abort(429)
    number, code = request.form.get("number", ""), request.form.get("code", "")
    case, requester = _known(number, code)
    if case is None:
        return render_template("public/follow.html", number=number, unknown=True), 404
    grant(case, requester)
    return redirect(url_for("public_progress.show", number=case.number), 303)


def _known(number: str, code: str) -> tuple[Case | None, int]:
    """The case, and which of its requesters this is; nothing for a wrong code."""
    case = queries.by_number(number)
    if case is None or case.process not in FOLLOWED:
        return None, 0
    given = code.strip().upper().replace(" ", "").replace("-", "")
    with connections.take() as connection:
        requester = requester_with(connection, case.id, case.query_code, given)
    return (taken_over_by(case), requester) if requester else (None, 0)


def _page(typed: Mapping[str, str], *, wrong: Mapping[str, str] | None = None, refused: str | None = None) -> str:
    begin_filing()
    return render_template(
        "public/ask.html", typed=typed, wrong=wrong or {}, refused=refused, kinds=filing.KINDS,
        places=choices.units(only_places=True), command_id=request.form.get("command_id") or str(uuid.uuid4()),
        files=request.form.getlist("files"),
    )  # fmt: skip
