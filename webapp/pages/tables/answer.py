"""One publication: what it changes, on which versions it counts, and the answer of the second person."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from webapp.database import connections
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import require
from webapp.pages.tables.blueprint import pages, publication_or_404, standing_or_404
from webapp.pages.tables.show import own_text, text_of
from webapp.pages.texts import t
from webapp.studio import drafts
from webapp.studio.rights import may
from webapp.tables import checking, register, standing
from webapp.tables.comparing import compared
from webapp.tables.register import Publication
from webapp.tables.standing import Standing


@pages.get("/publications/<int:number>")
def publication(number: int) -> ResponseReturnValue:
    """What would change, compared with what decides before it."""
    one = publication_or_404(number)
    found = standing_or_404(one.process, one.decision)
    before = _before(found, one)
    table = standing.table_of(one) or found.own
    with connections.take() as connection:
        reach = checking.reach(connection, one.process, table, standing.begun(one))
    return render_template(
        "tables/publication.html", one=one, found=found, table=table, before=before, reach=reach, may_answer=_may_answer(one),
        differences=compared(own_text(found) if before is None else text_of(found, before), text_of(found, one)),
    )  # fmt: skip


@pages.post("/publications/<int:number>/approve")
def approve(number: int) -> ResponseReturnValue:
    """It counts from its day on."""
    require("review")
    one = publication_or_404(number)
    with connections.take() as connection:
        wrote = drafts.editors_of(connection, one.draft) if one.draft is not None else frozenset()
        try:
            register.approve(connection, number, by=me().id, wrote=wrote)
        except Rejection as refused:
            return _back(number, refused)
    flash(t("tables-approved"), "good")
    return redirect(url_for("tables.publication", number=number), 303)


@pages.post("/publications/<int:number>/refuse")
def refuse(number: int) -> ResponseReturnValue:
    """Sent back, with the reason."""
    require("review")
    why = request.form.get("why", "").strip()
    if not why:
        abort(400)
    with connections.take() as connection:
        try:
            register.refuse(connection, number, by=me().id, why=why)
        except Rejection as refused:
            return _back(number, refused)
    flash(t("tables-refused"), "good")
    return redirect(url_for("tables.publication", number=number), 303)


@pages.post("/publications/<int:number>/withdraw")
def withdraw(number: int) -> ResponseReturnValue:
    """Whoever proposed it thinks better of it."""
    require("edit")
    with connections.take() as connection:
        try:
            register.withdraw(connection, number, by=me().id)
        except Rejection as refused:
            return _back(number, refused)
    flash(t("tables-withdrawn"), "good")
    return redirect(url_for("tables.publication", number=number), 303)


def _back(number: int, refused: Rejection) -> ResponseReturnValue:
    flash(refusal_text(refused), "bad")
    return redirect(url_for("tables.publication", number=number), 303)


def _may_answer(one: Publication) -> bool:
    return one.status == "proposed" and one.proposed_by != me().id and may(me().actor, "review")


def _before(found: Standing, one: Publication) -> Publication | None:
    """What decides, or decided, until this one begins; None: what the newest version brings."""
    with connections.take() as connection:
        others = [
            other for other in register.of(connection, one.process, one.decision)
            if other.status == "published" and (other.effective_from, other.id) < (one.effective_from, one.id)
        ]  # fmt: skip
    return standing.in_force_on(others, found, one.effective_from)
