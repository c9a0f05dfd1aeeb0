"""Supervision cases of my units by level: what is watched, why, who must answer by when."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.now import now
from webapp.casework.queries import supervision
from webapp.casework.queries.supervision import Filters, SupervisionRow
from webapp.exports import LONGEST, Column, table_response
from webapp.pages.names import role_name, unit_name
from webapp.pages.people import me
from webapp.pages.process_texts import element_name, outcome_name
from webapp.pages.supervision.blueprint import REASONS, pages, paths_seen
from webapp.pages.supervision.powers import may_instruct, may_supervise
from webapp.pages.texts import t

LEVELS = range(6)


@pages.get("/supervision")
@login_required
def show() -> ResponseReturnValue:
    wanted = _wanted()
    page = supervision.supervised(me().actor, wanted, request.args.get("after"))
    by_level, late = supervision.counts(me().actor, wanted, now())
    return render_template(
        "supervision/show.html", page=page, wanted=wanted, kept=_kept(wanted), by_level=by_level, late=late, levels=LEVELS,
        reasons=REASONS, may_supervise=may_supervise(me().actor), may_instruct=may_instruct(me().actor),
    )  # fmt: skip


@pages.get("/supervision.<any(csv,xlsx):kind>")
@login_required
def export(kind: str) -> Response:
    return table_response(_every(_wanted()), _columns(), kind, name=t("supervision-title"))


@pages.post("/supervision/case")
@login_required
def find() -> ResponseReturnValue:
    """From a number typed at the desk to the form about this case."""
    number = request.form.get("number", "").strip() or "-"
    form = "supervision.ask_instruction" if request.form.get("do") == "instruct" else "supervision.ask"
    return redirect(url_for(form, number=number), 303)


def _wanted() -> Filters:
    asked = request.args
    level, reason = asked.get("level", ""), asked.get("reason", "")
    closed = asked.get("state") == "closed"
    return Filters(
        paths=paths_seen(), closed=closed, level=int(level) if level in {str(known) for known in LEVELS} else None,
        reason=reason if reason in REASONS else None, late_before=now() if asked.get("late") == "1" and not closed else None,
    )  # fmt: skip


def _kept(wanted: Filters) -> dict[str, str]:
    """As query parameters of the next page."""
    given = {
        "state": "closed" if wanted.closed else "", "level": "" if wanted.level is None else str(wanted.level),
        "reason": wanted.reason or "", "late": "1" if wanted.late_before else "",
    }  # fmt: skip
    return {name: value for name, value in given.items() if value}


def _every(wanted: Filters) -> Iterator[SupervisionRow]:
    after, left = None, LONGEST + 1
    while left > 0:
        page = supervision.supervised(me().actor, wanted, after, rows=500)
        yield from page.rows
        after, left = page.after, left - len(page.rows)
        if after is None:
            return


def _columns() -> tuple[Column, ...]:
    """What the rows on the screen show."""
    return (
        Column(heading=t("fact-number"), value=lambda row: row.case.number, is_case=True),
        Column(heading=t("supervision-matter"), value=lambda row: row.case.title),
        Column(
            heading=t("supervision-watched"), value=lambda row: " ".join(number for number, visible in row.watched if visible)
        ),
        Column(heading=t("supervision-reason"), value=lambda row: t(f"channel-{row.case.channel}") if row.case.channel else ""),
        Column(heading=t("clearance-column-level"), value=lambda row: t(f"level-{row.level}")),
        Column(heading=t("supervision-unit-supervised"), value=lambda row: unit_name(row.supervised_unit)),
        Column(heading=t("column-step"), value=lambda row: _step(row)),
        Column(heading=t("supervision-turn"), value=lambda row: _turn(row)),
        Column(heading=t("supervision-respond-by"), value=lambda row: None if row.case.closed_at else row.due_at),
        Column(heading=t("supervision-opened"), value=lambda row: row.case.opened_at),
        Column(heading=t("supervision-closed-at"), value=lambda row: row.case.closed_at),
    )


def _step(row: SupervisionRow) -> str:
    definition = row.case.definition
    return element_name(definition, row.work.element) if row.work else outcome_name(definition, row.case.outcome)


def _turn(row: SupervisionRow) -> str:
    return f"{unit_name(row.work.unit)} {role_name(row.work.role)}" if row.work else ""
