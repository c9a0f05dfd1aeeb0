"""The log of what happens beside cases: who read what about whom, who signed in, whose rights and which rules changed.

One chain like that of a case, under the same seals; in leaves and hashes it is case 0. `about` names things, never clear
personal data. Its usual keys: case (id), user (id), persons (ids in the vault), reason.

Each record waits for the one before it until that transaction ends: record last, just before the commit."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

import orjson
from psycopg.pq import TransactionStatus

from engine.now import now
from webapp.audit.chain import GENESIS, event_hash, moment
from webapp.audit.kinds import KINDS
from webapp.database.connections import Connection
from webapp.models import db

LOG = 0
"""In the place of a case id."""
LAST = """
    INSERT INTO audit_head (id, seq, hash) VALUES (0, 0, %s)
    ON CONFLICT (id) DO UPDATE SET seq = audit_head.seq RETURNING seq, hash
"""
"""Locks the end of the chain."""
APPEND = """
    WITH appended AS (
        INSERT INTO audit_event (seq, at, kind, actor, about, prev_hash, hash)
        VALUES (%(seq)s, %(at)s, %(kind)s, %(actor)s, %(about)s::jsonb, %(prev)s, %(hash)s)
    ) UPDATE audit_head SET seq = %(seq)s, hash = %(hash)s WHERE id = 0
"""


def record(connection: Connection, kind: str, by: str, about: Mapping[str, Any], at: datetime | None = None) -> int:
    """Append one event in the caller's transaction; its number. `by`: actor label (user:7). `about`: plain JSON values, times
    as text. `at`: UTC, now if not given. Raises KeyError for a kind that webapp.audit.kinds does not list."""
    if kind not in KINDS:
        raise KeyError(kind)
    at = at or now()
    with _transaction(connection):
        last, head = connection.execute(LAST, (GENESIS,)).fetchone()  # type: ignore[misc]
        seq, content = int(last) + 1, dict(about)  # type: ignore[call-overload]
        digest = event_hash(
            case_id=LOG,
            seq=seq,
            at=moment(at),
            kind=kind,
            data=content,
            actor=by,
            command_id="",
            prev_hash=bytes(head),  # type: ignore[arg-type]
        )
        connection.execute(APPEND, {
            "seq": seq, "at": at, "kind": kind, "actor": by, "about": orjson.dumps(content).decode(), "prev": head,
            "hash": digest,
        })  # fmt: skip
    return seq


def record_in_session(kind: str, by: str, about: Mapping[str, Any]) -> int:
    """As `record`, in the transaction of the current SQLAlchemy session; the caller commits."""
    return record(db.session.connection().connection.driver_connection, kind, by, about)  # type: ignore[arg-type]


def _transaction(connection: Connection) -> AbstractContextManager[object]:
    """The one the caller has open, or one for this record alone."""
    is_open = not connection.autocommit or connection.info.transaction_status != TransactionStatus.IDLE
    return nullcontext() if is_open else connection.transaction()
