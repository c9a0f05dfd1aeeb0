"""What the simulator knows about a case: the little of its file that people look at, and its open work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from webapp.database.connections import Connection

SEEN_OF_FILE = ("title", "kind", "category", "urgency", "place", "imported", "requester", "anonymous", "received_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """A user task as its event or its row says; `due_at` UTC."""

    number: int
    element: str
    role: str
    unit: str
    form: str | None
    due_at: datetime | None


@dataclass(slots=True)
class CaseView:
    """`version`: sequence number of its newest event when it was read; `last_at`: the moment of
    that event, nothing may happen before it. `visits`: how often each task came up;
    `last_target`: the unit it was last dispatched to."""

    case_id: int
    process: str
    definition: str
    last_at: datetime
    file: dict[str, Any]
    version: int = 0
    tasks: dict[int, OpenTask] = field(default_factory=dict)
    timers: dict[tuple[str, str], datetime] = field(default_factory=dict)
    visits: Counter[str] = field(default_factory=Counter)
    last_target: str | None = None


def glimpse(file: Mapping[str, Any]) -> dict[str, Any]:
    return {name: file[name] for name in SEEN_OF_FILE if name in file}


OPEN_CASES = """SELECT id FROM "case" WHERE closed_at IS NULL ORDER BY id"""
FACTS = """
    SELECT c.id, c.process, c.definition, c.version, c.file, e.at, c.file -> 'handler' ->> 'named'
    FROM "case" c JOIN case_event e ON e.case_id = c.id AND e.seq = c.version
    WHERE c.id = ANY(%s) AND c.closed_at IS NULL ORDER BY c.id
"""
TASKS = """
    SELECT case_id, task, element, role, unit, form, due_at, state FROM work_item WHERE case_id = ANY(%s) ORDER BY case_id, task
"""
TIMERS = "SELECT case_id, kind, name, due_at FROM due_timer WHERE case_id = ANY(%s)"


def open_cases(connection: Connection) -> list[int]:
    return [row[0] for row in connection.execute(OPEN_CASES)]  # type: ignore[misc]


def views(connection: Connection, ids: Iterable[int]) -> list[CaseView]:
    """The open ones of these cases as they stand in the database."""
    wanted = list(ids)
    found = {
        row[0]: CaseView(
            case_id=row[0],
            process=row[1],
            definition=row[2],
            version=row[3],
            file=glimpse(row[4]),
            last_at=row[5],
            last_target=row[6],
        )
        for row in _rows(connection, FACTS, wanted)
    }
    for case_id, number, element, role, unit, form, due_at, state in _rows(connection, TASKS, wanted):
        if case_id in found:
            found[case_id].visits[element] += 1
            if state == "open":
                task = OpenTask(number=number, element=element, role=role, unit=unit, form=form, due_at=due_at)
                found[case_id].tasks[number] = task
    for case_id, kind, name, due_at in _rows(connection, TIMERS, wanted):
        if case_id in found:
            found[case_id].timers[kind, name] = due_at
    return list(found.values())


def _rows(connection: Connection, statement: str, ids: list[int]) -> list[Any]:
    return connection.execute(statement, (ids,)).fetchall()
