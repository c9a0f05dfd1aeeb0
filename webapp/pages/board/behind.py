"""The list behind a number, on the page and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.boards import lists
from webapp.boards.definitions import text_key
from webapp.boards.lists import Listed, ListedCase
from webapp.boards.measures import measure
from webapp.boards.measures.stock import BY_CODE
from webapp.exports import LONGEST, Column, table_response
from webapp.pages.board.asked import Asked, asked
from webapp.pages.board.blueprint import pages
from webapp.pages.board.frame import axis_name, channel_name, current, moments
from webapp.pages.names import category_name, unit_name
from webapp.pages.people import me
from webapp.pages.process_texts import clock_name, outcome_name
from webapp.pages.texts import moment, t

WEEK = 7 * 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A list somebody opened: what it is called, what it means, and the words of its address beside those of the board."""

    title: str
    meaning: str
    listed: Listed
    words: dict[str, Any]
    of_a_moment: bool = False


@pages.get("/list")
@login_required
def behind() -> ResponseReturnValue:
    look, as_of = asked(), current()
    opened = opened_list(look)
    page = max(1, min(int(request.args.get("page", "1") if request.args.get("page", "1").isdecimal() else 1), LONGEST))
    found = lists.rows(opened.listed, me().actor, offset=(page - 1) * lists.PAGE_ROWS)
    return render_template(
        "board/list.html", asked=look, as_of=as_of, opened=opened, rows=found, page=page, count=opened.listed.number,
        pages_in_all=-(-opened.listed.number // lists.PAGE_ROWS), words={**opened.words, **look.words},
        category_name=category_name, channel_name=channel_name, axis_name=axis_name, promise_words=promise_words,
    )  # fmt: skip


@pages.get("/list.<any(csv,xlsx):kind>")
@login_required
def behind_file(kind: str) -> ResponseReturnValue:
    opened = opened_list(asked())
    rows = lists.every(opened.listed, me().actor, most=LONGEST + 1)
    return table_response(rows, _columns(), kind, name=opened.title)


def opened_list(look: Asked) -> Opened:
    """Aborts with 404 when the address names no list."""
    if stock := BY_CODE.get(request.args.get("stock", "")):
        key = text_key(stock, "name")
        listed = lists.behind_stock(stock, look.look, moments())
        return Opened(title=t(key), meaning=t(text_key(stock, "n")), listed=listed, words={"stock": stock.code}, of_a_moment=True)
    if (hour := request.args.get("hour", "")).isdecimal() and int(hour) < WEEK and not look.axis:
        title = t("board-hour-title", day=t(f"board-weekday-{int(hour) // 24}"), hour=int(hour) % 24)
        listed = lists.behind_hour(int(hour), look.look)
        return Opened(title=title, meaning=t("measure-intake-n"), listed=listed, words={"hour": int(hour)})
    one, part = measure(request.args.get("measure")), request.args.get("part", "n")
    if one is None or part not in one.parts:
        abort(404)
    words = {"measure": one.code, "part": part}
    both = one.d and part != "d"
    meaning = t(f"board-{part}-meaning", **{p: t(text_key(one, p)) for p in "nd"}) if both else t(text_key(one, part))
    title = (
        t("board-list-title", measure=t(text_key(one, "name")), part=t(f"board-part-{part}"))
        if one.d
        else t(text_key(one, "name"))
    )
    return Opened(title=title, meaning=meaning, listed=lists.behind(one, part, look.look), words=words)  # type: ignore[arg-type]


def _columns() -> tuple[Column, ...]:
    def at(value: datetime | None) -> str:
        return moment(value, full=True)

    def shown(row: ListedCase, text: str | None) -> str:
        return (text or "") if row.number else t("board-hidden")

    return (
        Column(heading=t("board-column-number"), value=lambda row: shown(row, row.number), is_case=True),
        Column(heading=t("board-column-title"), value=lambda row: row.title, width=40),
        Column(heading=t("board-column-unit"), value=lambda row: unit_name(row.unit)),
        Column(heading=t("board-column-category"), value=lambda row: category_name(row.category)),
        Column(heading=t("board-column-place"), value=lambda row: unit_name(row.place)),
        Column(heading=t("board-column-channel"), value=lambda row: channel_name(row.channel)),
        Column(heading=t("board-column-clock"), value=lambda row: promise_words(row)),
        Column(heading=t("board-column-opened"), value=lambda row: at(row.opened_at)),
        Column(heading=t("board-column-closed"), value=lambda row: at(row.closed_at)),
        Column(
            heading=t("board-column-outcome"),
            value=lambda row: outcome_name(row.definition, row.outcome) if row.definition else "",
        ),
    )


def promise_words(row: ListedCase) -> str:
    """Which promise a line is about, and whether it was kept."""
    if not row.clock or not row.definition:
        return ""
    return t("board-promise", clock=clock_name(row.definition, row.clock), kept=t("board-kept" if row.kept else "board-broken"))
