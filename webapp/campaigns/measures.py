"""What is done about a late case by hand, one or many at once: tell its people, or open supervision over it."""

from __future__ import annotations

from collections.abc import Iterable

from engine.commands import StartCase
from engine.errors import Rejection
from webapp.casework.actors import Actor
from webapp.casework.execute import Link, NoSuchCase, execute
from webapp.database.connections import Connection
from webapp.notices import Seat, tell

CHASED = ("unit_clerk", "unit_leader")
FIRST_LEVEL = 1
"""The ladder begins with the chase (domain B.8); the decision table says what follows."""
CASE = """
    SELECT c.number, c.title, c.category, c.urgency, c.place, c.unit, c.due_at, EXISTS (
        SELECT FROM case_link l JOIN "case" w ON w.id = l.source_id
        WHERE l.target_id = c.id AND l.kind = 'supervises' AND w.closed_at IS NULL
    ) AND NOT EXISTS (SELECT FROM command WHERE id = %(command)s)
    FROM "case" c WHERE c.id = %(case_id)s
"""


class AlreadySupervised(Rejection):
    """A supervision case watches it already."""


def chase(connection: Connection, case_id: int, units: Iterable[str], by: Actor, *, key: str, users: Iterable[int] = ()) -> int:
    """Tell the people of the units, and `users`, to clear the case; how many were told. The same key tells nobody twice."""
    seats = [Seat(unit, role) for unit in units for role in CHASED]
    but = [] if by.user_id is None else [by.user_id]
    return tell(connection, "campaign", key=f"{key}:{case_id}", users=users, seats=seats, case_id=case_id, but=but)


def supervise(connection: Connection, case_id: int, unit: str | None, by: Actor, *, key: str, reason: str = "manual") -> str:
    """Open a supervision case over `unit`, linked to the late one; its number. Raises AlreadySupervised, NotAllowed."""
    identity = f"{key}:{case_id}"
    row = connection.execute(CASE, {"case_id": case_id, "command": identity}).fetchone()
    if row is None:
        raise NoSuchCase(case=case_id)
    number, title, category, urgency, place, holder, due_at, is_watched = row
    if is_watched:
        raise AlreadySupervised(case=number)
    file = {
        "supervised": number, "reason": reason, "level": FIRST_LEVEL, "unit": unit or holder, "platform": None, "title": title,
        "category": category, "urgency": urgency, "place": {"unit": place}, "due": None if due_at is None else str(due_at),
    }  # fmt: skip
    command = StartCase(command_id=identity, process="supervision", message="supervision_requested", file=file)
    return execute(command, by, within=connection, links=[Link("supervises", case_id)]).number
