"""Cases with their activities, streamed in constant memory: what every format writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from webapp.casework.element_names import clock_names, element_names
from webapp.database.connections import Connection
from webapp.eventlogs.activities import LIVES, Activity, activity_of
from webapp.eventlogs.pseudonyms import Pseudonyms
from webapp.i18n import text

CHOSEN = """c.compartment IS NULL
    AND (c.about_unit IS NULL OR NOT c.about_unit = ANY (coalesce(%(reader)s::text[], ARRAY[c.about_unit])))
    AND (%(by)s::int IS NULL OR %(by)s <> ALL (recused_from(c)))
    AND (%(process)s::text IS NULL OR c.process = %(process)s)
    AND (%(since)s::timestamptz IS NULL OR c.opened_at >= %(since)s)
    AND (%(until)s::timestamptz IS NULL OR c.opened_at < %(until)s)
    AND (%(order)s::bigint IS NULL OR c.id IN (SELECT case_id FROM log_order_case WHERE order_id = %(order)s))"""
"""Of the cases c; with `Selection.parameters`."""
CASES = f"""
    COPY (
        SELECT jsonb_build_object('id', c.id, 'number', c.number, 'process', c.process, 'definition', c.definition,
            'outcome', c.outcome, 'channel', c.channel, 'category', c.category, 'urgency', c.urgency, 'place', c.place,
            'unit', c.unit), e.events
        FROM "case" c JOIN LATERAL (
            SELECT string_agg(concat_ws(E'\\x02', seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), actor,
                kind, data), E'\\x03' ORDER BY seq) AS events
            FROM case_event WHERE case_id = c.id AND kind = ANY (%(kinds)s)
        ) e ON true
        WHERE {CHOSEN} AND e.events IS NOT NULL
        ORDER BY c.id
    ) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x04')
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which cases: of one process, registered from `since` to before `until` (aware), listed for one `order` (see orders.py).
    Restricted cases are never in a log, nor cases about a unit in the log of somebody who sits there: `reader` are the units of
    whoever gets the log, with all above them; None, when nobody knows who reads it, leaves out every case about a unit.
    Nor is a case in it that the person `by` (user id) keeps away from."""

    process: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    order: int | None = None
    reader: tuple[str, ...] | None = None
    by: int | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        reader = None if self.reader is None else list(self.reader)
        return {
            "process": self.process, "since": self.since, "until": self.until, "order": self.order, "reader": reader,
            "by": self.by,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """`at`: UTC text with milliseconds. `name`: of the activity, in the language of the log. `resource`: a pseudonym."""

    seq: int
    at: str
    name: str
    element: str
    thing: str
    transition: str
    instance: str
    resource: str
    role: str | None
    unit: str | None
    phase: str | None


@dataclass(frozen=True, slots=True)
class LoggedCase:
    """`facts`: number, process, definition, outcome, channel, category, urgency, place, unit."""

    facts: Mapping[str, Any]
    events: list[LoggedEvent]


class Reader:
    """Reads `connection`; names are in `locale`."""

    def __init__(self, connection: Connection, pseudonyms: Pseudonyms, locale: str) -> None:
        self._connection = connection
        self._pseudonyms = pseudonyms
        self._names = {
            str(identity): _names(files, locale)
            for identity, files in connection.execute("SELECT id, files FROM definition").fetchall()
        }
        self._case, self._overdue = text(locale, "log-case"), text(locale, "log-overdue")

    def cases(self, selection: Selection) -> Iterator[LoggedCase]:
        """In order of registration."""
        asked = {**selection.parameters, "kinds": list(LIVES)}
        with self._connection.cursor() as cursor, cursor.copy(CASES, asked) as rows:
            for row in rows:
                facts, _, events = bytes(row)[:-1].partition(b"\x04")
                case = orjson.loads(facts)
                names = self._names.get(case["definition"], {})
                yield LoggedCase(case, [self._event(event, names) for event in events.split(b"\x03")])

    def _event(self, raw: bytes, names: Mapping[tuple[bool, str], str]) -> LoggedEvent:
        seq, at, actor, kind, content = raw.decode().split("\x02")
        data = orjson.loads(content)
        activity = activity_of(kind, data, int(seq))
        return LoggedEvent(
            int(seq), at, self._name(activity, names), activity.element, activity.thing, activity.transition, activity.instance,
            self._pseudonyms.of(actor), data.get("role"), data.get("unit"), data.get("phase"),
        )  # fmt: skip

    def _name(self, activity: Activity, names: Mapping[tuple[bool, str], str]) -> str:
        if activity.thing == "case":
            return self._case
        name = names.get((activity.thing in CLOCKS, activity.element), activity.element)
        return f"{self._overdue} {name}" if activity.thing == "breach" else name


CLOCKS = ("clock", "breach")


def _names(files: Mapping[str, str], locale: str) -> dict[tuple[bool, str], str]:
    """(whether it is a clock, id) -> name."""
    elements = {(False, element): name for element, name in element_names(files, locale).items()}
    return elements | {(True, clock): name for clock, name in clock_names(files, locale).items()}
