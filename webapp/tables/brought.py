"""Since when each version has the table that it brings: the moment at which people released a version whose table decides
otherwise than the one before it did.

A version that came back has its tables since its own first day, and what was published over them stands over them again. One that
came with the program was released by nobody here, so it ends no policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from engine.dmn.errors import DmnError
from engine.dmn.written import tables
from webapp.database.connections import Connection

VERSIONS = """
    SELECT DISTINCT ON (p.definition_id) p.definition_id, lag(p.definition_id) OVER turns, p.deployed_at,
        p.deployed_by IS NOT NULL,
        (SELECT json_agg(f.value ORDER BY f.key) FROM json_each_text(d.files::json) f WHERE f.key LIKE '%%.dmn')
    FROM deployment p JOIN definition d ON d.id = p.definition_id WHERE p.key = %s
    WINDOW turns AS (ORDER BY p.deployed_at, p.id) ORDER BY p.definition_id, p.deployed_at, p.id
"""
"""Each version with the one before it, when it was first released and whether by people, and its files of decisions."""


def brought(connection: Connection, process: str) -> dict[str, dict[str, datetime]]:
    """Version -> decision -> the moment, for tables that were not always so."""
    rows: list[tuple[Any, ...]] = connection.execute(VERSIONS, (process,)).fetchall()
    found: dict[str, dict[str, datetime]] = {}
    had: dict[str, Mapping[str, object]] = {}
    for version, before, released_at, by_people, files in sorted(rows, key=lambda row: row[2]):
        here, there = had.setdefault(version, _rules(tuple(files or ()))), had.get(before, {})
        found[version] = {name: since for name, since in found.get(before, {}).items() if name in here}
        if by_people and before is not None:
            found[version] |= {name: released_at for name in here if here[name] != there.get(name)}
    return {version: tables for version, tables in found.items() if tables}


@lru_cache(maxsize=256)
def _rules(files: tuple[str, ...]) -> Mapping[str, object]:
    """Of every table; what cannot be read holds none."""
    found: dict[str, object] = {}
    for text in files:
        try:
            found.update({name: table.rules for name, table in tables(text.encode()).items()})
        except DmnError:
            continue
    return found
