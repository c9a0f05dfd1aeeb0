"""The review tab of a draft: what it changes, side by side; who asks, judges and releases it, and why somebody may not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from engine.now import now
from webapp.casework.queries.paging import sequence_number
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.pages.outlines import outline_of_xml
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.releases import words
from webapp.pages.releases.beside import comparison_of, lost, overtaking_of
from webapp.pages.releases.blueprint import pages, why_not
from webapp.pages.releases.sides import drawn
from webapp.pages.studio.blueprint import draft_or_404
from webapp.pages.texts import moment, t
from webapp.releases import duties, orders, overtaken, reviews
from webapp.releases.refusals import GateClosed
from webapp.releases.reviews import Review
from webapp.releases.waiting import Waiting, waiting_for
from webapp.studio.drafts import Draft
from webapp.studio.paths import DIAGRAM
from webapp.tables.beside import beside


@pages.get("/drafts/<int:draft>/review")
def review(draft: int) -> ResponseReturnValue:
    """The draft beside the running version, or beside the one it began from (`against=base`)."""
    return _tab(draft_or_404(draft))


@pages.get("/drafts/<int:draft>/review/outline")
def draft_outline(draft: int) -> str:
    """The diagram of the draft in words."""
    return render_template("studio/outline.html", parts=outline_of_xml(draft_or_404(draft).files.get(DIAGRAM, "").encode()))


@pages.get("/drafts/<int:draft>/review/<path:path>")
def draft_file(draft: int, path: str) -> Response:
    """A diagram of the draft, in the reader's language."""
    return drawn({name: text.encode() for name, text in draft_or_404(draft).files.items()}, path) or abort(404)


@pages.post("/drafts/<int:draft>/review")
def ask(draft: int) -> ResponseReturnValue:
    revision = sequence_number(request.form.get("revision")) or 0
    return _do(draft, lambda c: reviews.ask(c, draft, me().actor, revision=revision, note=_words("note")), "release-asked")


@pages.post("/drafts/<int:draft>/review/take-back")
def take_back(draft: int) -> ResponseReturnValue:
    return _do(draft, lambda c: reviews.take_back(c, draft, me().actor), "release-taken-back")


@pages.post("/drafts/<int:draft>/catch-up")
def catch_up(draft: int) -> ResponseReturnValue:
    """Take over what was released since the draft began, as far as it is certain."""
    draft_or_404(draft)
    try:
        with connections.take() as connection:
            left = overtaken.catch_up(connection, draft, me().actor)
    except Rejection as refusal:
        flash(refusal_text(refusal), "warn")
    else:
        said = t("release-caught-up-but", files=t("list-comma").join(left)) if left else t("release-caught-up")
        flash(said, "warn" if left else "good")
    return redirect(url_for(".review", draft=draft), 303)


@pages.post("/drafts/<int:draft>/review/<any(approve,send_back):act>")
def decide(draft: int, act: str) -> ResponseReturnValue:
    """By somebody who had no hand in it."""

    def approve(connection: Connection) -> object:
        found = _at_work(connection, draft)
        seen, compared_with = request.form.get("seen", ""), request.form.get("compared") or None
        return reviews.approve(
            connection, found.id, me().actor, seen=_digest(seen), compared=compared_with, remarks=_words("remarks")
        )

    def send_back(connection: Connection) -> object:
        return reviews.send_back(connection, _at_work(connection, draft).id, me().actor, remarks=_words("remarks"))

    return _do(draft, approve if act == "approve" else send_back, f"release-done-{act}")


@pages.post("/drafts/<int:draft>/release")
def release(draft: int) -> ResponseReturnValue:
    """Now, or at the moment that was chosen. What shuts the gate is shown in full."""
    at = _moment() if request.form.get("when") == "later" else None
    if request.form.get("when") == "later" and at is None:
        flash(t("refusal-not-in-future"), "warn")
        return redirect(url_for(".review", draft=draft), 303)
    replaces = request.form.get("replaces") or None
    try:
        with connections.take() as connection:
            found = _at_work(connection, draft)
            order = orders.release(connection, found.id, me().actor, replaces=replaces, note=_words("note"), at=at)
    except GateClosed as closed:
        return _tab(draft_or_404(draft), problems=closed.facts["problems"]), 422
    except Rejection as refusal:
        flash(refusal_text(refusal), "warn")
        return redirect(url_for(".review", draft=draft), 303)
    if at:
        flash(t("release-is-scheduled", at=moment(at)), "good")
        return redirect(url_for(".review", draft=draft), 303)
    flash(t("release-is-released"), "good")
    return redirect(url_for(".releases", process=order.process), 303)


def _tab(draft: Draft, *, problems: Any = ()) -> str:
    with connections.take() as connection:
        known = reviews.of_draft(connection, draft.id)
        running = reviews.running(connection, draft.process)
        current = known[0] if known and known[0].state in ("asked", "approved", "released") else None
        pending = orders.latest_of(connection, current.id) if current else None
        is_outdated = bool(draft.base and running and draft.base != running and draft.status != "released")
        comparison = comparison_of(connection, draft, current, pending, running)
        overtaking = overtaking_of(connection, draft, running) if is_outdated else None
        dated = [] if draft.status == "released" else beside(connection, draft.process, draft.files)
    editors = current.editors if current else frozenset[int]()
    return render_template(
        "releases/review.html", draft=draft, tab="review", review=current, reviews=known, order=pending, running=running,
        comparison=comparison, overtaking=overtaking, dated=dated, words=words,
        problems=[words.problem_words(each) for each in problems],
        lost=lost(overtaking, comparison), against=request.args.get("against", ""), earliest=now().astimezone(CITY_TIME),
        why={
            "ask": why_not(lambda: duties.require_asking(me().actor)),
            "judge": why_not(lambda: duties.require_judging(me().actor, editors=editors)),
            "release": why_not(
                lambda: duties.require_releasing(me().actor, editors=editors, judge=current.decided_by if current else None)
            ),
            "withdraw": why_not(lambda: duties.require_withdrawing(me().actor)),
        },
    )  # fmt: skip


def _do(draft: int, act: Any, done: str) -> ResponseReturnValue:
    draft_or_404(draft)
    try:
        with connections.take() as connection:
            act(connection)
    except Rejection as refusal:
        flash(refusal_text(refusal), "warn")
    else:
        flash(t(done), "good")
    return redirect(url_for(".review", draft=draft), 303)


def _at_work(connection: Connection, draft: int) -> Review:
    """The review of a draft that is asked for or approved; 404 without one."""
    known = reviews.of_draft(connection, draft)
    return known[0] if known else abort(404)


def _words(name: str) -> str:
    return request.form.get(name, "").strip()


def _digest(written: str) -> bytes:
    try:
        return bytes.fromhex(written)
    except ValueError:
        abort(400)


def _moment() -> datetime | None:
    try:
        return datetime.fromisoformat(request.form.get("at", "")).replace(tzinfo=CITY_TIME)
    except ValueError:
        return None


@pages.app_context_processor
def waiting() -> dict[str, object]:
    """For the first page of the studio: what waits for this person."""

    def waiting_for_me() -> list[Waiting]:
        with connections.take() as connection:
            return waiting_for(connection, me().actor)

    return {"releases_waiting": waiting_for_me}
