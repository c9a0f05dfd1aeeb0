"""Cases that can become scenarios: finished, open to every reader, and nothing done to them that no step of a story can say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.database.connections import Connection

NOT_TOLD = (
    "ResolveIncident", "PauseClock", "ResumeClock", "ExtendClock", "RegradeClock", "RecomputeClocks", "AmendFile", "CancelCase",
    "MigrateCase", "UndoMigration", "JumpTo", "SendBack", "Reroute",
)  # fmt: skip
"""Commands from beside the diagram (engine.scenarios.recording)."""
LATEST = """
    SELECT c.number, c.definition, c.category, c.outcome, c.closed_at FROM "case" c
    WHERE c.process = %s AND c.closed_at IS NOT NULL AND c.compartment IS NULL AND c.about_unit IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM case_event e JOIN command k ON k.id = e.command_id WHERE e.case_id = c.id AND k.kind = ANY(%s))
    ORDER BY c.opened_at DESC, c.id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recordable:
    number: str
    definition: str
    category: str | None
    outcome: str | None
    closed_at: datetime


def latest(connection: Connection, process: str, most: int = 12) -> list[Recordable]:
    """Of those that are closed the newest."""
    rows = connection.execute(LATEST, (process, list(NOT_TOLD), most)).fetchall()
    return [Recordable(**dict(zip(Recordable.__dataclass_fields__, row, strict=True))) for row in rows]
