"""The configuration in force for this request: processes, calendars, units. Asked for once per request."""

from __future__ import annotations

from flask import g

from webapp.casework import runtime
from webapp.casework.runtime import Runtime
from webapp.database import connections


def running() -> Runtime:
    """The runtime of this process, reloaded when the database says that something changed."""
    if "runtime" not in g:
        with connections.take() as connection:
            g.runtime = runtime.current(connection)
    return g.runtime
