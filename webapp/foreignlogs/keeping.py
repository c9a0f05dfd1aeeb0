"""From the rows of a file to the tables: copied into a temporary table line by line, then numbered and put away in one statement.

Of a row only what has a meaning is kept, and the columns somebody chose to keep. People appear under signs unless it was said
that their names stay: a log of another office is personal data too."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson

from webapp.database.connections import Connection
from webapp.foreignlogs.bounds import MOST_CASES, MOST_EVENTS, Unusable
from webapp.foreignlogs.mapping import CASE, Columns
from webapp.foreignlogs.moments import moment
from webapp.foreignlogs.xes import Row

PURPOSE = b"bihuan foreign log people"
SIGN = 10
"""Hexadecimal digits of the sign of a person."""
FIRST_REJECTED = 20
"""Rejected rows that the report names."""
TOLD_EVERY = 5_000

STAGE = """
    CREATE TEMP TABLE foreign_row (line int, name text, activity text, transition text, at timestamptz, started timestamptz,
        resource text, unit text, instance text, due timestamptz, ended timestamptz, of_case jsonb, of_event jsonb)
    ON COMMIT DROP
"""
COPY = "COPY foreign_row FROM STDIN"
KEEP_CASES = """
    INSERT INTO foreign_case (log_id, position, name, first_at, last_at, due_at, ended_at, attributes)
    SELECT %(log)s, row_number() OVER (ORDER BY min(line)), name, min(COALESCE(started, at)), max(at), max(due), max(ended),
        (array_agg(of_case ORDER BY line))[1]
    FROM foreign_row GROUP BY name
"""
KEEP_EVENTS = """
    INSERT INTO foreign_event (log_id, position, seq, activity, transition, at, resource, unit, instance, attributes)
    SELECT %(log)s, c.position, row_number() OVER (PARTITION BY c.position ORDER BY {order}), r.activity, r.transition, r.at,
        r.resource, r.unit, r.instance,
        CASE WHEN r.started IS NULL THEN r.of_event ELSE r.of_event || jsonb_build_object('started', r.started) END
    FROM foreign_row r JOIN foreign_case c ON c.log_id = %(log)s AND c.name = r.name
"""
ORDERS = {"csv": "r.at, r.line", "xes": "r.line"}
"""A table is put in order of time; a trace of XES is in order by itself."""
COUNT = """
    UPDATE foreign_log l SET cases = n.cases, events = n.events, activities = n.activities, resources = n.resources,
        first_at = n.first_at, last_at = n.last_at, state = 'ready', trouble = NULL, report = %(report)s
    FROM (SELECT count(DISTINCT position) AS cases, count(*) AS events, count(DISTINCT activity) AS activities,
        count(DISTINCT resource) AS resources, min(at) AS first_at, max(at) AS last_at FROM foreign_event
        WHERE log_id = %(log)s) n
    WHERE l.id = %(log)s
"""


@dataclass(slots=True)
class Report:
    """`rejected`: rows without case, activity or readable moment; `first`: their numbers, the first of them."""

    taken: int = 0
    rejected: int = 0
    first: list[int] = field(default_factory=list)

    def reject(self, line: int) -> None:
        self.rejected += 1
        if len(self.first) < FIRST_REJECTED:
            self.first.append(line)


def keep(
    connection: Connection, log: int, rows: Iterator[Row], kind: str, columns: Columns, secret: bytes,
    told: Callable[[int], None] = lambda taken: None,
) -> Report:  # fmt: skip
    """Fill the log `log`, in the transaction of `connection`. `secret`: of the signs of people. `told` hears the rows so far.
    Raises Unusable: too_many_events, too_many_cases, nothing_readable, and what reading raises."""
    report, cases = Report(), set[str]()
    sign = _plain if columns.named else _signs(secret)
    connection.execute(STAGE)
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for line, row in enumerate(rows, start=1):
            if line > MOST_EVENTS:
                raise Unusable("too_many_events", f"{MOST_EVENTS}")
            found = _record(line, row, columns, sign)
            if found is None:
                report.reject(line)
                continue
            cases.add(found[1])
            if len(cases) > MOST_CASES:
                raise Unusable("too_many_cases", f"{MOST_CASES}")
            report.taken += 1
            copy.write_row(found)
            if line % TOLD_EVERY == 0:
                told(line)
    if not report.taken:
        raise Unusable("nothing_readable", ", ".join(map(str, report.first[:5])))
    connection.execute("ANALYZE foreign_row")
    connection.execute(KEEP_CASES, {"log": log})
    connection.execute("ANALYZE foreign_case")
    connection.execute(KEEP_EVENTS.format(order=ORDERS[kind]), {"log": log})
    shown = orjson.dumps({"rejected": report.rejected, "first": report.first}).decode()
    connection.execute(COUNT, {"log": log, "report": shown})
    return report


def _record(line: int, row: Row, columns: Columns, sign: Callable[[str], str]) -> tuple[Any, ...] | None:
    """As foreign_row has it; None for a row that cannot be used."""
    name, activity = _text(row, columns.case), _text(row, columns.activity)
    at = moment(row.get(columns.time), columns.form, columns.zone)
    if not name or not activity or at is None:
        return None

    def when(column: str) -> datetime | None:
        return moment(row.get(column), columns.form, columns.zone) if column else None

    person = _text(row, columns.resource)
    return (
        line, name, activity, _text(row, columns.transition), at, when(columns.started), sign(person) if person else None,
        _text(row, columns.unit), _text(row, columns.instance), when(columns.due), when(columns.ended),
        _kept(row, columns, of_case=True), _kept(row, columns, of_case=False),
    )  # fmt: skip


def _text(row: Row, column: str) -> str | None:
    """PostgreSQL has no NUL character."""
    found = row.get(column) if column else None
    return found.replace("\x00", "").strip() or None if found else None


def _kept(row: Row, columns: Columns, *, of_case: bool) -> str:
    kept = {
        name.removeprefix(CASE): value.replace("\x00", "")
        for name in columns.keep
        if name.startswith(CASE) is of_case and (value := row.get(name))
    }
    return orjson.dumps(kept).decode()


def _plain(person: str) -> str:
    return person


def _signs(secret: bytes) -> Callable[[str], str]:
    key = hmac.digest(secret, PURPOSE, hashlib.sha256)

    @lru_cache(maxsize=100_000)
    def sign(person: str) -> str:
        return f"p-{hmac.digest(key, person.encode(), hashlib.sha256).hex()[:SIGN]}"

    return sign
