"""Supervision cases whose supervised cases are all closed, and which were not told: a request that was answered at the desk or
cancelled ends without a word. They are told here, so that nobody goes on supervising nothing."""

from __future__ import annotations

from typing import Any

from webapp.casework.messages import correlate
from webapp.casework.supervising import LINK
from webapp.casework.supervision_rules import PROCESS
from webapp.database import connections

LEFT = """
    SELECT s.id, array_agg(c.number ORDER BY c.id), array_agg(c.outcome ORDER BY c.id) FROM "case" s
    JOIN case_link l ON l.source_id = s.id AND l.kind = %(link)s JOIN "case" c ON c.id = l.target_id
    WHERE s.process = %(process)s AND s.status = 'active'
    GROUP BY s.id HAVING bool_and(c.closed_at IS NOT NULL) ORDER BY s.id
"""


def tell_of_ends() -> int:
    """How many supervision cases were told. Telling again changes nothing."""
    with connections.take() as connection:
        rows: list[Any] = connection.execute(LEFT, {"link": LINK, "process": PROCESS}).fetchall()
    for supervision, numbers, outcomes in rows:
        for number, outcome in zip(numbers, outcomes, strict=True):
            correlate(supervision, "case_ended", {"number": number, "outcome": outcome}, f"ended:{supervision}:{number}")
    return len(rows)
