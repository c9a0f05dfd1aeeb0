"""What is due for disposal: everything of cases that closed before a moment, except what a hold or a younger case keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.database.connections import Connection

HELD = "EXISTS (SELECT FROM legal_hold h WHERE h.case_id = c.id AND h.lifted_at IS NULL)"
PERSONS = f"""
    SELECT r.party_id, bool_or({HELD})
    FROM "case" c, jsonb_path_query(c.file, '$.**.vault ? (@.type() == "number")') record(id)
    JOIN party_record r ON r.id = (record.id)::bigint JOIN party p ON p.id = r.party_id AND p.erased_at IS NULL
    GROUP BY r.party_id HAVING bool_and(coalesce(c.closed_at < %(until)s, false)) ORDER BY r.party_id
"""
"""A person goes when every case that knows them has been closed for long enough."""
FILES = f"""
    SELECT a.id, {HELD} FROM attachment a JOIN "case" c ON c.id = a.case_id
    WHERE c.closed_at < %(until)s AND octet_length(a.sealed) > 0 ORDER BY a.id
"""
MESSAGES = f"""
    SELECT d.id, {HELD} FROM delivery d JOIN "case" c ON c.id = d.case_id
    WHERE c.closed_at < %(until)s AND d.sent_at IS NOT NULL ORDER BY d.id
"""
QUERIES = {"personal": PERSONS, "attachment": FILES, "message": MESSAGES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """`ids`: of persons, files or messages that may go. `held`: how many a legal hold keeps."""

    ids: tuple[int, ...]
    held: int


def due(connection: Connection, data_class: str, until: datetime) -> Due:
    """Of one class of data (rules.CLASSES), for cases closed before `until`."""
    rows = connection.execute(QUERIES[data_class], {"until": until}).fetchall()
    return Due(ids=tuple(int(str(id)) for id, held in rows if not held), held=sum(bool(held) for _, held in rows))
