"""The organisation as it was at any moment: units with their names and superiors, who held which role where, who was cleared.

Units, positions and accounts that were there before this was kept count as having been there all along."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from webapp.casework.directory import Directory, Unit
from webapp.database.connections import Connection

THEN = "(h.begins_at IS NULL OR h.begins_at <= %(at)s) AND (h.ends_at IS NULL OR h.ends_at > %(at)s)"
UNITS = f"SELECT h.code, h.parent, h.tier, h.path, h.successor FROM org_unit_history h WHERE {THEN} ORDER BY h.code"
SEATS = f"""
    SELECT h.user_id, h.unit, h.role FROM position_history h
    JOIN (SELECT user_id FROM user_history h WHERE {THEN} AND h.active) u USING (user_id) WHERE {THEN}
"""
CLEARED = """
    SELECT user_id, compartment FROM compartment_grant WHERE granted_at <= %(at)s AND (ended_at IS NULL OR ended_at > %(at)s)
"""
UNIT_NAMES = f"SELECT h.code, h.name, h.name_en FROM org_unit_history h WHERE h.code = ANY(%(which)s) AND {THEN}"
PEOPLE = f"SELECT h.user_id, h.name, h.name_en FROM user_history h WHERE h.user_id = ANY(%(which)s) AND {THEN}"


@dataclass(frozen=True, slots=True)
class Name:
    """As it was called: Chinese, and English where there is one."""

    name: str
    name_en: str | None


def as_of(connection: Connection, moment: datetime) -> Directory:
    """The directory of that moment, closed units included; deputies are no part of it, as in today's. `moment`: aware."""
    asked = {"at": moment}
    units = (Unit(*row) for row in connection.execute(UNITS, asked).fetchall())  # type: ignore[arg-type]
    seats = connection.execute(SEATS, asked).fetchall()
    return Directory.of(units, seats, connection.execute(CLEARED, asked).fetchall())  # type: ignore[arg-type]


def unit_names(connection: Connection, codes: Collection[str], moment: datetime) -> dict[str, Name]:
    """Code -> what the unit was called then; those that did not exist yet are missing."""
    rows = connection.execute(UNIT_NAMES, {"which": list(codes), "at": moment}).fetchall()
    return {str(code): Name(name, name_en) for code, name, name_en in rows}  # type: ignore[arg-type]


def people_names(connection: Connection, users: Collection[int], moment: datetime) -> dict[int, Name]:
    """User id -> what the person was called then; those without an account yet are missing."""
    rows = connection.execute(PEOPLE, {"which": list(users), "at": moment}).fetchall()
    return {user: Name(name, name_en) for user, name, name_en in rows}  # type: ignore[misc, arg-type]
