"""Queries of every page, written with SQLAlchemy and put into words once. They run on a connection that plans a statement once,
too: for queries of a few index probes, putting together and planning cost ten times the probes.

Only for queries that are right with one plan for all values: what chooses an index - a state, a limit - stands in the text itself
(`literal_column`), never in a parameter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.dialects.postgresql import psycopg

from webapp.database import connections

DIALECT = psycopg.dialect()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """`given`: values that are known already; those of named parameters come with each question."""

    text: str
    given: Mapping[str, Any]

    def rows(self, **more: Any) -> list[tuple[Any, ...]]:
        with connections.take() as connection:
            return connection.execute(self.text, {**self.given, **more}).fetchall()


def compiled(query: Select[Any]) -> Compiled:
    """`query` in words. Its values must be such as the driver sends as they are: numbers, texts, moments, lists of them."""
    made = query.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    return Compiled(text=made.string, given=made.params)
