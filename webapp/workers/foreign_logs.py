"""Files of other systems are read by the worker: a page does not wait for a million lines."""

from __future__ import annotations

from webapp.database import connections
from webapp.foreignlogs import logs


def import_foreign_log(attempt: int, *, log: int) -> None:
    """`log`: whose columns have been named."""
    with connections.take() as connection:
        logs.read(connection, log)
