"""Versions of a process: what was in force when, one beside another, and the way back to an old one."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from webapp.database import connections
from webapp.pages.outlines import outline_of
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.releases import words
from webapp.pages.releases.blueprint import pages, why_not
from webapp.pages.releases.sides import compared, drawn, version_side
from webapp.pages.texts import moment, t
from webapp.releases import duties, history, orders, reviews
from webapp.releases.history import InForce
from webapp.releases.refusals import GateClosed
from webapp.tables import standing


@pages.get("/processes/<process>/releases")
def releases(process: str) -> ResponseReturnValue:
    """The running version, what is to come, and everything that was in force before."""
    return _page(process)


@pages.get("/processes/<process>/compare")
def compare(process: str) -> ResponseReturnValue:
    """Any two versions that were in force: `old` and `new`."""
    with connections.take() as connection:
        known = {each.definition: each for each in reversed(history.of_process(connection, process))}
        chosen = [request.args.get(side, "") for side in ("old", "new")]
        if not all(definition in known for definition in chosen):
            abort(404)
        old, new = (
            version_side(definition, reviews.files_of_version(connection, definition), _label(known[definition]))
            for definition in chosen
        )
    return render_template(
        "releases/compare.html", process=process, comparison=compared(old, new), words=words, known=list(known.values()),
        chosen=chosen, label=_label,
    )  # fmt: skip


@pages.get("/versions/<definition>/outline")
def version_outline(definition: str) -> str:
    """Its diagram in words."""
    return render_template("studio/outline.html", parts=outline_of(definition))


@pages.get("/versions/<definition>/<path:path>")
def version_file(definition: str, path: str) -> Response:
    """A diagram of a version, in the reader's language."""
    with connections.take() as connection:
        files = reviews.files_of_version(connection, definition)
    return drawn(files, path) or abort(404)


@pages.post("/processes/<process>/roll-back")
def roll_back(process: str) -> ResponseReturnValue:
    """An old version comes back for new cases, with a reason."""
    sent = request.form
    try:
        with connections.take() as connection:
            orders.roll_back(
                connection, process, sent.get("definition", ""), me().actor, replaces=sent.get("replaces") or None,
                reason=sent.get("reason", ""),
            )  # fmt: skip
    except GateClosed as closed:
        return _page(process, problems=closed.facts["problems"]), 422
    except Rejection as refusal:
        flash(refusal_text(refusal), "warn")
    else:
        flash(t("release-is-rolled-back"), "good")
    return redirect(url_for(".releases", process=process), 303)


@pages.post("/processes/<process>/releases/<int:order>/withdraw")
def withdraw(process: str, order: int) -> ResponseReturnValue:
    """Before its moment. `draft`: on whose review tab it was asked, to go back there."""
    draft = request.form.get("draft", type=int)
    try:
        with connections.take() as connection:
            orders.withdraw(connection, order, me().actor, reason=request.form.get("reason", ""))
    except Rejection as refusal:
        flash(refusal_text(refusal), "warn")
    else:
        flash(t("release-is-withdrawn"), "good")
    return redirect(url_for(".review", draft=draft) if draft else url_for(".releases", process=process), 303)


def _page(process: str, *, problems: Any = ()) -> str:
    with connections.take() as connection:
        known = history.of_process(connection, process)
        if not known:
            abort(404)
        waiting = history.not_carried_out(connection, process)
        dated = [one for one in standing.standings(connection, process) if one.counts or one.coming or one.ended]
    return render_template(
        "releases/versions.html", process=process, known=known, waiting=waiting, dated=dated, words=words,
        problems=[words.problem_words(problem) for problem in problems],
        why=why_not(lambda: duties.require_withdrawing(me().actor)),
    )  # fmt: skip


def _label(version: InForce) -> str:
    return t("compare-version", at=moment(version.since), digest=version.definition.partition("@")[2][:8])
