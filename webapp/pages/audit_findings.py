"""Findings: file one about any case, or about a moment of its past; and what has become of all of them."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.errors import Rejection
from webapp.casework.compartments import visible_to
from webapp.casework.reading import sees
from webapp.database import connections
from webapp.models import Case, db
from webapp.pages.audit.blueprint import rooms
from webapp.pages.case_view import is_readable, readable
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.texts import t
from webapp.sampling import findings

pages = Blueprint("audit_findings", __name__, url_prefix="/audit/findings")

AUDITOR = "auditor"
SHOWN = 200
FEWEST_CHARACTERS = 4


@pages.before_request
@login_required
def only_those_who_have_it() -> None:
    if not sees(me().actor, "audit"):
        abort(404)


@pages.app_template_global("may_file_findings")
def may_file(case: Case) -> bool:
    """Auditors, about any case they can see that is no finding itself."""
    return AUDITOR in me().actor.roles and case.process != findings.PROCESS


@pages.app_template_global("written_moment")
def written_moment(written: str) -> datetime:
    """A moment as it stands in a case file."""
    return datetime.fromisoformat(written)


@pages.get("/")
def show() -> ResponseReturnValue:
    """Open findings first, then the newest."""
    query = db.select(Case).where(Case.process == findings.PROCESS, visible_to(me().actor))
    found = list(db.session.scalars(query.order_by(Case.closed_at.is_(None).desc(), Case.id.desc()).limit(SHOWN)))
    return render_template("findings/show.html", rooms=rooms(), found=found)


@pages.get("/<number>")
def ask(number: str) -> ResponseReturnValue:
    """The form, about the case or about what it was after event ?at=."""
    return _form(_about(number), {"severity": "medium"})


@pages.post("/<number>")
def file(number: str) -> ResponseReturnValue:
    case = _about(number)
    typed = {name: request.form.get(name, "").strip() for name in ("words", "rule", "severity", "key")}
    if (
        len(typed["words"]) < FEWEST_CHARACTERS
        or typed["rule"] not in findings.RULES
        or typed["severity"] not in findings.SEVERITIES
    ):
        flash(t("finding-needs-words"), "warn")
        return _form(case, typed), 422
    key = me().actor.own(f"finding:{case.id}:{typed['key'][:40]}")
    try:
        with connections.take() as connection:
            receipt = findings.file(
                connection, findings.about(connection, case.id), typed["words"][:2000], rule=typed["rule"],
                severity=typed["severity"], by=me().actor, command_id=key, event=_event(),
            )  # fmt: skip
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
        return _form(case, typed), 409
    flash(t("finding-filed", number=case.number), "good")
    return redirect(url_for("case.show", number=receipt.number), 303)


def _about(number: str) -> Case:
    case = readable(number)
    if not may_file(case):
        abort(403)
    return case


def _form(case: Case, typed: dict[str, str]) -> str:
    event = _event()
    with connections.take() as connection:
        try:
            at = findings.moment_of(connection, case.id, event) if event is not None else None
            unit = findings.about(connection, case.id).unit
        except findings.NoSuchMoment:
            abort(404)
    return render_template(
        "findings/file.html", rooms=rooms(), case=case, unit=unit, event=event, at=at, typed={"key": uuid4().hex, **typed},
        rules=findings.RULES, severities=findings.SEVERITIES, readable=is_readable,
    )  # fmt: skip


def _event() -> int | None:
    asked = request.values.get("at", "")
    return int(asked) if asked.isdecimal() and len(asked) < 12 else None
