"""Units: added, renamed, closed. A closed unit stays in the tree for its old cases; its open work goes to the successor."""

from __future__ import annotations

import re
from typing import Any

from engine.errors import Rejection
from engine.now import now
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.casework.reasons import given
from webapp.database.connections import Connection
from webapp.organisation import positions, strays
from webapp.organisation.change import changing
from webapp.organisation.rights import require, rules_unit, tops

BELOW = {"city": "district", "district": "street", "street": "community", "community": "grid"}
"""Tier of a territory -> tier of the territories in it."""
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


class UnfitUnit(Rejection):
    """A unit needs a name, and a code of small letters, digits and dashes that no other unit has."""


class CannotClose(Rejection):
    """It is closed already, has units below that are open, or the successor is closed or lies inside it."""


def add(
    connection: Connection, by: Actor, directory: Directory, *, code: str, parent: str, kind: str, name: str, name_en: str,
    reason: str,
) -> None:  # fmt: skip
    """`kind`: territory or department. Raises NotAllowed, NoReason, UnfitUnit."""
    words, code = given(reason), code.strip().lower()
    require(rules_unit(by, parent, directory), by)
    tier = _tier(directory, parent, kind)
    if (
        not _CODE.fullmatch(code)
        or not name.strip()
        or tier is None
        or code in directory.units
        or not _is_open(connection, parent)
    ):
        raise UnfitUnit
    path = f"{directory.path(parent)}{code}/"
    with changing(connection, by.label, words):
        connection.execute(
            """INSERT INTO org_unit (code, parent, path, tier, kind, name, name_en, sort_key, active)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, true)""",
            (code, parent, path, tier, kind, name.strip()[:80], name_en.strip()[:80] or None, path),
        )
        log.record(connection, "unit_changed", by.label, {"unit": code, "what": "added", "parent": parent, "reason": words})


def rename(connection: Connection, by: Actor, directory: Directory, code: str, *, name: str, name_en: str, reason: str) -> None:
    """Cases of earlier days show the earlier name. Raises NotAllowed, NoReason, UnfitUnit."""
    words = given(reason)
    require(rules_unit(by, code, directory), by)
    if not name.strip():
        raise UnfitUnit
    with changing(connection, by.label, words):
        row: Any = connection.execute("SELECT name FROM org_unit WHERE code = %s FOR UPDATE", (code,)).fetchone()
        connection.execute(
            "UPDATE org_unit SET name = %s, name_en = %s WHERE code = %s", (name.strip()[:80], name_en.strip()[:80] or None, code)
        )
        about = {"unit": code, "what": "renamed", "before": row[0], "after": name.strip()[:80], "reason": words}
        log.record(connection, "unit_changed", by.label, about)


def close(connection: Connection, by: Actor, directory: Directory, code: str, *, successor: str, reason: str) -> int:
    """Everybody loses the position there, open work goes to `successor` a moment later; how many positions ended. Raises
    NotAllowed, NoReason, CannotClose."""
    words = given(reason)
    require(rules_unit(by, code, directory) and rules_unit(by, successor, directory) and code not in tops(by), by)
    if directory.superior(code) is None or directory.is_within(successor, code):
        raise CannotClose
    with changing(connection, by.label, words):
        if not _is_open(connection, code) or not _is_open(connection, successor) or _open_below(connection, code):
            raise CannotClose
        seats: list[Any] = connection.execute(
            'DELETE FROM "position" WHERE unit = %s RETURNING user_id, role, unit', (code,)
        ).fetchall()
        connection.execute("UPDATE org_unit SET active = false, successor = %s WHERE code = %s", (successor, code))
        connection.execute(
            "UPDATE position_plan SET settled_at = %s, outcome = 'refused' WHERE unit = %s AND settled_at IS NULL", (now(), code)
        )
        strays.look_soon(connection)
        for user, role, unit in sorted(seats):
            positions.told(connection, by, "position_revoked", user, role, unit, words)
        log.record(
            connection, "unit_changed", by.label, {"unit": code, "what": "closed", "successor": successor, "reason": words}
        )
    return len(seats)


def _tier(directory: Directory, parent: str, kind: str) -> str | None:
    """A department bears the tier of its territory."""
    tier = directory.tier(parent)
    return tier if kind == "department" else BELOW.get(tier or "") if kind == "territory" else None


def _is_open(connection: Connection, code: str) -> bool:
    return connection.execute("SELECT 1 FROM org_unit WHERE code = %s AND active", (code,)).fetchone() is not None


def _open_below(connection: Connection, code: str) -> bool:
    return connection.execute("SELECT 1 FROM org_unit WHERE parent = %s AND active LIMIT 1", (code,)).fetchone() is not None
