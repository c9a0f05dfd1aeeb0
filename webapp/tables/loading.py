"""The published tables as the engine wants them."""

from __future__ import annotations

from typing import Any

from engine.dated_tables import DatedTable, DatedTables
from webapp.database.connections import Connection
from webapp.tables.brought import brought


def load(connection: Connection) -> dict[str, DatedTables]:
    """By process; a process whose tables were never published is not there."""
    rows: list[tuple[Any, ...]] = connection.execute(
        "SELECT process, id, decision, xml, effective_from, known_from FROM dated_table WHERE status = 'published' ORDER BY id"
    ).fetchall()
    found: dict[str, list[DatedTable]] = {}
    for process, number, decision, xml, effective_from, known_from in rows:
        found.setdefault(process, []).append(
            DatedTable(
                number=number, decision=decision, xml=None if xml is None else xml.encode(), effective_from=effective_from,
                entered_at=known_from,
            )
        )  # fmt: skip
    return {process: DatedTables(tables, brought(connection, process)) for process, tables in found.items()}
