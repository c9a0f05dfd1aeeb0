"""The read models of one case while events are folded into them: open rows in memory, and the rows that must be written.

One fold serves both a step (it starts from the open rows) and a rebuild (it starts from nothing)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Row = dict[str, Any]

KEYS = {
    "work_item": ("task",),
    "clock": ("name", "run"),
    "incident": ("incident",),
    "clearance_entry": ("clock", "run"),
    "clock_event": ("seq",),
    "due_timer": ("kind", "name"),
    "card": ("seq",),
}
"""Primary keys beside case_id."""

STILL_OPEN = {
    "work_item": lambda row: row["state"] == "open",
    "clock": lambda row: row["state"] != "stopped",
    "incident": lambda row: row["resolved_at"] is None,
    "clearance_entry": lambda row: row["cleared_at"] is None,
}
"""Which rows later events can still change; the others are forgotten by the fold."""


@dataclass(frozen=True, slots=True)
class Put:
    """Create a row, or change `columns` of an open one. Table "case" has one row and an empty key."""

    table: str
    key: tuple[Any, ...]
    columns: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove a row of due_timer."""

    table: str
    key: tuple[Any, ...]


Write = Put | Drop


@dataclass(slots=True)
class ReadModel:
    """`case`: the columns of the case row that events project. `open`: table -> key -> full row. `changed`: rows to write;
    None means remove."""

    case_id: int
    case: Row
    open: dict[str, dict[tuple[Any, ...], Row]]
    changed: dict[str, dict[tuple[Any, ...], Row | None]] = field(default_factory=lambda: {table: {} for table in KEYS})

    @classmethod
    def of(cls, case_id: int, case: Row, **open_rows: Iterable[Row] | None) -> ReadModel:
        return cls(
            case_id,
            case,
            {
                table: {tuple(row[name] for name in KEYS[table]): row for row in open_rows.get(table) or ()}
                for table in STILL_OPEN
            },
        )

    def apply(self, write: Write) -> None:
        if isinstance(write, Drop):
            self.changed[write.table][write.key] = None
        elif write.table == "case":
            self.case.update(write.columns)
        else:
            self._put(write)

    def _put(self, write: Put) -> None:
        known = self.open.get(write.table, {})
        row = known.get(write.key) or {"case_id": self.case_id, **dict(zip(KEYS[write.table], write.key, strict=True))}
        row = {**row, **write.columns}
        self.changed[write.table][write.key] = row
        if write.table in STILL_OPEN:
            if STILL_OPEN[write.table](row):
                known[write.key] = row
            else:
                known.pop(write.key, None)

    def rows(self, table: str) -> list[Row]:
        """Rows to create or replace. Nothing fires any more in a closed case."""
        if table == "due_timer" and self.is_closed:
            return []
        return [row for row in self.changed[table].values() if row is not None]

    def gone(self, table: str) -> list[Row]:
        """Keys of rows to remove."""
        return [dict(zip(KEYS[table], key, strict=True)) for key, row in self.changed[table].items() if row is None]

    @property
    def is_closed(self) -> bool:
        return self.case["closed_at"] is not None

    @property
    def due_at(self) -> datetime | None:
        """Earliest due date of the running clocks."""
        return min((as_time(row["due_at"]) for row in self.open["clock"].values() if row["due_at"] is not None), default=None)


def as_time(value: datetime | str) -> datetime:
    """Rows loaded as JSON hold times as text."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
