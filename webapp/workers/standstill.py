"""While a simulation moves the clock of its cases, workers stand still: theirs is the real one, and a timer of a virtual day
must not fire on it. An advisory lock says so: workers share it, a simulation has it alone and loses it when it dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg

from webapp.database import connections
from webapp.database.connections import Connection

LOCK = 712_430_002
PATIENCE = "60s"
"""How long a simulation waits for work at hand to end."""


class AnotherOne(RuntimeError):
    """Another simulation is at work on this database."""


@contextmanager
def standstill() -> Iterator[None]:
    """Workers do nothing meanwhile. Raises AnotherOne."""
    connection = connections.current().connect(autocommit=True)
    try:
        connection.execute("SELECT set_config('lock_timeout', %s, false)", (PATIENCE,))
        try:
            connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        except psycopg.errors.LockNotAvailable:
            raise AnotherOne(AnotherOne.__doc__) from None
        yield
    finally:
        # closing alone would free it only when the server has noticed
        with suppress(psycopg.Error):
            connection.execute("SELECT pg_advisory_unlock_all()")
        connection.close()


def is_at_work(connection: Connection) -> bool:
    """Whether timers may fire in the transaction of `connection`; then a simulation waits for its end."""
    row = connection.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", (LOCK,)).fetchone()
    return row == (True,)


@contextmanager
def at_work() -> Iterator[None]:
    """Waits while there is a standstill, and keeps one from beginning."""
    with connections.take() as connection:
        connection.execute("SELECT pg_advisory_lock_shared(%s)", (LOCK,))
        try:
            yield
        finally:
            connection.execute("SELECT pg_advisory_unlock_shared(%s)", (LOCK,))
