"""Every change of the organisation says who made it, why and when; the database keeps that with what was before
(migrations/organisation.sql)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.now import now
from webapp.database.connections import Connection


@contextmanager
def changing(connection: Connection, by: str, reason: str | None = None) -> Iterator[None]:
    """One transaction; what changes of units, positions and accounts inside is dated now. `by`: actor label (user:7)."""
    with connection.transaction():
        _tell(connection, by, reason or "", now().isoformat())
        yield
        _tell(connection, "", "", "")


def _tell(connection: Connection, by: str, reason: str, at: str) -> None:
    """Until the end of the transaction."""
    connection.execute(
        "SELECT set_config('bihuan.by', %s, true), set_config('bihuan.reason', %s, true), set_config('bihuan.at', %s, true)",
        (by, reason, at),
    )
