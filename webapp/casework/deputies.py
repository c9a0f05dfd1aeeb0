"""Deputies: somebody sits in named seats of an absent colleague from one moment to another. It begins and ends by itself; what is
done there is recorded as done for the colleague (actors.py)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from engine.commands import AssignTask
from engine.errors import Rejection
from engine.now import now
from webapp.audit import log
from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor, Position
from webapp.casework.directory import Directory
from webapp.casework.execute import Receipt, execute
from webapp.casework.reasons import given
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.notices import tell

NOT_LENT = frozenset(("org_admin", "sys_admin", "model_reviewer", "release_manager", "auditor", "data_protection_officer"))
"""Seats that stay with the person: whoever administers, releases or audits does so himself."""
HANDLING = frozenset(("unit_clerk", "co_unit_clerk", "unit_leader"))
CHECKING = frozenset(("callback_agent", "quality_reviewer"))
"""Nobody holds a seat of both kinds, not even for a week: who handles does not check."""
LONGEST = timedelta(days=366)


class WrongPeriod(Rejection):
    """The end must lie after the beginning and ahead, within a year."""


class NotLent(Rejection):
    """This seat cannot be given to this person: the duties exclude each other."""


def may_arrange(by: Actor, seat: Position, user_id: int, directory: Directory) -> bool:
    """Everybody for his own seats; leaders, supervisors and administrators for those of their units."""
    arrangers = {"unit_leader", "supervisor", "org_admin"}
    return by.user_id == user_id or any(
        role in arrangers and directory.is_within(seat[1], unit) for role, unit in by.own_positions
    )


def arrange(
    connection: Connection,
    by: Actor,
    directory: Directory,
    *,
    user_id: int,
    deputy_id: int,
    seats: Sequence[Position],
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
) -> None:
    """Put `deputy_id` into `seats` of `user_id`. Raises NotAllowed, NotLent, WrongPeriod, NoReason."""
    words, held = given(reason), directory.seats.get(user_id, frozenset())
    if not starts_at < ends_at or ends_at - starts_at > LONGEST or ends_at <= now():
        raise WrongPeriod
    if not seats or not held.issuperset(seats) or not all(may_arrange(by, seat, user_id, directory) for seat in seats):
        raise NotAllowed(actor=by.label)
    with connection.transaction():
        # whoever is put into two seats at once by two people would be judged without the other one
        connection.execute("LOCK TABLE delegation IN SHARE ROW EXCLUSIVE MODE")
        if deputy_id == user_id or not _fits(connection, directory, deputy_id, seats, starts_at, ends_at):
            raise NotLent
        for role, unit in seats:
            connection.execute(
                """INSERT INTO delegation (user_id, deputy_id, role, unit, starts_at, ends_at, reason, set_by, set_at)
                   VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)""",
                (user_id, deputy_id, role, unit, starts_at, ends_at, words, by.user_id, now()),
            )
        facts = {"absent": user_id, "deputy": deputy_id, "from": starts_at.isoformat(), "to": ends_at.isoformat()}
        key = f"delegation:{uuid.uuid4().hex}"
        tell(connection, "delegation", key=key, users=[user_id, deputy_id], facts=facts, but=[by.user_id or 0])
        about = {**facts, "user": deputy_id, "seats": [{"role": role, "unit": unit} for role, unit in seats], "reason": words}
        log.record(connection, "deputy_named", by.label, about)


def end(connection: Connection, by: Actor, directory: Directory, delegation_id: int) -> None:
    """End it now; the deputy may do so, too. Raises NotAllowed."""
    with connection.transaction():
        row = connection.execute(
            """SELECT user_id, deputy_id, role, unit FROM delegation
               WHERE id = %s AND ended_at IS NULL AND ends_at > %s FOR UPDATE""",
            (delegation_id, now()),
        ).fetchone()
        if row is None:
            raise NotAllowed(actor=by.label)
        absent, deputy, role, unit = int(str(row[0])), int(str(row[1])), str(row[2]), str(row[3])
        if by.user_id != deputy and not may_arrange(by, (role, unit), absent, directory):
            raise NotAllowed(actor=by.label)
        connection.execute("UPDATE delegation SET ended_at = %s, ended_by = %s WHERE id = %s", (now(), by.user_id, delegation_id))
        facts = {"absent": absent, "deputy": deputy, "ended": True}
        people = [absent, deputy]
        tell(connection, "delegation", key=f"delegation:{delegation_id}:end", users=people, facts=facts, but=[by.user_id or 0])
        about = {"absent": absent, "user": deputy, "seats": [{"role": role, "unit": unit}]}
        log.record(connection, "deputy_ended", by.label, about)


def take_over(by: Actor) -> list[Receipt | Rejection]:
    """Take every open task that the absent colleagues of `by` had taken in the seats he sits in; one answer for each."""
    with connections.take() as connection:
        rows = connection.execute(
            "SELECT case_id, task, role, unit, assignee_id FROM work_item WHERE state = 'open' AND assignee_id = ANY(%s)",
            (sorted({absent for *_, absent in by.stands_in}),),
        ).fetchall()
    return [_take(by, int(str(case)), int(str(task))) for case, task, *seat in rows if tuple(seat) in by.stands_in]


def _take(by: Actor, case_id: int, task: int) -> Receipt | Rejection:
    order = AssignTask(command_id=by.own(uuid.uuid4().hex), task=task, assignee=by.user_id or 0)
    try:
        return execute(order, by, case_id=case_id)
    except Rejection as refusal:
        return refusal


def _fits(
    connection: Connection, directory: Directory, deputy_id: int, seats: Sequence[Position], starts: datetime, ends: datetime
) -> bool:
    """Whether the deputy, with all he sits in meanwhile, stays on one side of the separation of duties."""
    lent = connection.execute(
        "SELECT role FROM delegation WHERE deputy_id = %s AND ended_at IS NULL AND starts_at < %s AND ends_at > %s",
        (deputy_id, ends, starts),
    ).fetchall()
    own = directory.seats.get(deputy_id, frozenset())
    roles = {role for role, _ in (*seats, *own)} | {str(row[0]) for row in lent}
    return bool(own) and not {role for role, _ in seats} & NOT_LENT and not (roles & HANDLING and roles & CHECKING)
