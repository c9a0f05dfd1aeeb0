"""The intake desk: a call-taker writes a request down and sees, while writing, whether it is known already."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from werkzeug.datastructures import MultiDict

from engine.errors import Rejection
from engine.now import now
from webapp import drafts, filing, vault
from webapp.audit import log
from webapp.casework import access, person_search
from webapp.casework.compartments import COMPARTMENTS
from webapp.casework.likeness import likeness
from webapp.casework.queries import case as queries
from webapp.casework.queries import desk
from webapp.casework.queries.subject import subject
from webapp.casework.reading import sees
from webapp.casework.requester_codes import codes_of_others, draw
from webapp.database import connections
from webapp.drafts import Draft, Sheet
from webapp.form_files import file_ids
from webapp.models import Case, WorkItem
from webapp.pages import choices
from webapp.pages.case_view import is_readable, readable
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t

pages = Blueprint("desk", __name__)

SOURCE = "desk"


@pages.before_request
@login_required
def only_the_desk() -> None:
    if not sees(me().actor, "desk"):
        abort(403)


@pages.get("/intake")
def show() -> ResponseReturnValue:
    with connections.take() as connection:
        draft = drafts.load(connection, Sheet(user_id=me().id))
    return _page(
        {"channel": "hotline", "urgency": "general", "kind": "complaint", **(draft.values if draft else {})}, draft=draft
    )


@pages.post("/intake")
def register() -> ResponseReturnValue:
    """File the request and show its number and query code, which the call-taker reads out."""
    told, wrong = filing.read(request.form)
    if wrong:
        return _page(request.form, wrong=wrong), 422
    try:
        files = file_ids(request.form.getlist("files"))
        receipt = filing.file_request(told, me().actor, source=SOURCE, files=files, sender=me().actor.label)
    except Rejection as rejection:
        return _page(request.form, refused=refusal_text(rejection)), 409
    with connections.take() as connection:
        drafts.discard(connection, Sheet(user_id=me().id))
    session["registered"] = receipt.number
    flash(t("desk-registered", number=receipt.number), "good")
    return redirect(url_for(".registered", number=receipt.number), 303)


@pages.get("/intake/registered/<number>")
def registered(number: str) -> ResponseReturnValue:
    """Number and query code, for whoever registered it: also of a request that is not for the desk to read any more. `others`:
    the code of each further requester by his number, made now for a request that is older than such codes.
    Anybody else who looks stands in the log: with the code one speaks as the requester."""
    just_now = queries.by_number(number) if session.get("registered") == number else None
    case = just_now or readable(number)
    with connections.take() as connection:
        if just_now is None:
            log.record(connection, "code_shown", me().actor.label, {"case": case.id})
        draw(connection, case.id, case.file)
        others = codes_of_others(connection, case.id)
    return render_template("desk/registered.html", case=case, others=others, own=_own_work(case))


def _own_work(case: Case) -> list[WorkItem]:
    """What of it waits for this very person: a record to be completed is completed while the caller is on the line."""
    if not is_readable(case):
        return []
    offered = access.offered(me().actor, subject(case, running().directory))
    return [item for item in queries.open_work(case.id) if ("CompleteTask", item.task) in offered]


@pages.post("/intake/known")
def known() -> ResponseReturnValue:
    """The part of the page beside the form: requests that may be the same matter, and the caller's last ones. Changes nothing;
    sent as a form because a caller's words and number have no business in addresses, which every proxy writes down."""
    typed = request.form
    phone = typed.get("phone", "").strip()
    with connections.take() as connection:
        found = person_search.by_phone(connection, me().actor, phone, why="intake", last=session.get("looked_for"))
        by_id = person_search.by_id_number(
            connection, me().actor, typed.get("id_number", ""), why="intake", last=session.get("looked_for_id")
        )
    session["looked_for"], session["looked_for_id"] = found.mark, by_id.mark
    parties = sorted({*found.parties, *by_id.parties}, reverse=True)
    candidates = desk.same_matter(
        me().actor, words=vault.redact(typed.get("title", ""))[:80], place=typed.get("place") or None,
        category=typed.get("category") or None, parties=parties,
        since=likeness(running(), now()).since,
    )  # fmt: skip
    return render_template(
        "desk/known.html", candidates=candidates, last=desk.last_requests_of(me().actor, parties), phone=phone or by_id.parties,
        count=desk.requests_of(me().actor, parties),
    )  # fmt: skip


def _page(
    typed: Mapping[str, Any], *, wrong: Mapping[str, str] | None = None, refused: str | None = None, draft: Draft | None = None
) -> str:
    files = typed.getlist("files") if isinstance(typed, MultiDict) else typed.get("files", ())
    return render_template(
        "desk/show.html", typed=typed, wrong=wrong or {}, refused=refused, kinds=filing.KINDS, channels=filing.CHANNELS,
        urgencies=filing.URGENCIES, places=choices.units(only_places=True), categories=choices.categories(),
        command_id=request.form.get("command_id") or str(uuid.uuid4()), candidates=[], last=[], phone="", count=0,
        units=choices.units(), compartments=COMPARTMENTS, others=filing.OTHERS, draft=draft, files=files,
    )  # fmt: skip
