"""The full lines of a page, looked up for its keys only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import dict_row

from webapp.database import connections


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One line. Names are (Chinese, English or None). `version` of the case, `seen_version` how far the reader has read (None:
    never). A watched case without open work has no `task`. `time_limit`: text of the promise that is due then, which says whether
    natural time counts; None where the due date is of no clock."""

    case_id: int
    task: int | None
    number: str
    title: str
    definition: str
    element: str
    phase: str | None
    urgency: str | None
    channel: str | None
    flags: int
    role: str
    unit: str
    unit_name: str | None
    unit_name_en: str | None
    category: str | None
    category_name: str | None
    category_name_en: str | None
    place: str | None
    place_name: str | None
    place_name_en: str | None
    due_at: datetime | None
    time_limit: str | None
    created_at: datetime
    ended_at: datetime | None
    assignee_id: int | None
    assignee_name: str | None
    assignee_name_en: str | None
    version: int
    seen_version: int | None
    watched: bool

    @property
    def key(self) -> str:
        """As addresses and forms name it: case-task."""
        return f"{self.case_id}-{self.task or 0}"

    @property
    def unread(self) -> bool:
        """Something happened that the reader has not seen."""
        return self.seen_version is None or self.version > self.seen_version


LINES = """
    SELECT w.case_id, w.task, w.number, w.title, c.definition, w.element, w.phase, w.urgency, w.channel, w.flags, w.role, w.unit,
        w.category, w.place, w.due_at, w.created_at, w.ended_at, w.assignee_id, c.version,
        (SELECT ARRAY[name, name_en] FROM org_unit WHERE code = w.unit) AS unit_names,
        (SELECT ARRAY[name, name_en] FROM org_unit WHERE code = w.place) AS place_names,
        (SELECT ARRAY[name, name_en] FROM category WHERE code = w.category) AS category_names,
        (SELECT ARRAY[name, name_en] FROM "user" WHERE id = w.assignee_id) AS assignee_names,
        (SELECT min(time_limit) FROM clock WHERE case_id = w.case_id AND due_at = w.due_at) AS time_limit,
        (SELECT version FROM case_seen WHERE case_id = w.case_id AND user_id = %(reader)s) AS seen_version,
        EXISTS (SELECT FROM watch WHERE case_id = w.case_id AND user_id = %(reader)s) AS watched
    FROM unnest(%(cases)s::bigint[], %(tasks)s::integer[]) WITH ORDINALITY AS k (case_id, task, place)
    JOIN work_item w ON w.case_id = k.case_id AND w.task = k.task JOIN "case" c ON c.id = w.case_id
    ORDER BY k.place
"""
"""Names are looked up in sub-selects: with a join for each of them PostgreSQL thinks longer about the order of joins than it
needs for the rows."""
NAMED = ("unit", "place", "category", "assignee")


def rows(keys: Sequence[tuple[int, int]], reader: int) -> list[InboxRow]:
    """The lines of these (case, task) keys, in their order."""
    if not keys:
        return []
    asked = {"cases": [case for case, _ in keys], "tasks": [task for _, task in keys], "reader": reader}
    with connections.take() as connection:
        found = connection.cursor(row_factory=dict_row).execute(LINES, asked).fetchall()
    return [_row(row) for row in found]


def _row(found: dict[str, Any]) -> InboxRow:
    for what in NAMED:
        found[f"{what}_name"], found[f"{what}_name_en"] = found.pop(f"{what}_names") or (None, None)
    return InboxRow(**found)
