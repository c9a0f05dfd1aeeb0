"""The copy of the seals outside the database: a file of JSON lines, to be kept on another system. Only against it can a
database that was rolled back as a whole be told from an honest one.

A line is {"key": id, "public": hex} or {"content", "hash", "signature"}; lines are only ever added."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from webapp.audit.seals import Seal
from webapp.database.connections import Connection

SEALS_AFTER = "SELECT content, hash, signature FROM seal WHERE number > %s ORDER BY number"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the file holds. `seals`: number -> hash, hexadecimal; the first line with a number counts."""

    seals: dict[int, str] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)


def read(path: Path) -> Anchor:
    """An absent file is an empty one. Raises ValueError for a line that is none of ours."""
    anchor = Anchor()
    for line in _lines(path):
        if "key" in line:
            anchor.keys.setdefault(str(line["key"]), bytes.fromhex(line["public"]))
        else:
            anchor.seals.setdefault(int(line["content"]["number"]), str(line["hash"]))
    return anchor


def append_new(connection: Connection, path: Path) -> int:
    """Add the seals and keys the file does not have yet; returns how many seals. Safe to repeat, and for several at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        known = read(path)
        keys = connection.execute("SELECT id, public FROM seal_key").fetchall()
        lines = [{"key": name, "public": bytes(public).hex()} for name, public in keys if name not in known.keys]
        last = max(known.seals, default=0)
        new = [
            as_line(Seal(content=content, hash=bytes(digest), signature=bytes(signature)))
            for content, digest, signature in connection.execute(SEALS_AFTER, (last,))
        ]
        for line in (*lines, *new):
            file.write(orjson.dumps(line) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return len(new)


def as_line(seal: Seal) -> dict[str, Any]:
    return {"content": seal.content, "hash": seal.hash.hex(), "signature": seal.signature.hex()}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with path.open("rb") as file:
            for line in file:
                yield orjson.loads(line)
