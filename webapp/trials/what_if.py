"""Comparisons of a draft with what happened, kept with the draft: asked for on a page, made by a worker, told as they go on."""

from __future__ import annotations

import logging
import os
import select
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.errors import Rejection
from engine.limits import InvalidLimit, Limit
from engine.now import now
from engine.whatif.compare import Comparison
from webapp.casework.effects import queued
from webapp.database import connections
from webapp.database.connections import Connection, json
from webapp.studio import drafts
from webapp.trials.gathering import case_ids, histories, surroundings
from webapp.trials.sandbox import Sandbox, SandboxError

log = logging.getLogger(__name__)

RUN_WHAT_IF = "run_what_if"
"""Name of the queue's task."""
WAITING, RUNNING, DONE, CANCELLED, FAILED = "waiting", "running", "done", "cancelled", "failed"
CHILD = "webapp.trials.what_if_child:answer"
AT_ONCE = max(1, min(2, os.cpu_count() or 1))
"""Sandboxes that share the cases."""
BATCH = 50
CONTROLS = 200
"""Cases that are first played on their own version."""
BEGIN_SECONDS, BATCH_SECONDS = 60.0, 60.0
MEGABYTES = 1024
NICE = 5
PAUSE = "4wh"
"""What a step is taken to last of which nothing is known."""
LONGEST_DAYS = 400

_COLUMNS = "id, draft, revision, since, until, pause, paces, status, total, done, result, asked_by, asked_at, begun_at, ended_at"


class BadPeriod(Rejection):
    """The period ends before it begins, or is longer than 400 days."""


class BadPause(Rejection):
    """This is not a stretch of working time such as 4wh."""


class StillRunning(Rejection):
    """A comparison of this draft is being made."""


class NoSuchComparison(Rejection):
    """There is no such comparison."""


class Stopped(Exception):
    """Somebody called the comparison off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A row of what_if. `result`: Comparison.plain, or {"error", "message"} of a failed one."""

    id: int
    draft: int
    revision: int
    since: date
    until: date
    pause: str
    paces: Mapping[str, str]
    status: str
    total: int | None
    done: int
    result: Mapping[str, Any] | None
    asked_by: int
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None

    @property
    def is_going_on(self) -> bool:
        return self.status in (WAITING, RUNNING)


def ask(
    connection: Connection, draft_id: int, *, since: date, until: date, by: int, pause: str = PAUSE,
    paces: Mapping[str, str] | None = None,
) -> int:  # fmt: skip
    """Order a comparison; its number. `paces`: element -> how long this new step takes, else `pause`. Errors: BadPeriod,
    BadPause, StillRunning, NoSuchDraft."""
    if until < since or (until - since).days > LONGEST_DAYS:
        raise BadPeriod
    try:
        if any(Limit.parse(limit).unit != "wh" for limit in (pause, *(paces or {}).values())):
            raise BadPause
    except InvalidLimit as wrong:
        raise BadPause from wrong
    with connection.transaction():
        draft = drafts.load(connection, draft_id)
        connection.execute("SELECT FROM studio_draft WHERE id = %s FOR UPDATE", (draft_id,))
        if connection.execute(
            "SELECT FROM what_if WHERE draft = %s AND status IN ('waiting', 'running')", (draft_id,)
        ).fetchone():
            raise StillRunning
        row = connection.execute(
            """INSERT INTO what_if (draft, revision, since, until, pause, paces, status, done, asked_by, asked_at)
               VALUES (%s, %s, %s, %s, %s, %s, 'waiting', 0, %s, %s) RETURNING id""",
            (draft_id, draft.revision, since, until, pause, json(dict(paces or {})), by, now()),
        ).fetchone()
        assert row is not None
        connection.execute(
            """SELECT procrastinate_defer_jobs_v1(ARRAY(
                 SELECT r FROM jsonb_populate_record(NULL::procrastinate_job_to_defer_v1, %s) r))""",
            (json(queued(RUN_WHAT_IF, what_if=row[0])),),
        )
    return int(str(row[0]))


def load(connection: Connection, number: int) -> WhatIf:
    """Errors: NoSuchComparison."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM what_if WHERE id = %s", (number,)).fetchone()
    if row is None:
        raise NoSuchComparison
    return _what_if(row)


def of_draft(connection: Connection, draft_id: int) -> list[WhatIf]:
    """The latest first, without their results."""
    columns = _COLUMNS.replace("result", "NULL")
    rows = connection.execute(f"SELECT {columns} FROM what_if WHERE draft = %s ORDER BY id DESC LIMIT 20", (draft_id,)).fetchall()
    return [_what_if(row) for row in rows]


def cancel(connection: Connection, number: int) -> None:
    """What is being made stops at the next batch; what is over stays."""
    connection.execute(
        "UPDATE what_if SET status = 'cancelled', ended_at = %s WHERE id = %s AND status IN ('waiting', 'running')",
        (now(), number),
    )


def run(attempt: int, *, what_if: int) -> None:
    """The worker's part: make the comparison and keep its result. A second time makes it anew; nothing else depends on it."""
    with connections.take() as connection:
        asked = load(connection, what_if)
        if not asked.is_going_on:
            return
        connection.execute("UPDATE what_if SET status = 'running', begun_at = %s, done = 0 WHERE id = %s", (now(), what_if))
        try:
            result, status = compare(connection, asked, _teller(connection, what_if)).plain(), DONE
        except Stopped:
            return
        except Exception as failure:
            log.warning("a comparison failed", exc_info=True, extra={"action": "what_if_failed", "what_if": what_if})
            result, status = {"error": type(failure).__name__, "message": str(failure)[:1000]}, FAILED
        connection.execute(
            "UPDATE what_if SET status = %s, result = %s, ended_at = %s WHERE id = %s AND status = 'running'",
            (status, json(result), now(), what_if),
        )


def compare(connection: Connection, asked: WhatIf, told: Callable[[int, int], None] = lambda done, total: None) -> Comparison:
    """Every case of the period, in sandboxes. `told` hears how many of how many are done, and may raise. Errors: SandboxError."""
    draft = drafts.load(connection, asked.draft)
    connection.execute("UPDATE what_if SET revision = %s WHERE id = %s", (draft.revision, asked.id))
    ids = case_ids(connection, draft.process, asked.since, asked.until)
    told(0, len(ids))
    around = surroundings(
        connection, drafts.files_of(draft), ids, base=draft.base, since=asked.since, horizon=asked.asked_at, pause=asked.pause,
        paces=asked.paces,
    )  # fmt: skip
    found, done = Comparison(), 0
    for size, part in _answers(connection, around, ids):
        found.add(Comparison.of(part))
        done += size
        told(done, len(ids))
    return found


def _answers(connection: Connection, around: Any, ids: Sequence[int]) -> Iterator[tuple[int, Any]]:
    """(number of cases, comparison) per batch, in the order in which they become ready; both processors work."""
    waiting = [ids[place : place + BATCH] for place in range(0, len(ids), BATCH)][::-1]
    if not waiting:
        return
    with ExitStack() as held:
        made = [held.enter_context(Sandbox(CHILD, megabytes=MEGABYTES, nice=NICE)) for _ in range(min(AT_ONCE, len(waiting)))]
        for child in made:
            child.send({"begin": around}, seconds=BEGIN_SECONDS)
        for child in made:
            child.answer(seconds=BEGIN_SECONDS)
        doubts = _doubts(connection, made, ids)
        busy: dict[Sandbox, int] = {}
        for child in made:
            _send(connection, child, waiting, busy, doubts)
        while busy:
            ready, _, _ = select.select([child.waiting_on for child in busy], [], [], BATCH_SECONDS * 5)
            if not ready:
                raise SandboxError("no answer in time")
            for child in [child for child in busy if child.waiting_on in ready]:
                part = child.answer(seconds=BATCH_SECONDS)
                size = busy.pop(child)
                _send(connection, child, waiting, busy, doubts)
                yield size, part


def _doubts(connection: Connection, made: Sequence[Sandbox], ids: Sequence[int]) -> bool:
    """Whether some of the cases, looked at evenly over the period, no longer go their old way on their own version: units or
    people are other ones. Then each case that takes another way on the draft is also played on its own version."""
    step = max(1, len(ids) // CONTROLS)
    looked = list(ids[::step][:CONTROLS])
    for place, child in enumerate(made):
        child.send({"control": histories(connection, looked[place :: len(made)])}, seconds=BEGIN_SECONDS)
    return sum(child.answer(seconds=BEGIN_SECONDS)["unfaithful"] for child in made) > 0


def _send(connection: Connection, child: Sandbox, waiting: list[Sequence[int]], busy: dict[Sandbox, int], doubts: bool) -> None:
    if waiting:
        batch = waiting.pop()
        child.send({"cases": histories(connection, batch), "doubts": doubts}, seconds=BATCH_SECONDS)
        busy[child] = len(batch)


def _teller(connection: Connection, number: int) -> Callable[[int, int], None]:
    def told(done: int, total: int) -> None:
        row = connection.execute(
            "UPDATE what_if SET done = %s, total = %s WHERE id = %s AND status = 'running' RETURNING id", (done, total, number)
        ).fetchone()
        if row is None:
            raise Stopped

    return told


def _what_if(row: Sequence[Any]) -> WhatIf:
    return WhatIf(**dict(zip(_COLUMNS.split(", "), row, strict=True)))
