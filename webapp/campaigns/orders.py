"""Who ordered a step of a campaign: what its jobs do to the members is done in that person's name, with what he may do now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from psycopg.rows import dict_row

from engine.definition import Definition
from engine.now import now
from webapp.casework import definitions, runtime
from webapp.casework.actors import SYSTEM, Actor
from webapp.casework.runtime import Runtime
from webapp.casework.standing import LIMITS, SEATS, Seat, Standing
from webapp.database.connections import Connection


def orderer(connection: Connection, campaign: int, step: str) -> Actor:
    """Who completed the user task `step` of the campaign last; the program, when no person did."""
    row = connection.execute(
        """SELECT (data->>'assignee')::int FROM case_event WHERE case_id = %s AND kind = 'TaskCompleted' AND data->>'element' = %s
           ORDER BY seq DESC LIMIT 1""",
        (campaign, step),
    ).fetchone()
    user = row[0] if row else None
    return SYSTEM if user is None else person(connection, int(str(user)))


def person(connection: Connection, user: int) -> Actor:
    """The user as the one door for change knows him now."""
    seats = tuple(Seat(**row) for row in _rows(connection, SEATS, {"user": user, "at": now()}))
    (limits,) = _rows(connection, LIMITS, {"user": user})
    return Standing(
        seats=seats, clearances=frozenset(limits["clearances"]), may_be_recused=limits["is_recused"]
    ).actor("user", user)  # fmt: skip


Asks = Callable[[str, Mapping[str, Any]], Any]
"""(decision, what is known) -> its answer."""


def asking(connection: Connection, campaign: int) -> Asks:
    """Decisions of the version of the process on which this campaign runs, whatever was released since."""
    active = runtime.current(connection)
    row = connection.execute('SELECT definition FROM "case" WHERE id = %s', (campaign,)).fetchone()
    return asking_version(active, definitions.version(connection, active.library, str(row[0]) if row else ""))


def asking_version(active: Runtime, version: Definition) -> Asks:
    """Decisions of this version."""
    return lambda decision, known: active.engine.ask(version, decision, known).value


def _rows(connection: Connection, statement: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement, given).fetchall()
