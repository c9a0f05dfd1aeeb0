"""Proposing a table with its day: from a spreadsheet, from a draft, or giving it back to the versions."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.dmn.writing import with_rows
from engine.errors import Rejection
from webapp.database import connections
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import draft_or_404, require
from webapp.pages.tables.blueprint import pages, standing_or_404
from webapp.pages.tables.complaints import complaints, finding_words
from webapp.pages.tables.show import own_text, text_of
from webapp.pages.texts import t
from webapp.tables import checking, register, standing
from webapp.tables.checking import NotATable
from webapp.tables.reading import sheet_of
from webapp.tables.sheet import LARGEST_FILE
from webapp.tables.standing import Standing


@pages.post("/<process>/<decision>/propose")
def propose(process: str, decision: str) -> ResponseReturnValue:
    """`how`: sheet (an uploaded workbook), draft (its number) or own. Ends at the proposal, or says what is wrong by cell."""
    require("edit")
    found = standing_or_404(process, decision)
    how = request.form.get("how", "")
    draft = request.form.get("draft", type=int)
    if how == "sheet":
        xml = _from_sheet(found)
        if not isinstance(xml, str):
            return xml
    elif how == "draft" and draft is not None:
        try:
            xml = checking.alone_of(draft_or_404(draft).files, decision)
        except checking.NoSuchDecision as refused:
            return _refused(found, [refusal_text(refused)])
    elif how == "own":
        xml = None
    else:
        abort(400)
    return _proposed(found, xml, draft)


def _proposed(found: Standing, xml: str | None, draft: int | None) -> ResponseReturnValue:
    try:
        day = date.fromisoformat(request.form.get("effective_from", ""))
    except ValueError:
        return _refused(found, [t("tables-day-missing")])
    process, decision = found.process, found.own.decision
    with connections.take() as connection:
        files = standing.files_of(connection, process) or {}
    try:
        if xml is not None:
            checking.checked(files, decision, xml)
        with connections.take() as connection:
            made = register.propose(
                connection, process, decision, xml,
                effective_from=day, basis=request.form.get("basis", ""), by=me().id, draft=draft,
            )  # fmt: skip
    except NotATable as refused:
        return _refused(found, [refusal_text(refused), *map(finding_words, refused.findings)])
    except checking.AnotherQuestion as refused:
        return _refused(found, [t("tables-another-question", differ=t("list-comma").join(map(str, refused.facts["differ"])))])  # type: ignore[call-overload]
    except Rejection as refused:
        return _refused(found, [refusal_text(refused)])
    flash(t("tables-proposed"), "good")
    return redirect(url_for("tables.publication", number=made.id), 303)


def _from_sheet(found: Standing) -> str | ResponseReturnValue:
    """The table in force with the rows of the workbook."""
    request.max_content_length = LARGEST_FILE + 100_000
    upload = request.files.get("sheet")
    content = upload.read(LARGEST_FILE + 1) if upload else b""
    base = own_text(found) if found.counts is None else text_of(found, found.counts)
    with connections.take() as connection:
        files = standing.files_of(connection, found.process) or {}
    try:
        sheet = sheet_of(content, files[found.file].encode(), found.table)
    except Rejection as refused:
        return _refused(found, [refusal_text(refused)], of_sheet=True)
    if sheet.errors:
        return _refused(found, complaints(sheet.errors), of_sheet=True)
    return with_rows(base.encode(), found.own.decision, sheet.rows).decode()


def _refused(found: Standing, wrong: list[str], *, of_sheet: bool = False) -> ResponseReturnValue:
    given = {name: request.form.get(name, "") for name in ("effective_from", "basis", "how")}
    with connections.take() as connection:
        reach = checking.reach(connection, found.process, found.table, found.begun)
    page = render_template(
        "tables/table.html", found=found, reach=reach, today=register.today(), wrong=wrong, of_sheet=of_sheet, given=given
    )
    return page, 422
