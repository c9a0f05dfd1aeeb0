"""The hash chain of a case: each event's SHA-256 covers its content and the hash before it.

    hash = SHA-256(JCS({"actor", "at", "case", "command", "data", "kind", "prev", "seq"}))

`at` is UTC as in 2026-11-22T08:30:00Z or with six digits of a second; `prev` is hexadecimal; the first one is 64 zeros."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from webapp.audit.canonical import canonical

GENESIS = bytes(32)


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
