"""What was in force when: every version that new cases of a process ran on, who drew, approved and released it, and how many
cases run on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.database.connections import Connection
from webapp.releases.carrying import COLUMNS, Order, order_of


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """`kind`: shipped, release or rollback. `until`: None while it is in force. `editors`, `approved_by`, `released_by`: user
    ids. `cases`, `open_cases`: on this version, whenever it was in force."""

    definition: str
    since: datetime
    until: datetime | None
    kind: str
    draft: int | None
    editors: tuple[int, ...]
    approved_by: int | None
    approved_at: datetime | None
    released_by: int | None
    replaces: str | None
    note: str
    cases: int
    open_cases: int


HISTORY = """
    WITH running AS (
        SELECT definition, count(*)::int AS cases, (count(*) FILTER (WHERE closed_at IS NULL))::int AS open_cases
        FROM "case" WHERE process = %(process)s GROUP BY definition
    )
    SELECT d.definition_id, d.deployed_at, lead(d.deployed_at) OVER (ORDER BY d.deployed_at, d.id), coalesce(r.kind, 'shipped'),
           v.draft, coalesce(v.editors, '[]'), v.decided_by, v.decided_at, d.deployed_by,
           coalesce(r.replaces, lag(d.definition_id) OVER (ORDER BY d.deployed_at, d.id)), coalesce(r.note, ''),
           coalesce(n.cases, 0), coalesce(n.open_cases, 0)
    FROM deployment d
    LEFT JOIN model_release r ON r.deployment = d.id
    LEFT JOIN model_review v ON v.id = r.review
    LEFT JOIN running n ON n.definition = d.definition_id
    WHERE d.key = %(process)s ORDER BY d.deployed_at DESC, d.id DESC
"""


def of_process(connection: Connection, process: str) -> list[InForce]:
    """Newest first; the first one is in force."""
    rows: list[tuple[Any, ...]] = connection.execute(HISTORY, {"process": process}).fetchall()
    return [InForce(**{**dict(zip(InForce.__dataclass_fields__, row, strict=True)), "editors": tuple(row[5])}) for row in rows]


def not_carried_out(connection: Connection, process: str) -> list[Order]:
    """Scheduled, held and refused releases, and those withdrawn lately."""
    rows = connection.execute(
        f"""SELECT {COLUMNS} FROM model_release WHERE process = %s AND state <> 'released'
            ORDER BY state = 'withdrawn', ordered_at DESC LIMIT 20""",
        (process,),
    )
    return [order_of(row) for row in rows.fetchall()]
