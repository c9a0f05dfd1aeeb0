"""Retention: the rules in force, what is due, legal holds, and the log of what went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.errors import Rejection
from engine.now import now
from webapp.casework.queries import case as queries
from webapp.casework.reading import sees
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.models import Case, Disposal, LegalHold, db
from webapp.pages.audit.blueprint import rooms
from webapp.pages.case_view import is_readable
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.texts import t
from webapp.retention import holds, rules
from webapp.retention.due import Due, due
from webapp.retention.rules import CLASSES, Rule, cutoff

pages = Blueprint("audit_retention", __name__, url_prefix="/audit/retention")

DECIDES = ("data_protection_officer",)
HOLDS = ("data_protection_officer", "auditor")
SHOWN = 50


@pages.before_request
@login_required
def only_those_who_have_it() -> None:
    if not sees(me().actor, "audit"):
        abort(404)


@pages.get("/")
def show() -> ResponseReturnValue:
    with connections.take() as connection:
        in_force, to_come = rules.in_force(connection, now()), rules.to_come(connection, now())
        counted: dict[str, Due] = {}
        if request.args.get("count"):
            counted = {
                rule.data_class: due(connection, rule.data_class, cutoff(now(), rule.months)) for rule in in_force if rule.months
            }
    standing = db.session.execute(
        db.select(LegalHold, Case)
        .join(Case, Case.id == LegalHold.case_id)
        .where(LegalHold.lifted_at.is_(None))
        .order_by(LegalHold.id.desc())
    ).all()
    return render_template(
        "retention/show.html", rooms=rooms(), rules=in_force, to_come=to_come, due=counted,
        holds=[row for row in standing if is_readable(row[1])],
        log=list(db.session.scalars(db.select(Disposal).order_by(Disposal.id.desc()).limit(SHOWN))), classes=CLASSES,
        may_decide=_may(DECIDES), may_hold=_may(HOLDS), today=now().astimezone(CITY_TIME).date().isoformat(),
    )  # fmt: skip


@pages.post("/rules")
def decide() -> ResponseReturnValue:
    """Enter a rule for a class of data."""
    if not _may(DECIDES):
        abort(403)
    months, starts = request.form.get("months", "").strip(), request.form.get("effective_from", "")
    try:
        rule = Rule(
            data_class=request.form.get("data_class", ""), months=int(months) if months else None,
            basis=request.form.get("basis", "").strip()[:300], effective_from=date.fromisoformat(starts),
        )  # fmt: skip
        with connections.take() as connection:
            rules.decide(connection, rule, me().actor)
    except ValueError:
        flash(t("retention-rule-wrong"), "warn")
    else:
        flash(t("retention-rule-entered", day=starts), "good")
    return redirect(url_for(".show"), 303)


@pages.post("/holds")
def hold() -> ResponseReturnValue:
    """Keep everything of a case from disposal."""
    if not _may(HOLDS):
        abort(403)
    case = queries.by_number(request.form.get("number", "").strip().upper())
    if case is None or not is_readable(case):
        flash(t("retention-no-such-case"), "warn")
        return redirect(url_for(".show"), 303)
    return _done(lambda connection, reason: holds.put(connection, case.id, reason, me().actor), "retention-held")


@pages.post("/holds/<int(max=2147483647):hold>/lift")
def lift(hold: int) -> ResponseReturnValue:
    if not _may(HOLDS):
        abort(403)
    return _done(lambda connection, reason: holds.lift(connection, hold, reason, me().actor), "retention-lifted")


def _done(act: Callable[[Connection, str], None], said: str) -> ResponseReturnValue:
    try:
        with connections.take() as connection:
            act(connection, request.form.get("reason", ""))
    except ValueError:
        flash(t("retention-reason-needed"), "warn")
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
    else:
        flash(t(said), "good")
    return redirect(url_for(".show", _anchor="holds"), 303)


def _may(roles: tuple[str, ...]) -> bool:
    return not me().actor.roles.isdisjoint(roles)
