"""What is done about a late case by hand, one or many at once: tell its people, or open supervision over it."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.casework import supervising
from webapp.casework.actors import Actor
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.notices import Seat, tell

CHASED = ("unit_clerk", "unit_leader")
REASON = "overdue"
FIRST_LEVEL = 1
"""The ladder begins with the chase (domain B.8); its decision table says what follows."""


def chase(connection: Connection, case_id: int, units: Iterable[str], by: Actor, *, key: str, users: Iterable[int] = ()) -> int:
    """Tell the people of the units, and `users`, to clear the case; how many were told. The same key tells nobody twice."""
    seats = [Seat(unit, role) for unit in units for role in CHASED]
    but = [] if by.user_id is None else [by.user_id]
    return tell(connection, "campaign", key=f"{key}:{case_id}", users=users, seats=seats, case_id=case_id, but=but)


def supervise(case_id: int, by: Actor, *, key: str) -> supervising.Supervision:
    """The supervision case of the delay, opened if there is none. Raises NotAllowed."""
    with connections.take() as connection:
        case = supervising.watched(connection, case_id)
    file = {
        **case.entries, "reason": REASON, "level": FIRST_LEVEL, "trigger": supervising.trigger_of(REASON, case.number),
    }  # fmt: skip
    return supervising.open_supervision(file, by, command_id=f"{key}:{case_id}", watched=[case_id])
