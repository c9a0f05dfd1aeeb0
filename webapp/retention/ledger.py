"""What was disposed of, told outside the database: a file of JSON lines that no restored backup takes back. Things are known by
their id and by a mark of their own, because a restored database gives the same id to somebody else.

A line is {"class", "at", "things": {id: mark}}; lines are only ever added. Nothing in it tells what a thing was."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import orjson

from webapp.database.connections import Connection
from webapp.eventlogs import place

FOLDER, FILE = "retention", "disposed.jsonl"
MARKS = {
    "personal": "SELECT id, created_at::text FROM party WHERE id = ANY(%s)",
    "attachment": "SELECT id, encode(sha256, 'hex') FROM attachment WHERE id = ANY(%s)",
    "message": "SELECT id, key FROM delivery WHERE id = ANY(%s)",
}


def path() -> Path:
    return place.current().folder(FOLDER) / FILE


def marks(connection: Connection, data_class: str, ids: Sequence[int]) -> dict[str, str]:
    """Id -> mark. Must be asked before the things are gone."""
    connection.execute("SET LOCAL TimeZone TO 'UTC'")
    return {str(row[0]): str(row[1]) for row in connection.execute(MARKS[data_class], (list(ids),)).fetchall()}


def note(data_class: str, at: datetime, things: Mapping[str, str]) -> None:
    """Add a line; on the disk when this returns."""
    line = orjson.dumps({"class": data_class, "at": at.isoformat(), "things": things}) + b"\n"
    with path().open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def noted() -> dict[str, set[tuple[int, str]]]:
    """Class -> (id, mark) of all that was ever disposed of. Raises ValueError for a line that is none of ours."""
    found: dict[str, set[tuple[int, str]]] = {}
    if path().exists():
        for line in path().read_bytes().splitlines():
            content = orjson.loads(line)
            found.setdefault(content["class"], set()).update((int(id), str(mark)) for id, mark in content["things"].items())
    return found
