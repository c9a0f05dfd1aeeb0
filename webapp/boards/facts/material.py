"""What the facts of a case are made of, read in one round trip for many cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg.rows import dict_row

from engine.calendar import Calendar
from webapp.city_time import CITY_TIME
from webapp.database.connections import Connection

NOBODY = "-"
"""Unit of a case that nobody has yet; an empty unit in the sums means all of them."""
STANDARD = "cn-gov"
"""Calendar of cases that made no promise."""

READ = """
    SELECT c.id, c.process, c.unit, c.place, c.channel, c.category, c.opened_at, c.closed_at, c.due_at, c.outcome, c.flags,
        c.compartment IS NOT NULL OR c.about_unit IS NOT NULL AS restricted,
        c.file -> 'assessment_excluded' AS excluded, c.file -> 'drill' AS drill, c.file -> 'returns' AS returns,
        c.file -> 'reopened' AS reopened, c.file -> 'first_contact' ->> 'contacted' AS reached,
        coalesce(nullif(c.file -> 'verdict', 'null'), c.file -> 'call_back') AS answers,
        EXISTS (SELECT FROM case_link l WHERE l.source_id = c.id AND l.kind = 'merged_into') AS merged,
        (SELECT jsonb_agg(to_jsonb(k) || jsonb_build_object('last_due', (
                SELECT max((e.data ->> 'due_at')::timestamptz) FILTER (WHERE e.seq = newest.seq)
                FROM clock_event e, LATERAL (
                    SELECT max(n.seq) AS seq FROM clock_event n WHERE n.case_id = k.case_id AND n.name = k.name
                        AND n.run = k.run AND n.data ->> 'due_at' IS NOT NULL
                ) newest
                WHERE e.case_id = k.case_id AND e.seq = newest.seq
            )) ORDER BY k.name, k.run)
            FROM clock k WHERE k.case_id = c.id AND k.name = ANY(%(clocks)s)) AS clocks,
        (SELECT jsonb_agg(jsonb_build_array(w.phase, w.created_at, w.ended_at, w.element, w.state) ORDER BY w.created_at)
            FROM work_item w WHERE w.case_id = c.id) AS work
    FROM "case" c WHERE c.id = ANY(%(ids)s)
"""

CLOCKS = ("return", "first_contact", "handle", "reply", "act", "spot")
"""Whose promises are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One case. `row`: columns of READ. `calendar`: of its promises."""

    row: Mapping[str, Any]
    calendar: Calendar

    @property
    def is_drill(self) -> bool:
        """An exercise leaves no trace in the figures."""
        return bool(self.row["drill"])

    def clocks(self, name: str) -> list[Mapping[str, Any]]:
        """Runs of this clock, the first one first."""
        return [clock for clock in self.row["clocks"] or () if clock["name"] == name]

    @property
    def unit(self) -> str:
        handled = self.clocks("handle") or self.clocks("act")
        return str(handled[-1]["unit"] if handled else self.row["unit"] or NOBODY)

    @property
    def shared(self) -> dict[str, Any]:
        """What facts of every kind say of the case."""
        row = self.row
        return {
            "case_id": row["id"], "process": row["process"], "place": row["place"] or "", "channel": row["channel"] or "",
            "category": row["category"] or "", "restricted": row["restricted"], "excluded": bool(row["excluded"]),
        }  # fmt: skip


def read(connection: Connection, ids: Sequence[int], calendars: Mapping[str, Calendar]) -> list[Material]:
    """The cases of these ids that exist."""
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(READ, {"ids": list(ids), "clocks": list(CLOCKS)}).fetchall()
    return [Material(row=row, calendar=_calendar(row, calendars)) for row in rows]


def _calendar(row: Mapping[str, Any], calendars: Mapping[str, Calendar]) -> Calendar:
    names = (clock["calendar"].partition("@")[0] for clock in row["clocks"] or ())
    return calendars.get(next(names, STANDARD)) or calendars[STANDARD]


def moment_of(text: str | datetime | None) -> datetime | None:
    """A moment that came as JSON."""
    return datetime.fromisoformat(text) if isinstance(text, str) else text


def day_of(at: str | datetime | None) -> date | None:
    """The city's day of a moment."""
    moment = moment_of(at)
    return moment.astimezone(CITY_TIME).date() if moment else None
