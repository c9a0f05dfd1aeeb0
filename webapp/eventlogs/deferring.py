"""Work that takes longer than a page is given to the worker, in the transaction that decides on it."""

from __future__ import annotations

from typing import Any

import orjson

from webapp.casework.effects import queued
from webapp.database.connections import Connection

DEFER = """
    SELECT procrastinate_defer_jobs_v1(ARRAY(
        SELECT r FROM jsonb_populate_record(NULL::procrastinate_job_to_defer_v1, %s::jsonb) r))
"""


def defer(connection: Connection, task: str, **args: Any) -> None:
    """Put `task` into the queue."""
    connection.execute(DEFER, (orjson.dumps(queued(task, **args)).decode(),))
