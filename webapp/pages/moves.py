"""Running cases on older versions: what would become of them, what takes the place of what, moving them, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.diagram import Element
from engine.errors import Rejection
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.moves import batches, figures, suggesting
from webapp.moves.batches import Batch
from webapp.moves.figures import Group
from webapp.pages.move_words import change_words, problem_words, version_words
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import guard
from webapp.pages.texts import t
from webapp.studio.rights import may

pages = Blueprint("moves", __name__, url_prefix="/studio")
pages.before_request(guard)

AT_WORK = ("looking", "moving", "undoing")


@pages.get("/processes/<process>/moves")
def show(process: str) -> ResponseReturnValue:
    """How many cases run on which version; what was moved before."""
    with connections.take() as connection:
        newest = figures.newest(connection, process) or abort(404)
        return render_template(
            "moves/show.html", process=process, newest=newest, older=figures.older(connection, process, newest),
            batches=batches.of_process(connection, process), may_move=may(me().actor, "release"), version_words=version_words,
        )  # fmt: skip


@pages.post("/processes/<process>/moves")
def begin(process: str) -> ResponseReturnValue:
    """Look at all of them."""
    with connections.take() as connection:
        newest = figures.newest(connection, process) or abort(404)
        try:
            batch = batches.begin(connection, process, newest, me().actor, reason=request.form.get("reason", ""))
        except Rejection as refusal:
            flash(refusal_text(refusal), "warn")
            return redirect(url_for(".show", process=process), 303)
    return redirect(url_for(".batch", batch=batch.id), 303)


@pages.get("/moves/<int(max=2147483647):batch>")
def batch(batch: int) -> ResponseReturnValue:
    """One order: how far it is, and what became of whom."""
    with connections.take() as connection:
        found = _batch(connection, batch)
        groups = figures.groups(connection, batch)
        return render_template(
            "moves/batch.html", batch=found, totals=figures.totals(connection, batch), groups=groups,
            results=figures.results(connection, batch), vanished=_vanished(groups, found), is_at_work=found.status in AT_WORK,
            may_move=may(me().actor, "release"), version_words=version_words, problem_words=problem_words,
            change_words=change_words, verdicts=_counts(groups),
        )  # fmt: skip


@pages.post("/moves/<int(max=2147483647):batch>/mapping")
def remap(batch: int) -> ResponseReturnValue:
    """Which element takes the place of which."""
    chosen = {name.removeprefix("to-"): value for name, value in request.form.items() if name.startswith("to-") and value}
    return _do(batch, lambda connection, found: batches.remap(connection, found, chosen, me().actor))


@pages.post("/moves/<int(max=2147483647):batch>/start")
def start(batch: int) -> ResponseReturnValue:
    """Move those that can."""
    return _do(batch, lambda connection, found: batches.start(connection, found, me().actor))


@pages.post("/moves/<int(max=2147483647):batch>/undo")
def undo(batch: int) -> ResponseReturnValue:
    """Take back all, or the one case whose number is given."""
    number = request.form.get("number", "").strip()

    def act(connection: Connection, found: Batch) -> None:
        batches.undo(connection, found, me().actor, case_id=batches.case_in(connection, found, number) if number else None)

    return _do(batch, act)


def _do(batch: int, act: Callable[[Connection, Batch], None]) -> ResponseReturnValue:
    with connections.take() as connection:
        found = _batch(connection, batch)
        try:
            act(connection, found)
        except Rejection as refusal:
            flash(refusal_text(refusal), "warn")
        else:
            flash(t(f"moves-ordered-{(request.endpoint or '').rpartition('.')[2]}"), "good")
    return redirect(url_for(".batch", batch=batch), 303)


def _batch(connection: Connection, batch: int) -> Batch:
    return batches.load(connection, batch) or abort(404)


def _counts(groups: Sequence[Group]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for group in groups:
        counts[group.verdict] = counts.get(group.verdict, 0) + group.cases
    return counts


def _vanished(groups: Sequence[Group], batch: Batch) -> list[tuple[str, str, list[Element], str | None]]:
    """(element, version it is of, what may take its place, what was chosen or is suggested) of all that needs a mapping."""
    after = definition_of(batch.target) or abort(404)
    asked = {problem["element"]: group.source for group in groups for problem in group.problems if problem["reason"] in
             ("gone", "no_such_element")}  # fmt: skip
    for name in batch.mapping:
        asked.setdefault(name, next((group.source for group in groups), batch.target))
    found = []
    for name, source in asked.items():
        before = definition_of(source)
        element = before.elements.get(name) if before else None
        if element is not None:
            chosen = batch.mapping.get(name) or suggesting.suggestion(element, after)
            found.append((name, source, suggesting.choices(element, after), chosen))
    return found
