"""Batches of running errands, ordered and carried out, for tests of moving cases."""

from __future__ import annotations

from tests.support import versions
from webapp.database.connections import Connection
from webapp.moves import batches
from webapp.moves.batches import Batch
from webapp.workers.drain import drain


def ordered(connection: Connection, files: dict[str, bytes]) -> Batch:
    """A batch over all running errands, looked at."""
    target = versions.released(connection, files)
    batch = batches.begin(connection, "errand", target, versions.RELEASER, reason="新的办法")
    drain()
    return again(connection, batch)


def again(connection: Connection, batch: Batch) -> Batch:
    found = batches.load(connection, batch.id)
    assert found is not None
    return found


def moved(connection: Connection, batch: Batch) -> Batch:
    batches.start(connection, again(connection, batch), versions.RELEASER)
    drain()
    return again(connection, batch)


def undone(connection: Connection, batch: Batch, case_id: int | None = None) -> Batch:
    batches.undo(connection, again(connection, batch), versions.RELEASER, case_id=case_id)
    drain()
    return again(connection, batch)


def items(connection: Connection, batch: Batch, column: str) -> list[object]:
    rows = connection.execute(f"SELECT {column} FROM move_item WHERE batch = %s ORDER BY case_id", (batch.id,)).fetchall()  # type: ignore[call-overload]
    return [row[0] for row in rows]


def version_of(connection: Connection, case_id: int) -> str:
    row = connection.execute('SELECT definition FROM "case" WHERE id = %s', (case_id,)).fetchone()
    assert row is not None
    return str(row[0])
