"""The stored history, streamed case by case as PostgreSQL spells it, and the walk along one chain.

Built for speed, because history grows for ever: one COPY, one row per case, and no value of an event becomes a Python object but
its data. Control characters separate the fields; JSON text holds none, and a forged one in another column breaks the event."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache

import orjson

from webapp.audit.canonical import canonical
from webapp.database.connections import Connection

EVENTS = """
    COPY (
        SELECT e.case_id, coalesce(c.number, ''), coalesce(encode(c.head_hash, 'hex'), ''), e.events FROM (
            SELECT case_id, string_agg(concat_ws(E'\\x02', seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                actor, command_id, kind, encode(prev_hash, 'hex'), encode(hash, 'hex'), data), E'\\x03' ORDER BY seq) AS events
            FROM case_event WHERE {chosen} GROUP BY case_id
        ) e LEFT JOIN "case" c ON c.id = e.case_id ORDER BY e.case_id
    ) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x04')
"""
LOG_EVENTS = """
    COPY (
        SELECT concat_ws(E'\\x02', seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
            actor, '', kind, encode(prev_hash, 'hex'), encode(hash, 'hex'), about) FROM audit_event ORDER BY seq
    ) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x04')
"""
LOG_HEAD = "SELECT encode(hash, 'hex') FROM audit_head WHERE id = 0"
CLASSES = bytes(48 if 48 <= byte <= 57 else 46 if byte == 46 else 64 if byte >= 0xF0 else 32 for byte in range(256))
"""Every byte as one of: digit 0, full stop, @ for the start of a character outside the Basic Plane, blank for the rest."""
GREAT_INTEGER = b"0" * 16
WHOLE_SECOND = b".000000"
START = b"0" * 64


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold. `reason`: gap (an event is missing), link (it does not follow the one
    before), content (it was changed), head (the case row knows a later end)."""

    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class StoredCase:
    """`number` and `head` are empty when events have no case row. `events`: one bytes per event."""

    case_id: int
    number: str
    head: bytes
    events: list[bytes]


@dataclass(frozen=True, slots=True)
class StoredLog:
    """The office's own log: one chain, read while it is walked. As a case it is webapp.audit.log.LOG."""

    head: bytes
    events: Iterable[bytes]
    case_id: int = 0


@dataclass(slots=True)
class Walk:
    """`hashes`: seq -> recomputed hash, hexadecimal, of the events asked for, as far as the chain holds. `walked`:
    events seen."""

    broken: Break | None = None
    walked: int = 0
    hashes: dict[int, bytes] = field(default_factory=dict)


def stream(connection: Connection, case_id: int | None = None) -> Iterator[StoredCase]:
    """Every case that has events, or one, by id. Constant memory but for the longest case."""
    chosen = "true" if case_id is None else f"case_id = {int(case_id)}"
    with connection.cursor() as cursor, cursor.copy(EVENTS.format(chosen=chosen)) as rows:
        for row in rows:
            case, number, head, events = bytes(row)[:-1].split(b"\x04", 3)
            yield StoredCase(int(case), number.decode(), head, events.split(b"\x03"))


@contextmanager
def stored_log(connection: Connection) -> Iterator[StoredLog]:
    """The log at one moment; constant memory."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = connection.execute(LOG_HEAD).fetchone()
        with connection.cursor() as cursor, cursor.copy(LOG_EVENTS) as rows:
            yield StoredLog(str(row[0]).encode() if row else b"", (bytes(event)[:-1] for event in rows))


def walk(case: StoredCase | StoredLog, wanted: Collection[int] = ()) -> Walk:
    """Recompute each hash from the start."""
    found, expected, seq = Walk(), START, 0
    for event in case.events:
        found.walked = seq = seq + 1
        try:
            stored_seq, at, actor, command, kind, prev, stored, data = event.split(b"\x02")
            if int(stored_seq) != seq:
                found.broken = Break(seq, "gap")
                return found
            if prev != expected:
                found.broken = Break(seq, "link")
                return found
            expected = _hash(at, actor, case.case_id, command, data, kind, prev, seq)
        except ValueError:
            expected, stored = b"", b"unreadable"
        if expected != stored:
            found.broken = Break(seq, "content")
            return found
        if seq in wanted:
            found.hashes[seq] = expected
    if case.head and case.head != expected:
        found.broken = Break(seq, "head")
    return found


def _hash(at: bytes, actor: bytes, case_id: int, command: bytes, data: bytes, kind: bytes, prev: bytes, seq: int) -> bytes:
    """As webapp.audit.chain.event_hash, from the database's own spelling."""
    value = orjson.loads(data)
    plain = canonical(value) if _is_rare(data) else orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    at = at.removesuffix(WHOLE_SECOND)
    content = b'{"actor":%b,"at":"%bZ","case":%d,"command":%b,"data":%b,"kind":%b,"prev":"%b","seq":%d}' % (
        _text(actor), at, case_id, _text(command), plain, _text(kind), prev, seq,
    )  # fmt: skip
    return hashlib.sha256(content).hexdigest().encode()


def _is_rare(data: bytes) -> bool:
    """Whether orjson might spell it otherwise than RFC 8785 asks: characters outside the Basic Plane, great integers, fractions
    (PostgreSQL writes no exponents). Strings that only look so take the slow road for nothing."""
    classes = data.translate(CLASSES)
    return b"0." in classes or b"@" in classes or GREAT_INTEGER in classes


@lru_cache(maxsize=4096)
def _text(raw: bytes) -> bytes:
    return orjson.dumps(raw.decode())
