"""Looking at running cases, moving them to another version, and taking that back. Each may run twice: what is done stays done."""

from __future__ import annotations

from webapp.database import connections
from webapp.moves import batches, looking, moving


def look_at_cases(attempt: int, *, batch: int) -> None:
    with connections.take() as connection:
        ordered = batches.load(connection, batch)
        if ordered is not None:
            looking.look_at(connection, ordered)


def move_cases(attempt: int, *, batch: int, by: int) -> None:
    with connections.take() as connection:
        ordered = batches.load(connection, batch)
        if ordered is not None:
            moving.move(connection, ordered, moving.mover(connection, by))


def undo_moves(attempt: int, *, batch: int, by: int, case_id: int | None = None) -> None:
    with connections.take() as connection:
        ordered = batches.load(connection, batch)
        if ordered is not None:
            moving.undo(connection, ordered, moving.mover(connection, by), case_id=case_id)
