"""How often something talks to the database, counted on the wire."""

from __future__ import annotations

import tempfile
from collections.abc import Callable

from webapp.database import connections

READY = "ReadyForQuery"
"""The message that ends every round trip."""


def round_trips(action: Callable[[], object]) -> int:
    """Round trips of `action` on the one connection it borrows; needs an idle pool."""
    with tempfile.NamedTemporaryFile("r+") as record:
        with connections.take() as connection:
            connection.pgconn.trace(record.fileno())
        try:
            action()
        finally:
            with connections.take() as connection:
                connection.pgconn.untrace()
        record.seek(0)
        return record.read().count(READY)
