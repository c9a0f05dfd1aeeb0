"""More time by hand: whoever keeps order gives a promise more time than its diagram does. How much at once is a decision of the
process; the bound of the engine holds for one that has none."""

from __future__ import annotations

from typing import Any

from engine.commands import ExtendClock
from engine.errors import Rejection
from engine.limits import InvalidLimit, Limit
from engine.now import now
from webapp.casework import runtime
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.database import connections
from webapp.database.connections import Connection

DECISION = "extension_by_hand"
"""Given `due` and `by`: whether that much is given at once."""
PROMISE = """
    SELECT c.process, k.due_at FROM "case" c
    LEFT JOIN clock k ON k.case_id = c.id AND k.name = %s AND k.state <> 'stopped' WHERE c.id = %s ORDER BY k.run DESC LIMIT 1
"""


class TooLongByHand(Rejection):
    """More than the policy of the process gives at once by hand."""


def extend(case_id: int, clock: str, more: str, reason: str, by: Actor, *, key: str) -> Receipt:
    """`more`: a limit such as "3wd", counted from the due date. Raises Rejection."""
    with connections.take() as connection:
        _require(connection, case_id, clock, more)
    return execute(ExtendClock(command_id=key, clock=clock, by=more, reason=reason), by, case_id=case_id)


def _require(connection: Connection, case_id: int, clock: str, more: str) -> None:
    try:
        Limit.parse(more)
    except InvalidLimit as wrong:
        raise TooLongByHand from wrong
    row: Any = connection.execute(PROMISE, (clock, case_id)).fetchone()
    active = runtime.current(connection)
    newest = active.library.newest(row[0])
    if DECISION not in newest.decisions:
        return
    known = {"due": (row[1] or now()).isoformat(), "by": more}
    if active.engine.ask(newest, DECISION, known).value is not True:
        raise TooLongByHand
