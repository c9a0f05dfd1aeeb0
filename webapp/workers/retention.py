"""Every Sunday night: what has been kept long enough goes."""

from __future__ import annotations

from webapp.database import connections
from webapp.retention.disposing import dispose

DISPOSE = "dispose_of_what_is_due"
SUNDAY_NIGHT = "41 19 * * 6"
"""As cron writes it, in UTC: 3:41 on Sunday in the city."""


def dispose_of_what_is_due(attempt: int, *, timestamp: int) -> None:
    """`timestamp`: the night this run is for; nothing depends on it."""
    with connections.take() as connection:
        dispose(connection)
