"""A changed calendar moves due dates: which cases are touched, and the order to compute them again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from engine.calendar import SHANGHAI
from webapp.database.connections import Connection, json

RECOMPUTE_CLOCKS = "recompute_clocks"
"""Name of the queue's task; webapp/workers/clocks.py does it."""
PAGE = 500

TOUCHED = """
    SELECT DISTINCT case_id FROM clock
    WHERE state = 'running' AND calendar = %(calendar)s AND (provisional OR due_at >= %(since)s) AND case_id > %(after)s
    ORDER BY case_id LIMIT %(page)s
"""


def order(connection: Connection, calendar: str, *, since: date, reason: str) -> None:
    """Queue the recomputation in the caller's transaction. `since`: the first day that changed."""
    job = {
        "queue_name": "default",
        "task_name": RECOMPUTE_CLOCKS,
        "priority": 0,
        "args": {"calendar": calendar, "since": since.isoformat(), "reason": reason, "key": uuid4().hex},
    }
    connection.execute(
        """SELECT procrastinate_defer_jobs_v1(ARRAY(
             SELECT r FROM jsonb_populate_record(NULL::procrastinate_job_to_defer_v1, %s) r))""",
        (json(job),),
    )


def touched(connection: Connection, calendar: str, since: date) -> Iterator[int]:
    """Ids of the cases with a running clock of this calendar that is due on or after `since`, or was provisional. An earlier due
    date cannot depend on a later day."""
    known: dict[str, Any] = {"calendar": calendar, "since": datetime.combine(since, time(), SHANGHAI), "page": PAGE, "after": 0}
    while rows := connection.execute(TOUCHED, known).fetchall():
        yield from (row[0] for row in rows)  # type: ignore[misc]
        known["after"] = rows[-1][0]
