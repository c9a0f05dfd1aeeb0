"""What is done about a late case by hand, one or many at once: tell its people, open supervision over it, give it to a unit or
to a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from engine.commands import AssignTask, CorrelateMessage
from engine.errors import MessageNotAwaited, Rejection
from webapp.casework import supervising
from webapp.casework.actors import Actor
from webapp.casework.execute import execute
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.notices import Seat, tell

CHASED = ("unit_clerk", "unit_leader")
REASON = "overdue"
REASSIGN = "reassignment_ordered"
"""Message to the case, with the unit it goes to: the diagram says what becomes of the work there."""
OPEN_WORK = "SELECT task, assignee_id, unit, role FROM work_item WHERE case_id = %s AND state = 'open' ORDER BY task"
FIRST_LEVEL = 1
"""The ladder begins with the chase (domain B.8); its decision table says what follows."""


def chase(connection: Connection, case_id: int, units: Iterable[str], by: Actor, *, key: str, users: Iterable[int] = ()) -> int:
    """Tell the people of the units, `users`, and whoever has its open work now, be it a desk, a reviewer or who calls back, to
    clear the case; how many were told. The same key tells nobody twice."""
    open_work = _open_work(connection, case_id)
    seats = [Seat(unit, role) for unit in units for role in CHASED]
    seats += [Seat(work.unit, work.role) for work in open_work if work.assignee is None]
    users = [*users, *(work.assignee for work in open_work if work.assignee is not None)]
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


class NobodyHandles(Rejection):
    """The case neither waits for its dispatch nor is it being handled: what was done is being checked, or there is no work."""


def give_to_unit(case_id: int, unit: str, by: Actor, *, key: str) -> None:
    """Let another unit handle it; the desk or unit that has it loses its open work. Raises Rejection."""
    command = CorrelateMessage(command_id=by.own(f"{key}:{case_id}:unit"), name=REASSIGN, payload={"target": unit})
    try:
        execute(command, by, case_id=case_id)
    except MessageNotAwaited:
        raise NobodyHandles(case=case_id) from None


def give_to_person(case_id: int, user: int, by: Actor, *, key: str) -> None:
    """Give him of its open work, in whatever phase, what he may do and has not yet. Raises Rejection when he then has nothing."""
    with connections.take() as connection:
        open_work = _open_work(connection, case_id)
    if not open_work:
        raise NobodyHandles(case=case_id)
    refused: list[Rejection] = []
    for work in open_work:
        if work.assignee == user:
            continue
        command = AssignTask(command_id=by.own(f"{key}:{case_id}:{work.task}"), task=work.task, assignee=user)
        try:
            execute(command, by, case_id=case_id)
        except Rejection as rejection:
            refused.append(rejection)
    if len(refused) == len(open_work):
        raise refused[0]


class _Work(NamedTuple):
    task: int
    assignee: int | None
    unit: str
    role: str


def _open_work(connection: Connection, case_id: int) -> list[_Work]:
    return [_Work(*row) for row in connection.execute(OPEN_WORK, (case_id,)).fetchall()]  # type: ignore[arg-type]
