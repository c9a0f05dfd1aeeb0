"""Every hour: uploads that no form took up, drafts that nobody came back to, reading marks of cases long closed."""

from __future__ import annotations

from engine.now import now
from webapp import attachments, drafts
from webapp.casework import marks
from webapp.database import connections
from webapp.eventlogs import orders

SWEEP_LEFTOVERS = "sweep_leftovers"
HOURLY = "23 * * * *"
"""As cron writes it: once an hour, not when everything else begins."""


def sweep_leftovers(attempt: int, *, timestamp: int) -> None:
    """`timestamp`: the hour this sweep is for; nothing depends on it."""
    with connections.take() as connection:
        attachments.sweep(connection, now())
        drafts.sweep(connection, now())
        orders.sweep(connection, now())
        marks.sweep(connection, now())
