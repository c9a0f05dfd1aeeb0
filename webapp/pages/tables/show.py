"""The tables of every process with their dated versions, one table, and two of its versions side by side."""

from __future__ import annotations

from itertools import groupby

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from webapp.database import connections
from webapp.pages.dated_words import day_words
from webapp.pages.tables import words
from webapp.pages.tables.blueprint import pages, publication_or_404, standing_or_404
from webapp.tables import checking, standing
from webapp.tables.comparing import compared
from webapp.tables.register import Publication, today
from webapp.tables.standing import Standing


@pages.app_context_processor
def table_words() -> dict[str, object]:
    """What the templates about tables say."""
    return {
        "table_name": words.table_name, "decision_name": words.decision_name,
        "heading_name": words.heading_name, "note_of": words.note_of,
        "cell_words": words.cell_words, "hits_words": words.hits_words, "day_words": day_words,
    }  # fmt: skip


@pages.get("/")
def index() -> ResponseReturnValue:
    """By process: what is in force, what comes, what waits for approval."""
    with connections.take() as connection:
        found = standing.standings(connection)
    processes = [(key, list(group)) for key, group in groupby(found, key=lambda one: one.process)]
    return render_template("tables/index.html", processes=processes, waiting=[one for table in found for one in table.waiting])


@pages.get("/<process>/<decision>")
def table(process: str, decision: str) -> ResponseReturnValue:
    """What decides now, all versions, and how to change it."""
    found = standing_or_404(process, decision)
    with connections.take() as connection:
        reach = checking.reach(connection, process, found.table, found.begun)
    return render_template("tables/table.html", found=found, reach=reach, today=today())


@pages.get("/<process>/<decision>/compare")
def compare(process: str, decision: str) -> ResponseReturnValue:
    """`from`, `to`: numbers of publications, "own" for what the newest version brings."""
    found = standing_or_404(process, decision)
    sides = {side: request.args.get(side, "own") for side in ("from", "to")}
    texts = {side: asked_text(found, asked) for side, asked in sides.items()}
    return render_template("tables/compare.html", found=found, sides=sides, differences=compared(texts["from"], texts["to"]))


def asked_text(found: Standing, asked: str) -> str:
    if asked == "own":
        return own_text(found)
    if not asked.isdecimal() or len(asked) > 15:
        abort(404)
    one = publication_or_404(int(asked))
    if (one.process, one.decision) != (found.process, found.own.decision):
        abort(404)
    return text_of(found, one)


def text_of(found: Standing, one: Publication) -> str:
    """The table that a publication puts in force; when it gives the table back, the version's own."""
    return own_text(found) if one.xml is None else one.xml


def own_text(found: Standing) -> str:
    """What the newest version brings."""
    with connections.take() as connection:
        files = standing.files_of(connection, found.process)
    return checking.alone_of(files or {}, found.own.decision)
