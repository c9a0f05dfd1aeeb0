"""Somebody of the demo city does an open task, at a moment of the past: the person who holds its role in its unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.commands import CompleteTask
from engine.now import at
from webapp.casework import runtime
from webapp.casework.actors import Actor
from webapp.casework.personal import complete
from webapp.database import connections
from webapp.forms import fields_of
from webapp.workers.drain import run_waiting_jobs

OPEN = """
    SELECT w.task, w.unit, w.role, w.form, c.definition, c.file FROM work_item w JOIN "case" c ON c.id = w.case_id
    WHERE w.case_id = %s AND w.element = %s AND w.state = 'open'
"""


CLEARED = "SELECT compartment FROM compartment_grant WHERE user_id = %s AND ended_at IS NULL"


def person(login: str) -> Actor:
    with connections.take() as connection:
        row: Any = connection.execute('SELECT id FROM "user" WHERE login = %s', (login,)).fetchone()
    return holder(int(row[0]))


def holder(user: int) -> Actor:
    with connections.take() as connection:
        seats: list[Any] = connection.execute('SELECT role, unit FROM "position" WHERE user_id = %s', (user,)).fetchall()
        grants: list[Any] = connection.execute(CLEARED, (user,)).fetchall()
    return Actor(kind="user", user_id=user, positions=frozenset(seats), clearances=frozenset(name for (name,) in grants))


def play(case_id: int, element: str, answers: Mapping[str, Any], moment: datetime, key: str) -> None:
    """Do the task and what follows from it at once. Names, texts and the like are sealed as from a page."""
    with connections.take() as connection:
        row: Any = connection.execute(OPEN, (case_id, element)).fetchone()
        active = runtime.current(connection)
    task, unit, role, form, definition, file = row
    by = holder(min(active.directory.holders[unit, role]))
    fields = fields_of(active.library.version(definition).forms[form])
    command = CompleteTask(command_id=by.own(key), task=task, answers=answers, assignee=by.user_id)
    with at(moment):
        complete(
            command,
            by,
            case_id=case_id,
            case_file=file,
            personal={field.key: field.personal for field in fields if field.personal},
        )
        run_waiting_jobs()
