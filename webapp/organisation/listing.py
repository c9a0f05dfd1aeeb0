"""What administrators look at: accounts, one account with its past, units, tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row

from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.database.connections import Connection
from webapp.organisation.rights import sees_all, tops
from webapp.passwords import NO_PASSWORD

PAGE = 50
PEOPLE = """
    SELECT u.id, u.login, u.name, u.name_en, u.active, coalesce(u.locked_until > %(at)s, false) AS resting,
        u.password_hash = %(none)s AS fresh,
        coalesce((SELECT array_agg(p.role || '@' || p.unit ORDER BY o.path, p.role) FROM "position" p
            JOIN org_unit o ON o.code = p.unit WHERE p.user_id = u.id), '{{}}') AS seats
    FROM "user" u WHERE {conditions} ORDER BY u.active DESC, u.name, u.id LIMIT %(most)s OFFSET %(skipped)s
"""
BELOW = """EXISTS (SELECT FROM "position" p JOIN org_unit o ON o.code = p.unit
    WHERE p.user_id = u.id AND o.path LIKE ANY(%(paths)s))"""
TOKENS = """
    SELECT t.id, t.user_id, t.name, t.created_at, t.last_used_at, t.expires_at, t.revoked_at FROM api_token t
    JOIN "user" u ON u.id = t.user_id WHERE {conditions} ORDER BY t.revoked_at IS NOT NULL, t.id DESC LIMIT 200
"""
CHANGES = """
    SELECT begins_at, begun_by, begun_because, ends_at, ended_by, ended_because, role, unit FROM position_history
    WHERE user_id = %s ORDER BY ends_at IS NOT NULL, coalesce(ends_at, begins_at) DESC NULLS LAST, id DESC LIMIT 100
"""
UNIT_CHANGES = """
    SELECT begins_at, begun_by, begun_because, name, name_en, active, successor FROM org_unit_history
    WHERE code = %s ORDER BY id DESC LIMIT 50
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`words`: part of a login or name. `unit`: with all below. `state`: off, resting, fresh, nowhere or "" for all."""

    words: str = ""
    unit: str = ""
    role: str = ""
    state: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`seats`: role@unit. `resting`: guessed too often. `fresh`: has never chosen a password."""

    id: int
    login: str
    name: str
    name_en: str | None
    active: bool
    resting: bool
    fresh: bool
    seats: Sequence[str]


STATES = {
    "off": "NOT u.active", "resting": "u.locked_until > %(at)s", "fresh": "u.password_hash = %(none)s AND u.active",
    "nowhere": """NOT EXISTS (SELECT FROM "position" p WHERE p.user_id = u.id)""",
}  # fmt: skip


def people(connection: Connection, by: Actor, directory: Directory, asked: Asked, at: datetime) -> tuple[list[Person], bool]:
    """A page of accounts that `by` administers, by name, and whether there are more."""
    wanted = [_scope(by, directory)]
    if asked.words:
        wanted.append("(u.login ILIKE %(like)s OR u.name ILIKE %(like)s OR u.name_en ILIKE %(like)s)")
    if asked.unit:
        wanted.append(BELOW.replace("%(paths)s", "ARRAY[%(unit)s]"))
    if asked.role:
        wanted.append("""EXISTS (SELECT FROM "position" p WHERE p.user_id = u.id AND p.role = %(role)s)""")
    if asked.state in STATES:
        wanted.append(STATES[asked.state])
    like = "%" + asked.words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    values = {
        "at": at, "paths": _paths(by, directory), "like": like, "unit": f"{directory.path(asked.unit)}%", "role": asked.role,
        "most": PAGE + 1, "skipped": (max(asked.page, 1) - 1) * PAGE, "none": NO_PASSWORD,
    }  # fmt: skip
    found = _people(connection, wanted, values)
    return found[:PAGE], len(found) > PAGE


def person(connection: Connection, user_id: int, at: datetime) -> Person | None:
    """One account, whoever asks."""
    values = {"at": at, "most": 1, "skipped": 0, "id": user_id, "none": NO_PASSWORD}
    return next(iter(_people(connection, ["u.id = %(id)s"], values)), None)


def tokens(connection: Connection, by: Actor, directory: Directory, user_id: int | None = None) -> Sequence[Any]:
    """(id, user, name, made, last used, expires, ended) of one account, or of all that `by` administers; ended ones last."""
    condition = "u.id = %(id)s" if user_id else _scope(by, directory)
    values = {"id": user_id, "paths": _paths(by, directory)}
    return connection.execute(TOKENS.format(conditions=condition), values).fetchall()


def positions_of(connection: Connection, user_id: int) -> Sequence[Any]:
    """(begins, by, why, ends, by, why, role, unit): positions held now first, then the ended ones, newest first."""
    return connection.execute(CHANGES, (user_id,)).fetchall()


def changes_of_unit(connection: Connection, code: str) -> Sequence[Any]:
    """(since, by, why, name, English name, open, successor), newest first."""
    return connection.execute(UNIT_CHANGES, (code,)).fetchall()


def _people(connection: Connection, conditions: Sequence[str], values: dict[str, Any]) -> list[Person]:
    with connection.cursor(row_factory=class_row(Person)) as cursor:
        return cursor.execute(PEOPLE.format(conditions=" AND ".join(conditions)), values).fetchall()


def _scope(by: Actor, directory: Directory) -> str:
    return "true" if sees_all(by, directory) else BELOW


def _paths(by: Actor, directory: Directory) -> list[str]:
    return [f"{directory.path(unit)}%" for unit in tops(by)]
