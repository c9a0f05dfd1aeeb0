"""Ordered event logs are written by the worker: a page does not wait for thousands of cases."""

from __future__ import annotations

from webapp.database import connections
from webapp.eventlogs import orders


def write_event_log(attempt: int, *, order: int) -> None:
    """`order`: its number."""
    with connections.take() as connection:
        orders.write(connection, order)
