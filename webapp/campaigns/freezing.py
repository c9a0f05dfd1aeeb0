"""Freeze the list: the cases that the query finds at this moment, for good. A case that becomes late tomorrow is not in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from engine.errors import Rejection
from engine.now import now
from webapp.campaigns.cohort import Cohort, members
from webapp.casework.actors import Actor
from webapp.database.connections import Connection, json
from webapp.database.statements import fetched

COLUMNS = ("case_id", "number", "unit", "category", "urgency", "tier", "clock", "due_at", "opened_at")

FREEZE = """
    WITH list AS (
        SELECT * FROM jsonb_to_recordset(%(items)s) AS r(case_id bigint, number text, unit text, category text, urgency text,
            tier text, clock text, due_at timestamptz, opened_at timestamptz)
    ), frozen AS (
        INSERT INTO campaign (case_id, unit, query, members, digest, frozen_at)
        VALUES (%(campaign)s, %(unit)s, %(query)s, %(members)s, %(digest)s, %(at)s)
    )
    INSERT INTO campaign_item (campaign_id, case_id, number, unit, category, urgency, tier, clock, due_at, opened_at)
    SELECT %(campaign)s, case_id, number, unit, category, urgency, tier, clock, due_at, opened_at FROM list
"""


class TooManyMembers(Rejection):
    """The query finds more cases than one campaign may hold; narrow it."""


def freeze(connection: Connection, campaign: int, cohort: Cohort, unit: str, by: Actor, *, most: int) -> dict[str, Any]:
    """Write the list; {members, digest}. A second time gives what was frozen the first time. Raises TooManyMembers."""
    known = frozen(connection, campaign)
    if known is not None:
        return known
    query = members(cohort, unit, by).order_by("number").limit(most + 1)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in fetched(connection, query)]
    if len(rows) > most:
        raise TooManyMembers(most=most)
    seal = digest(row["number"] for row in rows)
    connection.execute(FREEZE, {
        "campaign": campaign, "unit": unit, "query": json(cohort.answers()), "members": len(rows), "digest": seal,
        "at": now(), "items": json([row | {name: row[name].isoformat() for name in ("due_at", "opened_at") if row[name]}
                                    for row in rows]),
    })  # fmt: skip
    return {"members": len(rows), "digest": seal.hex()}


def frozen(connection: Connection, campaign: int) -> dict[str, Any] | None:
    """{members, digest} of a list that is frozen already."""
    row = connection.execute("SELECT members, digest FROM campaign WHERE case_id = %s", (campaign,)).fetchone()
    return None if row is None else {"members": row[0], "digest": bytes(row[1]).hex()}  # type: ignore[arg-type]


def digest(numbers: Iterable[str]) -> bytes:
    """SHA-256 over the numbers in order, a line each."""
    return hashlib.sha256("".join(f"{number}\n" for number in numbers).encode()).digest()


def is_intact(connection: Connection, campaign: int) -> bool:
    """Whether the list is still the one whose digest stands in the history of the campaign's case."""
    numbers = connection.execute(
        "SELECT number FROM campaign_item WHERE campaign_id = %s ORDER BY number", (campaign,)
    ).fetchall()
    told = connection.execute(
        """SELECT data->'result'->>'digest' FROM case_event WHERE case_id = %s AND kind = 'JobCompleted'
           AND data->>'element' = 'freeze' ORDER BY seq LIMIT 1""",
        (campaign,),
    ).fetchone()
    return told is not None and told[0] == digest(str(row[0]) for row in numbers).hex()
