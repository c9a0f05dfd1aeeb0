"""Statements of SQLAlchemy on a connection of our own: outside a web request there is no session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.dialects.postgresql.psycopg import dialect

from webapp.database.connections import Connection


def fetched(connection: Connection, statement: Select) -> Sequence[tuple[Any, ...]]:
    """The rows of a statement outside a web request."""
    compiled = statement.compile(dialect=dialect(), compile_kwargs={"render_postcompile": True})
    return connection.execute(str(compiled), dict(compiled.params)).fetchall()
