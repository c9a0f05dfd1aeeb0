"""Open incidents by cause and place, the cases of one group, and what came of trying them again."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from webapp.casework.queries.paging import sequence_number
from webapp.database import connections
from webapp.incidents import listing, retrying
from webapp.incidents.listing import MOST
from webapp.pages.incidents import words
from webapp.pages.incidents.blueprint import corrections, pages
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text


@pages.get("")
def show() -> ResponseReturnValue:
    """How many of what where, most first."""
    by = me().actor
    return render_template("incidents/show.html", groups=listing.groups(by), restricted=listing.restricted(by), words=words)


@pages.get("/group")
def group() -> ResponseReturnValue:
    """The incidents of one group one by one, to be tried again together."""
    wanted = {name: request.args.get(name, "") for name in ("process", "element", "kind")}
    found = listing.one_by_one(me().actor, **wanted)
    if not found:
        return redirect(url_for(".show"), 303)
    return render_template("incidents/group.html", found=found, wanted=wanted, most=MOST, words=words, kinds=KINDS)


@pages.post("/retry")
def retry() -> ResponseReturnValue:
    """The marked ones, as a job."""
    marked = [pair for pair in map(_key, request.form.getlist("incident")[:MOST]) if pair]
    wanted = {name: request.form.get(name, "") for name in ("process", "element", "kind")}
    seen = {(one.case_id, one.incident) for one in listing.one_by_one(me().actor, **wanted)}
    items = [pair for pair in marked if pair in seen]
    if not items:
        return redirect(url_for(".group", **wanted), 303)
    try:
        with connections.take() as connection:
            order = retrying.order(connection, items, me().actor, changes=corrections(), reason=request.form.get("reason", ""))
    except Rejection as refusal:
        flash(refusal_text(refusal), "warn")
        return redirect(url_for(".group", **wanted), 303)
    return redirect(url_for(".progress", retry=order), 303)


@pages.get("/retries/<int:retry>")
def progress(retry: int) -> ResponseReturnValue:
    """How far it has come, and per case what came of it."""
    with connections.take() as connection:
        found = retrying.load(connection, retry)
    if found is None or found.ordered_by != me().id:
        abort(404)
    return render_template("incidents/progress.html", retry=found, words=words)


def _key(written: str) -> tuple[int, int] | None:
    case_id, _, incident = written.partition("-")
    one, other = sequence_number(case_id), sequence_number(incident)
    return (one, other) if one and other else None


KINDS = ("text", "number", "yes", "no", "empty")
"""Of a corrected value."""
