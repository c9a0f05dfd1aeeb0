"""Orders to release: now or at a moment, of an approved draft or of a version that was in force before.

An order is carried out under a lock per process and only on top of the running version it was given for: whoever releases has
seen what he replaces. The gate is asked before the lock is taken, because scenarios take time."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.now import now
from webapp.casework.actors import Actor
from webapp.casework.reasons import given
from webapp.database.connections import Connection
from webapp.releases import duties, gate, reviews, stories
from webapp.releases.carrying import COLUMNS, Order, carry_out, keep, lock, not_carried_out, order_of, told
from webapp.releases.gate import Verdict
from webapp.releases.refusals import (
    ContentChanged,
    GateClosed,
    NeverReleased,
    NotApproved,
    NotInFuture,
    NotScheduled,
    Overtaken,
    RunsAlready,
)
from webapp.releases.reviews import Review
from webapp.studio import drafts

LONGEST_WAIT = timedelta(days=366)


def release(
    connection: Connection, review_id: int, by: Actor, *, replaces: str | None, note: str, at: datetime | None = None
) -> Order:
    """Let new cases run on what was approved; from `at` on, or from now. `replaces`: the running version that `by` had beside it.
    Errors: NotAllowed, OwnWork, JudgedBySame, NotApproved, ContentChanged, Overtaken, GateClosed, AlreadyScheduled,
    NotInFuture."""
    review = _approved(connection, review_id)
    duties.require_releasing(by, editors=review.editors, judge=review.decided_by)
    _ahead(at)
    _open(gate.judge({path: text.encode() for path, text in review.files.items()}))
    with connection.transaction():
        lock(connection, review.process)
        review = _approved(connection, review_id)
        if reviews.running(connection, review.process) != replaces:
            raise Overtaken(running=reviews.running(connection, review.process))
        order = keep(connection, review.process, review.definition, "release", review.id, replaces, note, by, at)
        if at is None:
            return carry_out(connection, order, review.version)
        told(connection, "release_scheduled", order, by.label, reason=order.note)
        return order


def roll_back(connection: Connection, process: str, definition: str, by: Actor, *, replaces: str | None, reason: str) -> Order:
    """The old one comes back, at once: new cases run on `definition` again. It passes the lint of today and the scenarios that it
    was released with, not those of the version that is to go. Errors: NotAllowed, OwnWork, JudgedBySame, NeverReleased,
    RunsAlready, Overtaken, GateClosed, NoReason."""
    before = _released_as(connection, process, definition)
    duties.require_releasing(by, editors=before.editors if before else (), judge=before.decided_by if before else None)
    note = given(reason)
    files = reviews.files_of_version(connection, definition)
    _open(gate.judge({**files, **stories.of_version(connection, definition)}, inherits=False))
    with connection.transaction():
        lock(connection, process)
        running = reviews.running(connection, process)
        if running == definition:
            raise RunsAlready
        if running != replaces:
            raise Overtaken(running=running)
        order = keep(connection, process, definition, "rollback", before.id if before else None, replaces, note, by, None)
        return carry_out(connection, order, files)


def withdraw(connection: Connection, order_id: int, by: Actor, *, reason: str) -> Order:
    """Before its moment. Errors: NotAllowed, NotScheduled, NoReason."""
    person = duties.require_withdrawing(by)
    with connection.transaction():
        row = connection.execute(
            f"""UPDATE model_release SET state = 'withdrawn', ended_at = %s, ended_by = %s, reason = %s
                WHERE id = %s AND state IN ('scheduled', 'held', 'refused') RETURNING {COLUMNS}""",
            (now(), person, given(reason), order_id),
        ).fetchone()
        if row is None:
            raise NotScheduled
        order = order_of(row)
        told(connection, "release_withdrawn", order, by.label, reason=order.reason)
        return order


def latest_of(connection: Connection, review_id: int) -> Order | None:
    """The last order for what was approved under a review."""
    row = connection.execute(
        f"SELECT {COLUMNS} FROM model_release WHERE review = %s AND kind = 'release' ORDER BY id DESC LIMIT 1", (review_id,)
    ).fetchone()
    return None if row is None else order_of(row)


def carry_out_due(connection: Connection) -> list[Order]:
    """Every scheduled release whose moment has come, each by itself. Where another version came between it is held, where the
    gate says no it is refused: somebody has to look again."""
    due = connection.execute(
        "SELECT id, review FROM model_release WHERE state = 'scheduled' AND effective_at <= %s ORDER BY effective_at, id",
        (now(),),
    ).fetchall()
    return [order for order_id, review in due if (order := _carry_out_one(connection, int(str(order_id)), int(str(review))))]


def _carry_out_one(connection: Connection, order_id: int, review_id: int) -> Order | None:
    review = reviews.load(connection, review_id)
    assert review is not None, "an order has its review"
    verdict = gate.judge({path: text.encode() for path, text in review.files.items()})
    with connection.transaction():
        lock(connection, review.process)
        row = connection.execute(
            f"SELECT {COLUMNS} FROM model_release WHERE id = %s AND state = 'scheduled' FOR UPDATE", (order_id,)
        ).fetchone()
        if row is None:
            return None
        order = order_of(row)
        if not verdict.is_open:
            return not_carried_out(connection, order, "refused", verdict.problems)
        if reviews.running(connection, order.process) != order.replaces:
            return not_carried_out(connection, order, "held", [])
        return carry_out(connection, order, review.version)


def _approved(connection: Connection, review_id: int) -> Review:
    """Approved, and the draft still holds exactly that. Errors: NotApproved, ContentChanged."""
    review = reviews.load(connection, review_id)
    if review is None or review.state != "approved":
        raise NotApproved
    if not reviews.intact(review, drafts.load(connection, review.draft)):
        raise ContentChanged
    return review


def _released_as(connection: Connection, process: str, definition: str) -> Review | None:
    """The review under which a version was in force before; None for what was shipped. Errors: NeverReleased."""
    row = connection.execute(
        """SELECT r.review FROM deployment d LEFT JOIN model_release r ON r.deployment = d.id
           WHERE d.key = %s AND d.definition_id = %s ORDER BY r.review IS NULL, d.id DESC LIMIT 1""",
        (process, definition),
    ).fetchone()
    if row is None:
        raise NeverReleased
    return None if row[0] is None else reviews.load(connection, int(str(row[0])))


def _ahead(at: datetime | None) -> None:
    if at is not None and not now() < at <= now() + LONGEST_WAIT:
        raise NotInFuture


def _open(verdict: Verdict) -> None:
    if not verdict.is_open:
        raise GateClosed(problems=verdict.problems)
