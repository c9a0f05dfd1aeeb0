"""Units, categories and accounts as values, and their rows. Rule: adding what is there already changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import Cursor

from webapp.database import connections
from webapp.passwords import NO_PASSWORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One org unit. `tier`: city, district, street, community or grid; `kind`: territory or department."""

    code: str
    parent: str | None
    tier: str
    kind: str
    name: str
    name_en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryEntry:
    """`code` is dotted (roads.surface.pothole); `level` 1 to 3; `original_code` is the city's own."""

    code: str
    parent: str | None
    level: int
    name: str
    name_en: str | None = None
    original_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who works here. `positions`: (unit code, role) pairs."""

    login: str
    name: str
    name_en: str | None
    positions: tuple[tuple[str, str], ...]


def add_units(units: Sequence[Unit]) -> int:
    """Add those that are new; parents come before children, in `units` or in the table. Returns how many were new."""
    with connections.take() as connection, connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SELECT code, path FROM org_unit")
        paths: dict[str, str] = {str(code): str(path) for code, path in cursor}
        fresh = [unit for unit in units if unit.code not in paths]
        for unit in fresh:
            paths[unit.code] = f"{paths[unit.parent] if unit.parent else '/'}{unit.code}/"
        cursor.executemany(
            "INSERT INTO org_unit (code, parent, path, tier, kind, name, name_en, sort_key, active)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, true) ON CONFLICT DO NOTHING",
            [(u.code, u.parent, paths[u.code], u.tier, u.kind, u.name, u.name_en, paths[u.code]) for u in fresh],
        )
    return len(fresh)


def add_categories(entries: Sequence[CategoryEntry]) -> int:
    """Add those that are new; returns how many."""
    with connections.take() as connection, connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO category (code, parent, level, name, name_en, original_code, active)"
            " VALUES (%s, %s, %s, %s, %s, %s, true) ON CONFLICT DO NOTHING",
            [(e.code, e.parent, e.level, e.name, e.name_en, e.original_code) for e in entries],
        )
        return max(cursor.rowcount, 0)


def add_accounts(accounts: Sequence[Account], *, password_hash: str = NO_PASSWORD) -> int:
    """Add accounts that are new, with their positions; an existing account keeps its password and what an administrator gave it
    or took from it. Returns how many were new."""
    with connections.take() as connection, connection.transaction(), connection.cursor() as cursor:
        cursor.execute('SELECT login FROM "user" WHERE login = ANY(%s)', ([account.login for account in accounts],))
        known = {row[0] for row in cursor}
        accounts = [account for account in accounts if account.login not in known]
        cursor.executemany(
            'INSERT INTO "user" (login, name, name_en, password_hash, locale, active, failed_sign_ins)'
            " VALUES (%s, %s, %s, %s, 'zh_CN', true, 0) ON CONFLICT (login) DO NOTHING",
            [(account.login, account.name, account.name_en, password_hash) for account in accounts],
        )
        added = max(cursor.rowcount, 0)
        _add_positions(cursor, accounts)
    return added


def _add_positions(cursor: Cursor[tuple[object, ...]], accounts: Sequence[Account]) -> None:
    cursor.executemany(
        'INSERT INTO position (user_id, unit, role) SELECT id, %s, %s FROM "user" WHERE login = %s ON CONFLICT DO NOTHING',
        [(unit, role, account.login) for account in accounts for unit, role in account.positions],
    )


def top_unit() -> str | None:
    """Code of the one unit without a superior. None when there is none yet.

    Raises ValueError when there are several: the caller has to say which one is meant."""
    with connections.take() as connection:
        roots = [str(code) for (code,) in connection.execute("SELECT code FROM org_unit WHERE parent IS NULL ORDER BY code")]
    if len(roots) > 1:
        raise ValueError(f"several units have no superior: {', '.join(roots)}")
    return roots[0] if roots else None
