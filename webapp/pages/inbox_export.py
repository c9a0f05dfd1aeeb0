"""The list on the screen as a file: the same list, filters and order, all pages of it up to the cap of exports."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, request
from flask_login import login_required

from webapp.casework.flags import codes_of
from webapp.casework.queries import inbox
from webapp.casework.queries.inbox import InboxRow
from webapp.exports import LONGEST, Column, table_response
from webapp.pages.inbox_wanted import Wanted, wanted_of
from webapp.pages.names import name_of, role_name
from webapp.pages.people import me
from webapp.pages.process_texts import element_name
from webapp.pages.texts import t
from webapp.pages.time_left import time_left

pages = Blueprint("inbox_export", __name__)

AT_ONCE = 500
"""Rows looked up at a time."""


@pages.get("/inbox.<any(csv,xlsx):kind>")
@login_required
def export(kind: str) -> Response:
    wanted = wanted_of(request.args)
    return table_response(rows(wanted), _columns(wanted), kind, name=t(f"inbox-{wanted.which}"))


def rows(wanted: Wanted) -> Iterator[InboxRow]:
    by = me().actor
    if wanted.which == "watching":
        yield from inbox.watched(by, wanted.filters)
        return
    keys = inbox.every_key(wanted.which, by, wanted.filters, LONGEST + 1)
    for begin in range(0, len(keys), AT_ONCE):
        yield from inbox.rows(keys[begin : begin + AT_ONCE], me().id)


def _columns(wanted: Wanted) -> tuple[Column, ...]:
    """What the rows on the screen show, in their words, and the dates in full."""
    when = (
        Column(heading=t("column-done-at"), value=lambda row: row.ended_at)
        if wanted.which == "done"
        else Column(heading=t("column-due-at"), value=lambda row: row.due_at)
    )
    return (
        Column(heading=t("fact-number"), value=lambda row: row.number, is_case=True),
        Column(heading=t("column-matter"), value=lambda row: row.title),
        when,
        Column(
            heading=t("column-due"),
            value=lambda row: time_left(row.due_at, limit=row.time_limit).words if wanted.which != "done" else "",
        ),
        Column(heading=t("column-step"), value=lambda row: element_name(row.definition, row.element) if row.element else ""),
        Column(heading=t("column-turn"), value=_turn),
        Column(heading=t("column-urgency"), value=lambda row: t(f"urgency-{row.urgency}") if row.urgency else ""),
        Column(heading=t("column-category"), value=lambda row: name_of(row.category_name, row.category_name_en, row.category)),
        Column(heading=t("column-place"), value=lambda row: name_of(row.place_name, row.place_name_en, row.place)),
        Column(heading=t("fact-channel"), value=lambda row: t(f"channel-{row.channel}") if row.channel else ""),
        Column(
            heading=t("filter-flags"), value=lambda row: t("list-join").join(t(f"flag-{code}") for code in codes_of(row.flags))
        ),
    )


def _turn(row: InboxRow) -> str:
    if row.assignee_id:
        return name_of(row.assignee_name, row.assignee_name_en)
    return f"{role_name(row.role)} · {name_of(row.unit_name, row.unit_name_en, row.unit)}" if row.role else ""
