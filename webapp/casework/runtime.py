"""The engine of this process and the configuration it runs with, reloaded when the database says that it changed.

Every step reads the revision numbers with the case, so a change of the directory, a policy or a calendar is in force with
the next step everywhere, without a message to anybody and without a query of its own."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.engine import Engine
from engine.library import Library
from webapp.calendars import loading as calendars
from webapp.casework import definitions, directory
from webapp.casework.directory import Directory
from webapp.database import connections
from webapp.database.connections import Connection, Database
from webapp.tables import loading as dated_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """One consistent configuration. `revisions`: what it was loaded at, by name."""

    revisions: Mapping[str, int]
    library: Library
    calendars: Mapping[str, Any]
    policies: Mapping[str, Any]
    tables: Mapping[str, Any]
    directory: Directory
    engine: Engine

    def policy(self, identity: str, moment: datetime) -> dict[str, Any]:
        """Policies in force for cases of this version: what the process brings, under what the operator decided."""
        return self.engine.surroundings.in_force(self.library.version(identity), moment)


_lock = threading.Lock()
_loaded: tuple[Database, Runtime] | None = None


def current(connection: Connection, revisions: Mapping[str, int] | None = None) -> Runtime:
    """The runtime for `revisions` (None: ask the database). Parts that did not change are kept, parsed models above all."""
    global _loaded
    revisions = _revisions(connection) if revisions is None else revisions
    database = connections.current()
    before = _loaded
    if before and before[0] is database and before[1].revisions == revisions:
        return before[1]
    with _lock:
        before = _loaded
        known = before[1] if before and before[0] is database else None
        if known is None or known.revisions != revisions:
            known = _load(connection, known)
            _loaded = database, known
        return known


def _load(connection: Connection, before: Runtime | None) -> Runtime:
    """What changed, read again until nothing changes meanwhile."""
    while True:
        revisions = _revisions(connection)
        stale = {name for name in revisions if before is None or before.revisions.get(name) != revisions[name]}
        library = definitions.library(connection) if before is None or "processes" in stale else before.library
        policies = definitions.policies(connection) if before is None or "processes" in stale else before.policies
        tables = dated_tables.load(connection) if before is None or {"tables", "processes"} & stale else before.tables
        dates = calendars.load(connection) if before is None or "calendar" in stale else before.calendars
        units = directory.load(connection) if before is None or "directory" in stale else before.directory
        if _revisions(connection) == revisions:
            return Runtime(
                revisions=revisions, library=library, calendars=dates, policies=policies, tables=tables,
                directory=units,
                engine=Engine(library, calendars=dates, policies=policies, directory=units, tables=tables),
            )  # fmt: skip


def _revisions(connection: Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT name, number FROM revision").fetchall())  # type: ignore[arg-type]
