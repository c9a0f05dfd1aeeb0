"""The review tab of a draft: what it changes, side by side; who asks, judges and releases it, and why somebody may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
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
from webapp.pages.releases.blueprint import pages, why_not
from webapp.pages.releases.sides import Comparison, Side, compared, drawn, version_side
from webapp.pages.studio.blueprint import draft_or_404
from webapp.pages.texts import moment, t
from webapp.releases import duties, orders, overtaken, reviews, stories
from webapp.releases.differences import Thing
from webapp.releases.overtaken import Overtaking
from webapp.releases.refusals import GateClosed
from webapp.releases.reviews import Review
from webapp.releases.waiting import Waiting, waiting_for
from webapp.studio import drafts
from webapp.studio.drafts import Draft
from webapp.studio.paths import DIAGRAM, MANIFEST, SCENARIOS
from webapp.tables.beside import beside
from webapp.trials import scenarios


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
        comparison = _comparison(connection, draft, current, pending, running)
        overtaking = _overtaking(connection, draft, running) if is_outdated else None
        dated = [] if draft.status == "released" else beside(connection, draft.process, draft.files)
    editors = current.editors if current else frozenset[int]()
    return render_template(
        "releases/review.html", draft=draft, tab="review", review=current, reviews=known, order=pending, running=running,
        comparison=comparison, overtaking=overtaking, dated=dated, words=words,
        problems=[words.problem_words(each) for each in problems],
        lost=_lost(overtaking, comparison), against=request.args.get("against", ""), earliest=now().astimezone(CITY_TIME),
        why={
            "ask": why_not(lambda: duties.require_asking(me().actor)),
            "judge": why_not(lambda: duties.require_judging(me().actor, editors=editors)),
            "release": why_not(
                lambda: duties.require_releasing(me().actor, editors=editors, judge=current.decided_by if current else None)
            ),
            "withdraw": why_not(lambda: duties.require_withdrawing(me().actor)),
        },
    )  # fmt: skip


def _comparison(
    connection: Connection, draft: Draft, review: Review | None, order: orders.Order | None, running: str | None
) -> Comparison:
    """A released draft beside what it replaced, others beside what runs or what they began from."""
    if draft.status == "released" and order is not None:
        old, label = order.replaces, t("compare-replaced")
    elif request.args.get("against") == "base" and draft.base:
        old, label = draft.base, t("compare-base")
    else:
        old, label = running, t("compare-running")
    files = reviews.files_of_version(connection, old)
    told = review.files if review else draft.files
    address, outline = url_for(".draft_file", draft=draft.id, path=""), url_for(".draft_outline", draft=draft.id)
    return compared(
        version_side(old, files, label, stories.of_version(connection, old) or _inherited(connection, draft) if old else None),
        Side(
            label=t("compare-draft"),
            files=review.version if review else drafts.files_of(draft),
            address=address,
            outline=outline,
            stories={SCENARIOS: told[SCENARIOS].encode()} if SCENARIOS in told else {},
        ),
    )


def _inherited(connection: Connection, draft: Draft) -> dict[str, bytes]:
    """What the draft's own scenarios began from, when nobody knows what the other version had to pass."""
    text = scenarios.of_process(connection, draft.process)
    return {SCENARIOS: text.encode()} if text is not None else {}


def _overtaking(connection: Connection, draft: Draft, running: str | None) -> Overtaking:
    return overtaken.overtaking(
        reviews.files_of_version(connection, draft.base), drafts.files_of(draft), reviews.files_of_version(connection, running)
    )


def _lost(overtaking: Overtaking | None, comparison: Comparison) -> dict[str, dict[str, list[str]]]:
    """File -> names of what both changed and of what would be undone; of manifest and texts only how many entries."""
    found: dict[str, dict[str, list[str]]] = {"both": {}, "undone": {}}
    if overtaking is not None:
        for which, things in (("both", overtaking.both), ("undone", overtaking.undone)):
            for file, name in sorted(set(_told(things, comparison))):
                found[which].setdefault(file, []).append(name)
    return found


def _told(things: Collection[Thing], comparison: Comparison) -> Iterator[tuple[str, str]]:
    tables = {table.id: table.name for table in comparison.found.tables}
    by_file = Counter(file for file, _ in things if file.startswith("locale/") or file == MANIFEST)
    yield from ((file, t("diff-entries", n=count)) for file, count in by_file.items())
    for file, thing in things:
        if file not in by_file:
            yield file, tables.get(thing) or comparison.names.get(thing, thing)


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
