"""The hash chain of a case: each event's SHA-256 covers its content and the hash before it.

    hash = SHA-256(JCS({"actor", "at", "case", "command", "data", "kind", "prev", "seq"}))

`at` is UTC as in 2026-11-22T08:30:00Z or with six digits of a second; `prev` is hexadecimal; the first one is 64 zeros."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from webapp.audit.canonical import canonical

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One event as stored. `data` is plain JSON; `hash` is what the database claims."""

    case_id: int
    seq: int
    at: datetime
    kind: str
    data: dict[str, Any]
    actor: str
    command_id: str
    prev_hash: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold. `reason`: content, link, gap or head."""

    seq: int
    reason: str


def moment(at: datetime) -> str:
    """The one spelling of a time inside hashed content."""
    return at.astimezone(UTC).isoformat(timespec="microseconds" if at.microsecond else "seconds").removesuffix("+00:00") + "Z"


def event_hash(
    *, case_id: int, seq: int, at: str, kind: str, data: dict[str, Any], actor: str, command_id: str, prev_hash: bytes
) -> bytes:
    content = {
        "actor": actor, "at": at, "case": case_id, "command": command_id,
        "data": data, "kind": kind, "prev": prev_hash.hex(), "seq": seq,
    }  # fmt: skip
    return hashlib.sha256(canonical(content)).digest()


def first_break(links: Iterable[Link], *, head: bytes | None = None) -> Break | None:
    """Walk the events of one case in order. `head`: the hash the case row holds, to notice a cut-off end."""
    expected, seq = GENESIS, 0
    for link in links:
        seq += 1
        if link.seq != seq:
            return Break(seq, "gap")
        if link.prev_hash != expected:
            return Break(seq, "link")
        expected = event_hash(
            case_id=link.case_id, seq=link.seq, at=moment(link.at), kind=link.kind, data=link.data, actor=link.actor,
            command_id=link.command_id, prev_hash=link.prev_hash,
        )  # fmt: skip
        if link.hash != expected:
            return Break(seq, "content")
    return Break(seq, "head") if head is not None and head != expected else None
