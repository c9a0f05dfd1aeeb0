"""The tables tab of a draft: the editor of decision tables, what is wrong while one types, spreadsheets out and in, and which
table is in force beside the draft's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

import orjson
from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.dmn.errors import DmnError
from engine.dmn.writing import put, with_rows
from engine.dmn.written import Written, tables
from engine.errors import Rejection
from webapp.database import connections
from webapp.pages.people import me
from webapp.pages.protection import allow_inline_styles
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import draft_or_404, guard, require
from webapp.pages.tables.complaints import complaints, wrong_words
from webapp.pages.tables.spreadsheet import workbook_response
from webapp.pages.tables.words import heading_name
from webapp.pages.texts import t
from webapp.studio import drafts
from webapp.studio.drafts import Draft
from webapp.studio.paths import LARGEST_FILE
from webapp.tables import checking, register, standing
from webapp.tables.comparing import compared
from webapp.tables.contents import NEW, Listed, codes_of, listed
from webapp.tables.reading import sheet_of, wrong_in
from webapp.tables.sheet import LARGEST_FILE as LARGEST_SHEET
from webapp.tables.standing import Standing

pages = Blueprint("studio_tables", __name__, url_prefix="/studio/drafts/<int:draft>/tables")
pages.before_request(guard)

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")


@pages.get("")
def show(draft: int) -> ResponseReturnValue:
    """`decision`: the table to open; the first one if not said."""
    return _page(draft_or_404(draft), request.args.get("decision"))


@pages.post("/check")
def check(draft: int) -> ResponseReturnValue:
    """{"problems": [{decision, row, column, heading, words}]} of an unsaved file {"path", "text"}; row and column count from 0,
    -1: the file as a whole."""
    found = draft_or_404(draft)
    request.max_content_length = 4 * LARGEST_FILE
    try:
        body = orjson.loads(request.get_data(cache=False))
        path, text = body["path"], body["text"].encode()
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        abort(400)
    try:
        return jsonify(problems=_problems(text, _base_tables(found, path)))
    except DmnError as refused:
        words = str(refused)
    except Rejection as refused:
        words = refusal_text(refused)
    return jsonify(problems=[{"decision": "", "row": -1, "column": -1, "words": words}])


@pages.get("/<decision>.xlsx")
def download(draft: int, decision: str) -> ResponseReturnValue:
    """The table of the draft as a workbook."""
    found = draft_or_404(draft)
    return workbook_response(found.base or found.process, _listed(found, decision)[1])


@pages.post("/<decision>/sheet")
def bring(draft: int, decision: str) -> ResponseReturnValue:
    """The rows of a workbook into the table of the draft."""
    require("edit")
    request.max_content_length = LARGEST_SHEET + 100_000
    found = draft_or_404(draft)
    one, table = _listed(found, decision)
    upload = request.files.get("sheet")
    file = found.files[one.file].encode()
    try:
        sheet = sheet_of(upload.read(LARGEST_SHEET + 1) if upload else b"", file, table)
    except Rejection as refused:
        return _page(found, decision, [refusal_text(refused)]), 422
    if sheet.errors:
        return _page(found, decision, complaints(sheet.errors)), 422
    return _kept(found, one.file, with_rows(file, decision, sheet.rows).decode(), decision)


@pages.post("/<decision>/take-over")
def take_over(draft: int, decision: str) -> ResponseReturnValue:
    """The table in force into the draft, so that its next change begins there."""
    require("edit")
    found = draft_or_404(draft)
    one, _ = _listed(found, decision)
    beside = _in_force(found, decision)
    if beside is None or beside.counts is None or beside.counts.xml is None:
        abort(404)
    return _kept(found, one.file, put(found.files[one.file].encode(), beside.counts.xml.encode()).decode(), decision)


@pages.post("")
def add(draft: int) -> ResponseReturnValue:
    """A new table in a file of its own."""
    require("edit")
    found, id = draft_or_404(draft), request.form.get("id", "").strip()
    if not _ID.fullmatch(id) or f"{id}.dmn" in found.files or any(one.id == id for one in listed(found.files)):
        flash(t("tables-id-taken"), "bad")
        return redirect(url_for("studio_tables.show", draft=draft), 303)
    return _kept(found, f"{id}.dmn", NEW.format(id=id), id)


def _problems(text: bytes, before: Mapping[str, Written]) -> list[dict[str, object]]:
    """Errors: DmnError, those of webapp.tables.reading."""
    told = []
    for id, table in tables(text).items():
        like = before.get(id, table)
        like = like if like.question == table.question and _same_order(like, table) else table
        for wrong in wrong_in(text, like, table.rows):
            heading = heading_name("", table.headings[wrong.column]) if wrong.column >= 0 else ""
            told.append(
                {"decision": id, "row": wrong.row, "column": wrong.column, "heading": heading, "words": wrong_words(wrong)}
            )
    return told


def _page(draft: Draft, asked: str | None, wrong: list[str] | None = None) -> str:
    found = listed(draft.files)
    chosen = next((one for one in found if one.id == asked), next((one for one in found if one.table), None))
    beside = _in_force(draft, chosen.id) if chosen is not None and chosen.table is not None else None
    differs = False
    if beside is not None and beside.counts is not None and beside.counts.xml is not None:
        differs = bool(compared(checking.alone_of(draft.files, beside.own.decision), beside.counts.xml))
    changes = chosen is not None and beside is not None and chosen.table is not None and chosen.table.rules != beside.own.rules
    allow_inline_styles()  # the editor of cells writes its style sheet itself
    return render_template(
        "studio/tables.html", draft=draft, tab="tables", listed=found, chosen=chosen, beside=beside, differs=differs,
        changes=changes, wrong=wrong or [], today=register.today(),
        codes=codes_of(draft.files, chosen.table) if chosen is not None and chosen.table is not None else [],
    )  # fmt: skip


def _listed(draft: Draft, decision: str) -> tuple[Listed, Written]:
    for one in listed(draft.files):
        if one.id == decision and one.table is not None:
            return one, one.table
    abort(404)


def _in_force(draft: Draft, decision: str) -> Standing | None:
    with connections.take() as connection:
        return next(iter(standing.standings(connection, draft.process, decision)), None)


def _kept(draft: Draft, path: str, text: str, decision: str) -> ResponseReturnValue:
    with connections.take() as connection:
        try:
            drafts.save(connection, draft.id, path, text, draft.revision, me().id)
        except Rejection as refused:
            flash(refusal_text(refused), "bad")
        else:
            flash(t("tables-kept"), "good")
    return redirect(url_for("studio_tables.show", draft=draft.id, decision=decision), 303)


def _base_tables(draft: Draft, path: str) -> dict[str, Written]:
    """The file as it was when the draft began."""
    if draft.base is None:
        return {}
    with connections.take() as connection:
        row = connection.execute("SELECT files->>%s FROM definition WHERE id = %s", (path, draft.base)).fetchone()
    try:
        return tables(str(row[0]).encode()) if row and row[0] else {}
    except DmnError:
        return {}


def _same_order(one: Written, other: Written) -> bool:
    return [heading.says for heading in one.headings] == [heading.says for heading in other.headings]
