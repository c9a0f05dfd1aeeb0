"""Duplicates: a case under another one's answer, and out of it again.

A merged case stays open without work of its own. When the case it was merged into closes, the diagram wakes it, and its requester
gets an answer and a callback like everybody's. What happens here is two messages to the case; its diagram does the rest."""

from __future__ import annotations

from engine.commands import CorrelateMessage
from engine.errors import Rejection
from webapp.casework.actors import Actor
from webapp.casework.execute import NoSuchCase, Receipt, execute
from webapp.database import connections
from webapp.database.connections import Connection

LINK = "merged_into"
"""Read a link of this kind as: source *merged into* target."""


class CannotMerge(Rejection):
    """These two cases cannot be merged."""


def merge(child: int, parent: int, by: Actor, *, key: str) -> Receipt:
    """Put case `child` under the answer of case `parent`. `key`: repeating it is harmless. Errors: CannotMerge, and
    MessageNotAwaited when the child is past handling, merged already or closed; NotAllowed."""
    with connections.take() as connection:
        number = _target(connection, child, parent)
    command = CorrelateMessage(command_id=by.own(key), name="merge_requested", payload={"into": number})
    return execute(command, by, case_id=child)


def unmerge(child: int, by: Actor, *, key: str) -> Receipt:
    """Take the case out again: it goes back to triage as a matter of its own. Errors: as of merge."""
    return execute(CorrelateMessage(command_id=by.own(key), name="unmerged"), by, case_id=child)


def merged_into(connection: Connection, case_id: int) -> int | None:
    """The case whose answer this one waits for."""
    row = connection.execute(
        "SELECT target_id FROM case_link WHERE source_id = %s AND kind = %s ORDER BY at DESC LIMIT 1", (case_id, LINK)
    ).fetchone()
    return row[0] if row else None  # type: ignore[return-value]


def merged_here(connection: Connection, case_id: int) -> list[int]:
    """Cases that wait for the answer of this one, or got it; oldest first."""
    rows = connection.execute(
        "SELECT source_id FROM case_link WHERE target_id = %s AND kind = %s ORDER BY at, source_id", (case_id, LINK)
    ).fetchall()
    return [row[0] for row in rows]  # type: ignore[misc]


def _target(connection: Connection, child: int, parent: int) -> str:
    """The parent's number. Errors: CannotMerge."""
    row = connection.execute('SELECT number, process, closed_at FROM "case" WHERE id = %s', (parent,)).fetchone()
    if row is None:
        raise NoSuchCase(case=parent)
    number, process, closed_at = row
    if parent == child:
        raise CannotMerge(reason="itself")
    if process != "complaint":
        raise CannotMerge(reason="process")
    if closed_at is not None:
        raise CannotMerge(reason="closed")
    above: int | None = parent
    while above is not None:
        above = merged_into(connection, above)
        if above == child:
            raise CannotMerge(reason="circle")
    return str(number)
