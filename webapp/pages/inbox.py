"""The inbox: the lists of one person, claiming and putting back one task, watching, and how the inbox behaves."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.commands import ClaimTask, Command, ReleaseTask
from engine.errors import Rejection
from engine.now import now
from webapp.casework import marks, views
from webapp.casework.execute import NoSuchCase, execute
from webapp.casework.flags import CODES
from webapp.casework.queries import inbox
from webapp.casework.queries.inbox import InboxRow
from webapp.casework.queries.paging import Page
from webapp.city_time import CITY_TIME
from webapp.models import Case, db
from webapp.pages.case_view import is_readable
from webapp.pages.choices import categories, units
from webapp.pages.inbox_lines import Lines
from webapp.pages.inbox_wanted import CHANNELS, DUE, PHASES, URGENCIES, Wanted, wanted_of
from webapp.pages.names import category_name, person_name, unit_name
from webapp.pages.other_person import for_others
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.texts import t
from webapp.pages.ways_back import inside

pages = Blueprint("inbox", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter in force, and the address without it."""

    words: str
    query: str


@pages.get("/inbox")
@login_required
def show() -> ResponseReturnValue:
    """One list. The bare address opens the view this person chose to begin with."""
    own_units = me().actor.units
    chosen = marks.setting(me().id)
    if not request.args and (view := views.opens_first(chosen.view_id, me().id, own_units)):
        return redirect(f"{url_for('.show')}?{view.query}")
    wanted = wanted_of(request.args)
    page = rows_of(wanted, request.args.get("after"))
    lines = Lines(
        which=wanted.which,
        reader=me(),
        address=address_of(wanted),
        absent=absent_names(),
        for_others=for_others(page.rows, me().id),
    )
    return render_template(
        "inbox/show.html", which=wanted.which, page=page, wanted=wanted, counts=inbox.counts(me().actor, today()),
        most=inbox.MOST, setting=chosen, views=views.views_of(me().id, own_units), chips=chips(wanted), lists=inbox.LISTS,
        due_choices=DUE, now=now(), lines=lines.of(page.rows),
        own_units=own_units, leads=me().holds("unit_leader", "supervisor"), **_sheet(wanted),
    )  # fmt: skip


def rows_of(wanted: Wanted, after: str | None = None) -> Page[InboxRow]:
    """The page of a list as this person sees it."""
    if wanted.which == "watching":
        return Page(rows=inbox.watched(me().actor, wanted.filters))
    return inbox.page(wanted.which, me().actor, wanted.filters, after)


def today() -> datetime:
    """Midnight in the city."""
    return now().astimezone(CITY_TIME).replace(hour=0, minute=0, second=0, microsecond=0)


def absent_names() -> dict[tuple[str, str], str]:
    """Seat (role, unit) of an absent colleague, and his name; empty for whoever stands in for nobody."""
    by = me().actor
    seats = {(role, unit): by.absent_from((role, unit)) for role, unit, _ in by.stands_in}
    return {seat: person_name(absent) for seat, absent in seats.items() if absent is not None}


def address_of(wanted: Wanted) -> Callable[[InboxRow], str]:
    """Where a row leads: its task, or its case where there is none to do. Put together once for the whole page."""
    case = url_for("case.show", number="-", **{"from": wanted.query})
    task = url_for("task.show", number="-", task=0, **{"from": wanted.query})
    as_case = wanted.which in {"done", "watching"}

    def address(row: InboxRow) -> str:
        if as_case or not row.task:
            return case.replace("/-", f"/{row.number}", 1)
        return task.replace("/-/0", f"/{row.number}/{row.task}", 1)

    return address


def chips(wanted: Wanted) -> list[Chip]:
    """What narrows the list, in words."""
    names = {
        "words": lambda value: f"“{value}”", "due": lambda value: t(f"due-filter-{value}"), "category": category_name,
        "place": unit_name, "channel": lambda value: t(f"channel-{value}"), "phase": lambda value: t(f"phase-{value}"),
        "urgency": lambda value: t(f"urgency-{value}"), "flag": lambda value: t(f"flag-{value}"),
    }  # fmt: skip
    return [
        Chip(words=names[name](value), query=wanted.without(name, value).query) for name, value in wanted.pairs if name in names
    ]


def _sheet(wanted: Wanted) -> dict[str, Any]:
    """The choices of all filters. The trees are long: they come when somebody opens the sheet."""
    is_open = request.args.get("sheet") == "1"
    return {
        "sheet": is_open, "phases": PHASES, "urgencies": URGENCIES, "channels": CHANNELS, "flags": tuple(CODES),
        "all_categories": categories() if is_open else (), "all_places": units() if is_open else (),
    }  # fmt: skip


@pages.post("/inbox/claim")
@login_required
def claim() -> ResponseReturnValue:
    """Take one task; told apart if somebody was faster."""
    if key := key_of(request.form.get("one", "")):
        refused = _send(ClaimTask(command_id=str(uuid.uuid4()), task=key[1], assignee=me().id), key[0])
        flash(refused or t("claimed", count=1), "warn" if refused else "good")
    return redirect(back(), 303)


@pages.post("/inbox/release")
@login_required
def release() -> ResponseReturnValue:
    """Put one task back into its queue."""
    if key := key_of(request.form.get("one", "")):
        refused = _send(ReleaseTask(command_id=str(uuid.uuid4()), task=key[1]), key[0])
        flash(refused or t("released"), "warn" if refused else "good")
    return redirect(back(), 303)


@pages.post("/inbox/watch")
@login_required
def watch() -> ResponseReturnValue:
    """Put the star on a case, or take it off."""
    case = db.session.get(Case, key[0]) if (key := key_of(request.form.get("watch", ""))) else None
    if case is None or not is_readable(case):
        abort(404)
    if marks.is_watched(me().id, case.id):
        marks.unwatch(me().id, case.id)
    else:
        marks.watch(me().id, case.id)
        marks.seen(me().id, case.id, case.version)
    return ("", 204) if request.headers.get("HX-Request") else redirect(back(), 303)


@pages.post("/inbox/setting")
@login_required
def set_inbox() -> ResponseReturnValue:
    """What opens after sending, and how close the rows stand."""
    chosen = {
        name: request.form[name]
        for name, known in (("after_sending", marks.AFTER_SENDING), ("density", marks.DENSITIES))
        if request.form.get(name) in known
    }
    if chosen:
        marks.set_inbox(me().id, **chosen)
    return redirect(back(), 303)


def _send(command: Command, case_id: int) -> str | None:
    """Carry out a command; why not, when it is refused. A refusal tells who did what and when: only to those who may read the
    case, for others it does not exist."""
    case = db.session.get(Case, case_id)
    if case is None or not is_readable(case):
        return refusal_text(NoSuchCase())
    try:
        receipt = execute(command, me().actor, case_id=case_id)
    except Rejection as rejection:
        return refusal_text(rejection)
    marks.seen(me().id, case_id, receipt.version)
    return None


def key_of(text: str) -> tuple[int, int] | None:
    """case-task, as forms name a row; numbers that no row can have name none."""
    case_id, _, task = text.partition("-")
    fits = case_id.isdecimal() and task.isdecimal() and len(case_id) < 19 and len(task) < 10
    return (int(case_id), int(task)) if fits else None


def back() -> str:
    """The page of the inbox that sent the form."""
    target = inside(request.form.get("next"))
    return target if target.startswith(("/inbox", "/tasks/", "/cases/")) else url_for("inbox.show")
