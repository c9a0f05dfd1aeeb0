"""What happened to the cases of a run, counted from the read models as any report would count it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from engine.calendar import Calendar
from engine.limits import DAY
from webapp.database.connections import Connection

MAIN_CLOCK = "handle"
"""The promise that counts as on time or late: the handling of the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of requests (`opened` and everything below) and of the supervision cases they caused. `late`: closed requests whose
    handling broke its promise. `working_days`: median from the start, or from when the run took a case over, to closing; None
    when nothing was closed."""

    opened: int
    closed: int
    outcomes: Mapping[str, int]
    on_time: int
    late: int
    listed: int
    reopened: int
    returned: int
    working_days: float | None
    supervision: int
    supervision_outcomes: Mapping[str, int]
    open_left: int
    incidents: int


CASES = """
    SELECT c.process, c.outcome, c.closed_at IS NOT NULL, c.id, c.closed_at,
        EXISTS (
            SELECT FROM clock k WHERE k.case_id = c.id AND k.name = %(clock)s AND k.breached_at IS NOT NULL AND NOT k.excused
        ),
        EXISTS (SELECT FROM clearance_entry l WHERE l.case_id = c.id),
        coalesce((c.file ->> 'reopened')::int, 0) > 0,
        jsonb_array_length(coalesce(c.file -> 'returns', '[]')) > 0,
        c.status = 'incident'
    FROM "case" c WHERE c.id = ANY(%(ids)s)
"""


def figures(connection: Connection, driven: Mapping[int, datetime], calendar: Calendar) -> Figures:
    """`driven`: case id -> since when."""
    rows: list[Any] = connection.execute(CASES, {"ids": sorted(driven), "clock": MAIN_CLOCK}).fetchall()
    requests = [row for row in rows if row[0] == "complaint"]
    closed = [row for row in requests if row[2]]
    lengths = [calendar.measure(driven[row[3]], row[4], "wd") / DAY for row in closed]
    late = sum(row[5] for row in closed)
    others = [row for row in rows if row[0] != "complaint"]
    return Figures(
        opened=len(requests), closed=len(closed), outcomes=_counted(closed), on_time=len(closed) - late, late=late,
        listed=sum(row[6] for row in requests), reopened=sum(row[7] for row in requests),
        returned=sum(row[8] for row in requests), working_days=median(lengths) if lengths else None, supervision=len(others),
        supervision_outcomes=_counted([row for row in others if row[2]]), open_left=sum(not row[2] for row in rows),
        incidents=sum(row[9] for row in rows),
    )  # fmt: skip


def _counted(rows: list[Any]) -> dict[str, int]:
    names = [str(row[1]) for row in rows]
    return {name: names.count(name) for name in sorted(set(names), key=lambda name: (-names.count(name), name))}
