"""The clearance list: late cases of my units and everything below, whose delay, who has them, what comes next."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select

from engine.errors import Rejection
from webapp.campaigns import measures
from webapp.casework.compartments import visible_to
from webapp.casework.queries import late_cases
from webapp.casework.queries.late_cases import Wanted
from webapp.casework.queries.late_lines import lines
from webapp.casework.reading import sees, units_seen
from webapp.database import connections
from webapp.exports import LONGEST, table_response
from webapp.models import Case, db
from webapp.pages.case_view import is_readable
from webapp.pages.choices import Choice, categories, units
from webapp.pages.clearance_columns import columns
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t
from webapp.pages.ways_back import inside

pages = Blueprint("clearance", __name__)

TABS = ("late", "done", "cleared")
CLOCKS = ("accept", "dispatch", "return", "first_contact", "handle", "reply", "review", "callback")
PHASES = ("intake", "dispatch", "handling", "review", "callback")
LEVELS = (1, 2, 3, 4, 5)
DAYS = (1, 4, 8, 16, 31)
MOST_AT_ONCE = 200
MOST_CAMPAIGNS = 20
ACTS = ("supervisor",)
"""Who may chase and supervise from the list."""


@pages.get("/clearance")
@login_required
def show() -> ResponseReturnValue:
    """The list; its figures follow when it is there, because counting takes longer than a page."""
    wanted, paths = _wanted(), _paths()
    page = late_cases.page(wanted, me().actor, paths, request.args.get("after"))
    is_more = bool(request.args.get("after"))
    return render_template(
        "clearance/show.html", rows=lines(page.rows), after=page.after, wanted=wanted, kept=kept(), tabs=TABS, clocks=CLOCKS,
        phases=PHASES, levels=LEVELS, days=DAYS, units=[] if is_more else _units(),
        categories=[] if is_more else categories(), campaigns=[] if is_more else _campaigns(),
        may_act=me().holds(*ACTS) and wanted.which == "late", command_id=str(uuid.uuid4()),
    )  # fmt: skip


@pages.get("/clearance/counts")
@login_required
def counts() -> ResponseReturnValue:
    """How many lines the list behind each tab has."""
    wanted, paths = _wanted(), _paths()
    found = {which: late_cases.count(_of(which, wanted), me().actor, paths) for which in TABS}
    return render_template(
        "clearance/tabs.html", wanted=wanted, kept=kept(), tabs=TABS, counts=found, most=late_cases.MOST_COUNTED
    )


@pages.get("/clearance/ages")
@login_required
def ages() -> ResponseReturnValue:
    """How many cases are late by how many days."""
    wanted = _wanted()
    found = late_cases.ages(replace(wanted, days=None, before=None), me().actor, _paths())
    return render_template("clearance/ages.html", wanted=wanted, kept=kept(), ages=found, most=late_cases.MOST_COUNTED)


@pages.get("/clearance.<any(csv, xlsx):kind>")
@login_required
def export(kind: str) -> ResponseReturnValue:
    """Exactly the list with its filters, not only the page."""
    wanted = _wanted()
    leads = list(late_cases.every(wanted, me().actor, _paths(), LONGEST + 1))
    return table_response(lines(leads), columns(), kind=kind, name=f"{t('clearance-title')}-{t(f'clearance-tab-{wanted.which}')}")


@pages.post("/clearance/act")
@login_required
def act() -> ResponseReturnValue:
    """Chase or supervise all that are marked; each is told apart when it is refused."""
    if not me().holds(*ACTS):
        abort(403)
    _paths()
    numbers, action = request.form.getlist("case")[:MOST_AT_ONCE], request.form.get("do")
    if action == "campaign":
        return redirect(url_for("campaign.new", numbers=",".join(numbers) or None), 303)
    done, refused = 0, []
    for case in db.session.scalars(select(Case).where(Case.number.in_(numbers)).order_by(Case.number)).all():
        why = _done(case, str(action), request.form.get("command_id") or str(uuid.uuid4()))
        done += why is None
        refused += [f"{case.number}：{why}"] if why else []
    if done:
        flash(t(f"clearance-{'supervised' if action == 'supervise' else 'chased'}", count=done), "good")
    for words in refused[:5]:
        flash(words, "warn")
    if not numbers:
        flash(t("clearance-nothing-marked"), "warn")
    target = inside(request.form.get("next"))
    return redirect(target if target.startswith("/clearance") else url_for(".show"), 303)


def _done(case: Case, action: str, key: str) -> str | None:
    """None, or why not."""
    if not is_readable(case):
        return t("refusal-no-such-case")
    try:
        if action == "supervise":
            measures.supervise(case.id, me().actor, key=me().actor.own(key))
        with connections.take() as connection:
            measures.chase(connection, case.id, [case.unit] if case.unit else [], me().actor, key=me().actor.own(key))
    except Rejection as rejection:
        return refusal_text(rejection)
    return None


def late_list() -> tuple[Wanted, list[str]]:
    """What the address asks for, and the subtrees it is asked of."""
    return _wanted(), _paths()


def kept() -> dict[str, str]:
    """The filters as query parameters."""
    names = ("state", "unit", "clock", "phase", "level", "category", "days", "before", "campaign", "sort")
    return {name: request.args[name] for name in names if request.args.get(name)}


def _wanted() -> Wanted:
    args, which = request.args, request.args.get("state")
    return Wanted(
        which=which if which in TABS else "late",  # type: ignore[arg-type]
        clock=_known(args.get("clock"), CLOCKS), phase=_known(args.get("phase"), PHASES), category=args.get("category") or None,
        level=_number("level", 5), days=_number("days", 9999), before=_number("before", 9999), campaign=_campaign(),
        newest=args.get("sort") == "newest",
    )  # fmt: skip


def _of(which: str, wanted: Wanted) -> Wanted:
    """What a tab opens: the one that is open as it is; another one whatever the days late, as its link says."""
    if which == wanted.which:
        return wanted
    return replace(wanted, which=which, days=None, before=None)  # type: ignore[arg-type]


def _campaign() -> int | None:
    number = request.args.get("campaign")
    return db.session.scalar(select(Case.id).where(Case.number == number, Case.process == "campaign")) if number else None


def _campaigns() -> list[Choice]:
    """The newest ones."""
    query = select(Case.number, Case.title).where(Case.process == "campaign", visible_to(me().actor))
    rows = db.session.execute(query.order_by(Case.opened_at.desc()).limit(MOST_CAMPAIGNS))
    return [Choice(value=number, label=title) for number, title in rows]


def _units() -> list[Choice]:
    """Those that lie within what this person sees."""
    directory, tops = running().directory, units_seen(me().actor, "clearance")
    return [unit for unit in units() if any(directory.is_within(unit.value, top) for top in tops)]


def _paths() -> list[str]:
    """The subtrees whose late cases this person has; narrowed to the unit that is asked for."""
    if not sees(me().actor, "clearance"):
        abort(403)
    directory, tops = running().directory, units_seen(me().actor, "clearance")
    unit = request.args.get("unit")
    if unit and any(directory.is_within(unit, top) for top in tops):
        tops = [unit]
    return [directory.path(top) for top in tops]


def _known(value: Any, codes: tuple[str, ...]) -> str | None:
    return value if value in codes else None


def _number(name: str, most: int) -> int | None:
    value = request.args.get(name, "")
    return int(value) if value.isdecimal() and 0 < int(value) <= most else None
