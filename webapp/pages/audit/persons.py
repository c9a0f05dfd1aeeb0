"""Who has seen this person's data, and why. Asking is itself a look at a person: it needs a reason, and it is written down."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from webapp import vault
from webapp.audit import log
from webapp.audit.entries import Seen, seen_of
from webapp.casework.disclosure import SHORTEST_REASON
from webapp.casework.queries import case as queries
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.models import Case, CaseSearch, db
from webapp.pages.audit.blueprint import pages, rooms
from webapp.pages.audit.entry_words import about_words, kind_words
from webapp.pages.audit.log import without_hidden
from webapp.pages.case_view import is_readable
from webapp.pages.people import me
from webapp.pages.texts import t
from webapp.pages.timeline import who


@pages.get("/persons")
def ask_person() -> ResponseReturnValue:
    return _page(None)


@pages.post("/persons")
def find_person() -> ResponseReturnValue:
    """By a telephone or identity number typed in, or by the requester of a case. Numbers stay out of addresses and out of the
    log."""
    reason = request.form.get("reason", "").strip()
    if len(reason) < SHORTEST_REASON:
        flash(t("reveal-reason-needed"), "warn")
        return _page(None), 422
    with connections.take() as connection, connection.transaction():
        parties, by_what = _parties(connection)
        found = seen_of(connection, parties)
        about = {"by_what": by_what, "persons": parties, "entries": len(found.entries), "reason": vault.redact(reason)[:500]}
        log.record(connection, "looked_up_person", me().actor.label, about)
    return _page(found, known=bool(parties))


def _parties(connection: Connection) -> tuple[list[int], str]:
    """Everybody enrolled with the number; of a case its requester, and whoever else is enrolled with the same number."""
    number = request.form.get("number", "").strip()
    id_number = request.form.get("id_number", "").strip()
    if id_number and not number:
        return vault.current().find_by_id_number(connection, id_number), "id"
    if not number:
        return vault.current().find(connection, request.form.get("phone", "")), "phone"
    case = queries.by_number(number)
    row = db.session.get(CaseSearch, case.id) if case and is_readable(case) else None
    if row is None or row.party_id is None:
        return [], "case"
    same = connection.execute(
        """SELECT p.id FROM party p JOIN party known ON known.phone_index = p.phone_index WHERE known.id = %s
           UNION SELECT %s ORDER BY 1""",
        (row.party_id, row.party_id),
    ).fetchall()
    return [int(str(one[0])) for one in same], "case"


def _page(found: Seen | None, *, known: bool = False) -> str:
    cases = db.session.scalars(db.select(Case).where(Case.id.in_(found.cases)).order_by(Case.id.desc())).all() if found else ()
    if found:
        found = replace(found, entries=without_hidden(found.entries))
    return render_template(
        "audit/persons.html", found=found, known=known, cases=[case for case in cases if is_readable(case)], who=who,
        about=about_words, kind_words=kind_words, rooms=rooms(), typed=request.form,
    )  # fmt: skip
