"""A small town for tests of storage: city > district > street, a clerk in the street, callers and a supervisor in the district,
and the processes `errand` and `watch` (tests/support/models)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.commands import CompleteTask, StartCase
from tests.support import judged
from webapp.casework.actors import SYSTEM, Actor
from webapp.casework.execute import Receipt, execute
from webapp.database import connections
from webapp.database.connections import Connection

MODELS = Path(__file__).parent / "models"

UNITS = [("city", None, "city"), ("east", "city", "district"), ("mill", "east", "street")]
PEOPLE = {
    1: [("unit_clerk", "mill")],
    2: [("unit_clerk", "mill")],
    3: [("callback_agent", "east")],
    4: [("supervisor", "east"), ("dispatcher", "east")],
    5: [("unit_leader", "mill")],
    6: [("auditor", "city")],
}


def build(connection: Connection) -> None:
    path = ""
    for code, parent, tier in UNITS:
        path = f"{path or '/'}{code}/"
        connection.execute(
            """INSERT INTO org_unit (code, parent, path, tier, kind, name, sort_key, active)
               VALUES (%s, %s, %s, %s, 'territory', %s, %s, true)""",
            (code, parent, path, tier, code, code),
        )
    for user, positions in PEOPLE.items():
        connection.execute(
            """INSERT INTO "user" (id, login, name, password_hash, locale, active, failed_sign_ins)
               VALUES (%s, %s, %s, '', 'en', true, 0)""",
            (user, f"user{user}", f"User {user}"),
        )
        for role, unit in positions:
            connection.execute('INSERT INTO "position" (user_id, unit, role) VALUES (%s, %s, %s)', (user, unit, role))
    connection.execute("SELECT setval('user_id_seq', %s)", (max(PEOPLE),))
    judged.seed(connection, MODELS)


def person(user: int) -> Actor:
    return Actor(kind="user", user_id=user, positions=frozenset(PEOPLE[user]))


CLERK, OTHER_CLERK, CALLER, SUPERVISOR, LEADER, AUDITOR = (person(user) for user in PEOPLE)


def cleared(by: Actor, *compartments: str) -> Actor:
    """The same person with clearances."""
    return replace(by, clearances=frozenset(compartments))


def new_id() -> str:
    return uuid.uuid4().hex


def start(by: Actor = SYSTEM, **file: Any) -> Receipt:
    """An errand in the street `mill`."""
    content = {
        "title": "路灯不亮",
        "category": "light",
        "urgency": "general",
        "channel": "hotline",
        "place": {"unit": "mill"},
        **file,
    }
    return execute(StartCase(command_id=new_id(), process="errand", file=content), by)


def open_task(case_id: int) -> int:
    """Number of the case's only open task."""
    with connections.take() as connection:
        rows = connection.execute("SELECT task FROM work_item WHERE case_id = %s AND state = 'open'", (case_id,)).fetchall()
    assert len(rows) == 1, f"{len(rows)} open tasks"
    return rows[0][0]  # type: ignore[return-value]


def complete(case_id: int, by: Actor, **answers: Any) -> Receipt:
    return execute(
        CompleteTask(command_id=new_id(), task=open_task(case_id), answers=answers, assignee=by.user_id), by, case_id=case_id
    )
