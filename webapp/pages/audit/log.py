"""The office's own log, filtered; as a file, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from webapp.audit.entries import PAGE, Asked, Entry, entries
from webapp.audit.kinds import GROUPS
from webapp.casework.compartments import visible_to
from webapp.casework.queries import case as queries
from webapp.casework.queries.paging import sequence_number
from webapp.city_time import CITY_TIME, day_in
from webapp.database import connections
from webapp.exports import LONGEST, Column, table_response
from webapp.models import Case, User, db
from webapp.pages.audit.blueprint import pages, rooms
from webapp.pages.audit.entry_words import about_words, kind_words
from webapp.pages.case_view import is_readable
from webapp.pages.people import me
from webapp.pages.texts import moment, t
from webapp.pages.timeline import who

NOBODY = "user:0"
"""Somebody was named whom nobody is called."""
NO_CASE = 0


@pages.get("/log")
def show_log() -> ResponseReturnValue:
    asked = _asked(request.args)
    with connections.take() as connection:
        found = without_hidden(entries(connection, asked, PAGE + 1))
    return render_template(
        "audit/log.html", entries=found[:PAGE], before=found[PAGE - 1].seq if len(found) > PAGE else None, groups=GROUPS,
        typed=request.args, who=who, about=about_words, kind_words=kind_words, rooms=rooms(),
    )  # fmt: skip


@pages.get("/log.<kind>")
def export_log(kind: str) -> Response:
    """What the page shows, as a file."""
    asked = _asked(request.args)
    with connections.take() as connection:
        found = without_hidden(entries(connection, asked, LONGEST + 1))
    return table_response(found, _columns(), kind, name=t("audit-log-title"))


def _asked(typed: Mapping[str, str]) -> Asked:
    until = _day(typed.get("until"))
    return Asked(
        what=typed.get("what") or None, who=_label(typed.get("who", "").strip()), since=_day(typed.get("since")),
        until=until + timedelta(days=1) if until else None, case_id=_case(typed.get("case", "").strip()),
        before=sequence_number(typed.get("before")),
    )  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(heading=t("audit-column-number"), value=lambda entry: entry.seq),
        Column(heading=t("audit-column-at"), value=lambda entry: moment(entry.at, full=True)),
        Column(heading=t("audit-column-who"), value=lambda entry: who(entry.actor)),
        Column(heading=t("audit-column-what"), value=lambda entry: kind_words(entry.kind)),
        Column(heading=t("audit-column-case"), value=lambda entry: entry.number),
        Column(heading=t("audit-column-about"), value=_about, width=60),
    ]


def _about(entry: Entry) -> str:
    return "; ".join(f"{label} {value}" for label, value in about_words(entry.about))


def _label(typed: str) -> str | None:
    """The actor label of somebody named by login or name."""
    if not typed:
        return None
    found = db.session.scalar(
        db.select(User.id).where((User.login == typed) | (User.name == typed) | (User.name_en == typed)).limit(1)
    )
    return f"user:{found}" if found else typed if typed in ("system", "party") else NOBODY


def _case(typed: str) -> int | None:
    if not typed:
        return None
    case = queries.by_number(typed)
    return case.id if case and is_readable(case) else NO_CASE


def without_hidden(found: Sequence[Entry]) -> list[Entry]:
    """An entry about a case that does not exist for this reader keeps its line, without the number."""
    numbers = {entry.number for entry in found if entry.number}
    known = set(db.session.scalars(db.select(Case.number).where(Case.number.in_(numbers), visible_to(me().actor))))
    return [entry if entry.number in known else replace(entry, number=None) for entry in found]


def _day(typed: Any) -> datetime | None:
    day = day_in(typed)
    return datetime.combine(day, time(), CITY_TIME) if day else None
