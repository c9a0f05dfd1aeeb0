"""Puts seals over what is new. Any process may call it, one at a time does the work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson

from webapp.audit import seals
from webapp.audit.keys import SealKey
from webapp.audit.seals import Leaf, Seal
from webapp.database.connections import Connection

MOST_LEAVES = 65_536
ONE_AT_A_TIME = 712430101
"""Advisory lock of the sealer."""

NEW = """
    SELECT c.id, coalesce(s.last_seq, 0) + 1, e.seq, e.hash
    FROM "case" c LEFT JOIN sealed_case s ON s.case_id = c.id JOIN case_event e ON e.case_id = c.id AND e.seq = c.version
    WHERE c.version > coalesce(s.last_seq, 0)
    UNION ALL
    SELECT 0, coalesce(s.last_seq, 0) + 1, h.seq, h.hash FROM audit_head h LEFT JOIN sealed_case s ON s.case_id = 0
    WHERE h.seq > coalesce(s.last_seq, 0)
    ORDER BY 1 LIMIT %s
"""
"""Cases with new events; the office's own log goes as case 0 (webapp.audit.log)."""
LAST = "SELECT content, hash, signature FROM seal ORDER BY number DESC LIMIT 1"
LEAVES = "COPY seal_leaf (seal, position, case_id, first_seq, last_seq, head) FROM STDIN"
REMEMBER = """
    INSERT INTO sealed_case SELECT case_id, last_seq FROM seal_leaf WHERE seal = %s
    ON CONFLICT (case_id) DO UPDATE SET last_seq = excluded.last_seq
"""


def seal_what_is_new(connection: Connection, *, key: SealKey, digest: str, at: datetime) -> list[Seal]:
    """One seal per MOST_LEAVES cases with new events, each in its own transaction. `at`: UTC. Raises UnknownAlgorithm."""
    made: list[Seal] = []
    while True:
        with connection.transaction():
            seal = _next(connection, key, digest, at)
        if seal is None:
            return made
        made.append(seal)


def _next(connection: Connection, key: SealKey, digest: str, at: datetime) -> Seal | None:
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (ONE_AT_A_TIME,))
    found = connection.execute(NEW, (MOST_LEAVES,)).fetchall()
    if not found:
        return None
    leaves = [Leaf(case_id=case, first_seq=first, last_seq=last, head=bytes(head)) for case, first, last, head in found]
    seal = seals.make(previous=last_seal(connection), leaves=leaves, at=at, key=key, digest=digest)
    _write(connection, seal, leaves, key)
    return seal


def last_seal(connection: Connection) -> Seal | None:
    row = connection.execute(LAST).fetchone()
    return Seal(content=row[0], hash=bytes(row[1]), signature=bytes(row[2])) if row else None


def _write(connection: Connection, seal: Seal, leaves: Sequence[Leaf], key: SealKey) -> None:
    connection.execute("INSERT INTO seal_key (id, public) VALUES (%s, %s) ON CONFLICT DO NOTHING", (key.id, key.public))
    connection.execute(
        "INSERT INTO seal (number, content, hash, signature) VALUES (%s, %s::jsonb, %s, %s)",
        (seal.number, orjson.dumps(seal.content).decode(), seal.hash, seal.signature),
    )
    with connection.cursor() as cursor, cursor.copy(LEAVES) as copy:
        for position, leaf in enumerate(leaves):
            copy.write_row((seal.number, position, leaf.case_id, leaf.first_seq, leaf.last_seq, leaf.head))
    connection.execute(REMEMBER, (seal.number,))
