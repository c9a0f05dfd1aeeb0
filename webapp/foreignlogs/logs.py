"""Logs as they come and go: uploaded, their columns named, read by the worker, deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import orjson

from engine.now import now
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.eventlogs import place
from webapp.eventlogs.deferring import defer
from webapp.foreignlogs import keeping, mapping, source
from webapp.foreignlogs.bounds import MOST_BYTES, PIECE, Pieces, Unusable
from webapp.foreignlogs.mapping import Columns

IMPORT_LOG = "import_foreign_log"
"""Name of the queue's task."""
FOLDER = "foreign_logs"
LONGEST_NAME = 200
READING = 712_430
"""Lock, with the number of the log, of whoever reads it."""

ADD = """
    INSERT INTO foreign_log (name, file, kind, digest, size, mapping, state, added_by, added_at, report)
    VALUES (%s, %s, %s, %s, %s, %s, 'waiting', %s, %s, '{}') RETURNING id
"""
BEGIN = "UPDATE foreign_log SET state = 'reading', mapping = %s, trouble = NULL WHERE id = %s AND state IN ('waiting', 'failed')"
REMEMBER = """
    INSERT INTO foreign_mapping (headings, mapping, used_at) VALUES (%s, %s, %s)
    ON CONFLICT (headings) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at
"""


def path_of(log: int) -> Path:
    """Where an uploaded file waits to be read; it is removed when it has been."""
    return place.current().folder(FOLDER) / f"{log}.log"


def add(connection: Connection, stream: IO[bytes], file_name: str, by: int | None, name: str = "") -> int:
    """Take the file of `stream` in; its id. Raises Unusable. Its columns are guessed, or as they were said to be last time."""
    draft = (
        place.current().folder(FOLDER) / f"draft-{hashlib.sha256(f'{now()}{file_name}{id(stream)}'.encode()).hexdigest()[:16]}"
    )
    try:
        digest, size = _store(stream, draft)
        found = source.sample(draft)
        if not found.rows:
            raise Unusable("empty")
        guessed = remembered(connection, found.columns) or mapping.guess(found.rows)
        shown = (name or file_name).replace("\x00", "").strip()[:LONGEST_NAME] or found.kind
        with connection.transaction():
            row = connection.execute(
                ADD, (shown, file_name[:LONGEST_NAME], found.kind, digest, size, _json(guessed.as_json()), by, now())
            ).fetchone()
            assert row is not None
            draft.rename(path_of(int(row[0])))  # type: ignore[call-overload]
        return int(row[0])  # type: ignore[call-overload]
    finally:
        draft.unlink(missing_ok=True)


def remembered(connection: Connection, columns: list[str]) -> Columns | None:
    """What a file with these columns was said to mean before."""
    row = connection.execute(
        "SELECT mapping FROM foreign_mapping WHERE headings = %s", (mapping.headings_digest(columns),)
    ).fetchone()
    return mapping.from_json(row[0]) if row else None  # type: ignore[arg-type]


def begin(connection: Connection, log: int, columns: Columns) -> None:
    """The columns are named: the worker may read. Raises Unusable when they do not fit the file, or it is read already."""
    found = source.sample(path_of(log)) if path_of(log).exists() else None
    if found is None:
        raise Unusable("already_read")
    columns.check(found.columns)
    with connection.transaction():
        if not connection.execute(BEGIN, (_json(columns.as_json()), log)).rowcount:
            raise Unusable("already_read")
        connection.execute(REMEMBER, (mapping.headings_digest(found.columns), _json(columns.as_json()), now()))
        defer(connection, IMPORT_LOG, log=log)


def read(connection: Connection, log: int) -> None:
    """Read the file into the tables, whole or not at all. A file that cannot be used leaves the log failed, with the reason.
    Doing it twice does it once, also at the same time (the command line and a worker): the second waits, and finds it ready."""
    row: Any = connection.execute("SELECT kind, mapping, state, size FROM foreign_log WHERE id = %s", (log,)).fetchone()
    if row is None or row[2] != "reading":
        return
    kind, said, _, size = row
    path = path_of(log)
    pieces = Pieces(path)
    try:
        with _teller(size) as tell, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s::int, %s::int)", (READING, log))
            if connection.execute("SELECT FROM foreign_log WHERE id = %s AND state = 'reading'", (log,)).fetchone() is None:
                return
            connection.execute("DELETE FROM foreign_case WHERE log_id = %s", (log,))
            keeping.keep(
                connection, log, source.rows(pieces, kind), kind, mapping.from_json(said), place.current().secret,
                lambda taken: tell(log, pieces.read, taken),
            )  # fmt: skip
    except Unusable as unusable:
        trouble = f"{unusable.code}:{unusable.place}"
        connection.execute("UPDATE foreign_log SET state = 'failed', trouble = %s WHERE id = %s", (trouble, log))
        return
    path.unlink(missing_ok=True)


def delete(connection: Connection, log: int) -> bool:
    """Take a log away with all that was read from it. Whether there was one."""
    gone = connection.execute("DELETE FROM foreign_log WHERE id = %s", (log,)).rowcount > 0
    path_of(log).unlink(missing_ok=True)
    return gone


class _teller:
    """Progress on a connection of its own: the other one's transaction shows nothing before it ends."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __enter__(self) -> Any:
        self._connection = connections.current().connect(autocommit=True)
        return self._tell

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _tell(self, log: int, read: int, events: int) -> None:
        self._connection.execute("UPDATE foreign_log SET size_read = %s, events = %s WHERE id = %s", (read, events, log))


def _store(stream: IO[bytes], path: Path) -> tuple[bytes, int]:
    """(digest, size). Raises Unusable: too_large."""
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        path.chmod(0o600)
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > MOST_BYTES:
                raise Unusable("too_large", f"{MOST_BYTES}")
            digest.update(piece)
            file.write(piece)
    return digest.digest(), size


def _json(value: Mapping[str, Any]) -> str:
    return orjson.dumps(value).decode()
