"""The list behind a number, on the page and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select

from webapp.casework.compartments import visible_to
from webapp.exports import Column, table_response
from webapp.mining.history import Trace
from webapp.models import Case, db
from webapp.pages.mining.asked import Asked, asked, history, namer
from webapp.pages.mining.blueprint import pages
from webapp.pages.mining.frame import frame
from webapp.pages.mining.picked import Picked, picked
from webapp.pages.mining.words import timer
from webapp.pages.people import me
from webapp.pages.texts import t

PAGE_ROWS = 50
AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line. `number` None: a case that does not exist for the reader keeps its line, without what it is about."""

    number: str | None
    title: str
    address: str
    began: datetime | None
    ended: datetime | None
    length: int | None
    steps: int
    late: bool | None
    way: str


@pages.get("/cases")
@login_required
def behind() -> ResponseReturnValue:
    look = asked()
    found = history(look)
    one = picked(look, found)
    asked_page = request.args.get("page", "1")
    page = max(1, int(asked_page) if asked_page.isdecimal() and len(asked_page) < 6 else 1)
    newest = list(reversed(one.traces))
    return render_template(
        "mining/cases.html", tab=None, picked=one, page=page, pages_in_all=-(-len(newest) // PAGE_ROWS),
        rows=rows(look, newest[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]), words={**look.words, **one.words},
        **frame(look, found),
    )  # fmt: skip


@pages.get("/cases.<any(csv,xlsx):kind>")
@login_required
def behind_file(kind: str) -> ResponseReturnValue:
    look = asked()
    one = picked(look, history(look))
    return table_response(_pieces(look, one), _columns(look), kind, name=one.title[:80])


def _pieces(look: Asked, one: Picked) -> Iterator[Row]:
    newest = list(reversed(one.traces))
    for begin in range(0, len(newest), AT_ONCE):
        yield from rows(look, newest[begin : begin + AT_ONCE])


def rows(look: Asked, traces: Sequence[Trace]) -> list[Row]:
    name = namer(look)
    known = {} if look.log else visible([trace.key for trace in traces])
    return [_row(look, trace, known, t("mining-arrow").join(map(name, trace.way))) for trace in traces]


def _row(look: Asked, trace: Trace, known: dict[int, str], way: str) -> Row:
    hidden = look.log is None and trace.key not in known
    address = url_for(".other_case", log=look.log.id, position=trace.key) if look.log else url_for("case.show", number=trace.name)
    return Row(
        number=None if hidden else trace.name, title=known.get(trace.key, ""), address="" if hidden else address,
        began=trace.began, ended=trace.ended, length=trace.length, steps=len(trace.done), late=trace.late, way=way,
    )  # fmt: skip


def visible(ids: list[int]) -> dict[int, str]:
    """Case -> title, of those that exist for the reader."""
    query = select(Case.id, Case.title).where(Case.id.in_(ids), visible_to(me().actor))
    return dict(db.session.execute(query).all())  # type: ignore[arg-type]


def _columns(look: Asked) -> tuple[Column, ...]:
    time = timer(look.is_working)
    return (
        Column(heading=t("mining-column-case"), value=lambda row: row.number or t("board-hidden"), is_case=True),
        Column(heading=t("board-column-title"), value=lambda row: row.title if row.number else "", width=40),
        Column(heading=t("mining-column-began"), value=lambda row: row.began),
        Column(heading=t("mining-column-ended"), value=lambda row: row.ended),
        Column(heading=t("mining-column-length"), value=lambda row: time(row.length)),
        Column(heading=t("mining-column-steps"), value=lambda row: row.steps),
        Column(
            heading=t("mining-column-late"), value=lambda row: "" if row.late is None else t(f"mining-late-{row.late}".lower())
        ),
        Column(heading=t("mining-column-way"), value=lambda row: row.way, width=60),
    )
