"""Connections of this process. `use(config)` once at start; `take()` lends an autocommit connection for the write path.

A connection that breaks is dropped; opening a new one starts the embedded server again if it is gone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import orjson
import psycopg
from psycopg.types.json import Jsonb, set_json_dumps, set_json_loads

from webapp.database.server import EmbeddedServer, ServerFailed

Connection = psycopg.Connection[tuple[object, ...]]

json = Jsonb
"""Wrap a value that goes into a jsonb column."""

set_json_loads(orjson.loads)
set_json_dumps(orjson.dumps)

HOPELESS = ("does not exist", "authentication failed", "no pg_hba.conf entry", "could not translate host name")
"""Words of failures to connect that no waiting cures. A server that speaks another language costs a wait, nothing more."""
SECONDS_TO_COME_BACK = 30.0
"""How long a broken database may take to answer again before callers see the failure."""


class NotConfigured(RuntimeError):
    """No database yet: call webapp.database.connections.use(...) first."""


@dataclass(slots=True)
class Database:
    """`url`: libpq. `server`: the embedded server to revive, if it is ours."""

    url: str
    server: EmbeddedServer | None = None
    _idle: list[Connection] = field(default_factory=list)
    _owner: int = field(default_factory=os.getpid)

    def connect(self, *, autocommit: bool = False) -> Connection:
        """A new connection, waiting up to SECONDS_TO_COME_BACK while the server is restarting."""
        deadline = time.monotonic() + SECONDS_TO_COME_BACK
        while True:
            try:
                return self._open(autocommit)
            except psycopg.OperationalError as error:
                if not may_pass(error) or time.monotonic() > deadline:
                    raise
            try:
                if self.server:
                    self.server.start()
            except ServerFailed:  # orphans of a killed server may hold its memory for a moment
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.2)

    def _open(self, autocommit: bool) -> Connection:
        # One generic plan for the big write statement: planning it anew costs more than running it.
        return psycopg.connect(
            self.url, autocommit=autocommit, prepare_threshold=1, connect_timeout=10,
            options="-c timezone=UTC -c plan_cache_mode=force_generic_plan" if autocommit else "-c timezone=UTC",
        )  # fmt: skip

    @contextmanager
    def take(self) -> Iterator[Connection]:
        """Lend an autocommit connection. Never more are open than callers at the same time."""
        if self._owner != os.getpid():  # after a fork the parent's connections are not ours to use, nor to close
            _of_the_parent.append(self._idle)
            self._idle, self._owner = [], os.getpid()
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self.connect(autocommit=True)
        try:
            yield connection
        finally:
            if connection.closed:
                self.close()  # what broke one has broken the idle ones too
            elif connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                connection.close()
            else:
                self._idle.append(connection)

    def close(self) -> None:
        """Close the idle connections."""
        while self._idle:
            self._idle.pop().close()


_of_the_parent: list[list[Connection]] = []
_current: Database | None = None


def use(database: Database) -> Database:
    """Make `database` the one of this process."""
    global _current
    if _current is not None and _current is not database:
        _current.close()
    _current = database
    return database


def current() -> Database:
    if _current is None:
        raise NotConfigured(NotConfigured.__doc__)
    return _current


@contextmanager
def take() -> Iterator[Connection]:
    """An autocommit connection of the database of this process."""
    with current().take() as connection:
        yield connection


def may_pass(error: psycopg.OperationalError) -> bool:
    """Whether trying again can help: the server is away, starting, or short of connections, or two transactions stood in each
    other's way - not when the address is wrong, the disk is full or a query was cancelled."""
    state = error.sqlstate
    if state is None:  # libpq gives no code when connecting fails, only words
        return not any(words in str(error) for words in HOPELESS)
    return state[:2] in {"08", "40"} or state[:4] == "57P0" or state == "53300"
