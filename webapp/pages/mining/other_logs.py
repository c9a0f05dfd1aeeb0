"""Logs of other systems: take one in, say what its columns mean, follow the reading, delete it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.audit import log as audit_log
from webapp.casework.actors import Actor
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.foreignlogs import logs, mapping, source
from webapp.foreignlogs.bounds import MOST_BYTES, Unusable
from webapp.foreignlogs.mapping import NAMES, NEEDED, Columns
from webapp.foreignlogs.moments import FORMS, ZONES
from webapp.models import ForeignLog, db
from webapp.pages.mining.asked import may_see_logs
from webapp.pages.mining.blueprint import pages
from webapp.pages.people import me
from webapp.pages.texts import t

MEANINGS = tuple(NAMES)
ROWS_SHOWN = 8
COLUMNS_SHOWN = 40


@pages.get("/logs")
@login_required
def other_logs() -> ResponseReturnValue:
    _allowed()
    found = list(db.session.scalars(db.select(ForeignLog).order_by(ForeignLog.id.desc())))
    is_moving = any(log.state == "reading" for log in found)
    return render_template(
        "mining/logs.html", logs=found, is_moving=is_moving, trouble=trouble_words, most=MOST_BYTES // 1_000_000
    )


@pages.get("/logs/list")
@login_required
def log_states() -> ResponseReturnValue:
    """The list alone, asked for again while something is being read."""
    _allowed()
    found = list(db.session.scalars(db.select(ForeignLog).order_by(ForeignLog.id.desc())))
    return render_template(
        "mining/log_list.html", logs=found, is_moving=any(log.state == "reading" for log in found), trouble=trouble_words
    )


@pages.post("/logs")
@login_required
def upload_log() -> ResponseReturnValue:
    by, file = _allowed(), request.files.get("file")
    if file is None or not file.filename:
        flash(t("logs-no-file"), "warn")
        return redirect(url_for(".other_logs"), 303)
    try:
        with connections.take() as connection:
            log = logs.add(connection, file.stream, file.filename, by.user_id, request.form.get("name", ""))
    except Unusable as unusable:
        flash(trouble_words(f"{unusable.code}:{unusable.place}"), "warn")
        return redirect(url_for(".other_logs"), 303)
    return redirect(url_for(".name_columns", log=log), 303)


@pages.get("/logs/<int:log>/columns")
@login_required
def name_columns(log: int) -> ResponseReturnValue:
    _allowed()
    row = _waiting(log)
    sample = source.sample(logs.path_of(log))
    said = mapping.from_json(row.mapping)
    return render_template(
        "mining/columns.html", log=row, sample=sample, said=said, meanings=MEANINGS, needed=NEEDED, forms=FORMS, zones=ZONES,
        rows=sample.rows[:ROWS_SHOWN], columns=sample.columns[:COLUMNS_SHOWN],
        others=[name for name in sample.columns if name not in {getattr(said, meaning) for meaning in MEANINGS}],
    )  # fmt: skip


@pages.post("/logs/<int:log>/columns")
@login_required
def read_log(log: int) -> ResponseReturnValue:
    by = _allowed()
    _waiting(log)
    form = request.form
    columns = Columns(
        **{meaning: form.get(meaning, "") for meaning in MEANINGS}, keep=tuple(form.getlist("keep")), form=form.get("form", ""),
        zone=form.get("zone", ""), named=form.get("named") == "1",
    )  # fmt: skip
    try:
        with connections.take() as connection, connection.transaction():
            logs.begin(connection, log, columns)
            _note(connection, by, "imported", log)
    except Unusable as unusable:
        flash(trouble_words(f"{unusable.code}:{unusable.place}"), "warn")
        return redirect(url_for(".name_columns", log=log), 303)
    return redirect(url_for(".other_logs"), 303)


@pages.post("/logs/<int:log>/delete")
@login_required
def delete_log(log: int) -> ResponseReturnValue:
    by = _allowed()
    row = db.session.get(ForeignLog, log) or abort(404)
    name = row.name
    with connections.take() as connection, connection.transaction():
        _note(connection, by, "deleted", log)
        logs.delete(connection, log)
    flash(t("logs-deleted", name=name), "good")
    return redirect(url_for(".other_logs"), 303)


def trouble_words(trouble: str | None) -> str:
    """Why a file could not be taken, and where."""
    code, _, where = (trouble or "").partition(":")
    return t(f"logs-trouble-{code.replace('_', '-')}", place=t(f"logs-meaning-{where}") if where in MEANINGS else where)


def _note(connection: Connection, by: Actor, what: str, log: int) -> None:
    row: Any = connection.execute("SELECT name, digest FROM foreign_log WHERE id = %s", (log,)).fetchone()
    about = {"what": what, "log": log, "name": row[0], "sha256": bytes(row[1]).hex()}
    audit_log.record(connection, "log_imported", by.label, about)


def _allowed() -> Actor:
    if not may_see_logs():
        abort(403)
    return me().actor


def _waiting(log: int) -> ForeignLog:
    """A log whose file is still there."""
    row = db.session.get(ForeignLog, log) or abort(404)
    if row.state not in ("waiting", "failed") or not logs.path_of(log).exists():
        abort(404)
    return row
