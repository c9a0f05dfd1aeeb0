"""Administrators of the small town: of the whole (7), of the district (8)."""

from __future__ import annotations

from typing import Any

from tests.support import town
from webapp.casework.actors import Actor
from webapp.database.connections import Connection

ADMIN = Actor(kind="user", user_id=7, positions=frozenset({("org_admin", "city")}))
LOCAL = Actor(kind="user", user_id=8, positions=frozenset({("org_admin", "east")}))


def build(connection: Connection) -> None:
    town.build(connection)
    for user, unit in ((7, "city"), (8, "east")):
        connection.execute(
            """INSERT INTO "user" (id, login, name, password_hash, locale, active, failed_sign_ins)
               VALUES (%s, %s, %s, '', 'en', true, 0)""",
            (user, f"admin{user}", f"Admin {user}"),
        )
        connection.execute('INSERT INTO "position" (user_id, unit, role) VALUES (%s, %s, %s)', (user, unit, "org_admin"))
    connection.execute("SELECT setval('user_id_seq', 8)")


def logged(connection: Connection, kind: str) -> list[dict[str, Any]]:
    """What the office's log says, oldest first."""
    return [row[0] for row in connection.execute("SELECT about FROM audit_event WHERE kind = %s ORDER BY seq", (kind,))]  # type: ignore[misc]
