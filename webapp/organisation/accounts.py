"""Accounts of staff: added, renamed, switched off and on, unlocked, signed out everywhere; each change is in the log."""

from __future__ import annotations

import re
from typing import Any

import psycopg

from engine.errors import Rejection
from webapp.audit import log
from webapp.casework import tokens
from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.casework.reasons import given
from webapp.database.connections import Connection
from webapp.i18n import LOCALES
from webapp.organisation import password_links, strays
from webapp.organisation.change import changing
from webapp.organisation.rights import keeps_accounts, require, rules_account, tops
from webapp.passwords import NO_PASSWORD

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


class LoginTaken(Rejection):
    """There is an account of this name already."""


class UnfitLogin(Rejection):
    """A sign-in name has 2 to 40 small letters, digits, dots, dashes and underscores."""


class UnfitName(Rejection):
    """A person needs a name."""


def add(
    connection: Connection, by: Actor, directory: Directory, *, login: str, name: str, name_en: str = "",
    locale: str = LOCALES[0], password_hash: str = NO_PASSWORD,
) -> int:  # fmt: skip
    """A new account without any position; its id. Raises NotAllowed, LoginTaken, UnfitLogin, UnfitName."""
    login, name = login.strip().lower(), name.strip()[:80]
    require(by.kind == "system" or bool(tops(by)) or keeps_accounts(by), by)
    if not _LOGIN.fullmatch(login):
        raise UnfitLogin
    if not name or locale not in LOCALES:
        raise UnfitName
    try:
        with changing(connection, by.label):
            row: Any = connection.execute(
                """INSERT INTO "user" (login, name, name_en, password_hash, locale, active, failed_sign_ins)
                   VALUES (%s, %s, %s, %s, %s, true, 0) RETURNING id""",
                (login, name, name_en.strip()[:80] or None, password_hash, locale),
            ).fetchone()
            log.record(connection, "account_changed", by.label, {"user": row[0], "what": "added"})
    except psycopg.errors.UniqueViolation:
        raise LoginTaken from None
    return int(row[0])


def rename(
    connection: Connection, by: Actor, directory: Directory, user_id: int, *, name: str, name_en: str, locale: str
) -> None:
    """Raises NotAllowed, UnfitName."""
    require(rules_account(connection, by, user_id, directory), by)
    if not name.strip() or locale not in LOCALES:
        raise UnfitName
    with changing(connection, by.label):
        connection.execute(
            'UPDATE "user" SET name = %s, name_en = %s, locale = %s WHERE id = %s',
            (name.strip()[:80], name_en.strip()[:80] or None, locale, user_id),
        )
        log.record(connection, "account_changed", by.label, {"user": user_id, "what": "renamed"})


def switch(connection: Connection, by: Actor, directory: Directory, user_id: int, *, on: bool, reason: str) -> None:
    """Off: nobody signs in any more, all sessions and tokens end, claimed work goes back. Positions stay for when it is switched
    on again. Raises NotAllowed, NoReason."""
    words = given(reason)
    require(rules_account(connection, by, user_id, directory), by)
    with changing(connection, by.label, words):
        connection.execute(
            """UPDATE "user" SET active = %s, session_number = session_number + 1, locked_until = NULL, failed_sign_ins = 0
               WHERE id = %s""",
            (on, user_id),
        )
        if not on:
            tokens.revoke(connection, user_id)
            password_links.void(connection, user_id)
            strays.look_soon(connection)
        what = "switched_on" if on else "switched_off"
        log.record(connection, "account_changed", by.label, {"user": user_id, "what": what, "reason": words})


def unlock(connection: Connection, by: Actor, directory: Directory, user_id: int) -> None:
    """Let somebody who guessed too often try again at once. Raises NotAllowed."""
    _once(connection, by, directory, user_id, "unlocked", "locked_until = NULL, failed_sign_ins = 0")


def end_sessions(connection: Connection, by: Actor, directory: Directory, user_id: int) -> None:
    """Sign the person out on all devices. Raises NotAllowed."""
    _once(connection, by, directory, user_id, "sessions_ended", "session_number = session_number + 1")


def _once(connection: Connection, by: Actor, directory: Directory, user_id: int, what: str, change: str) -> None:
    require(rules_account(connection, by, user_id, directory), by)
    with connection.transaction():
        connection.execute(f'UPDATE "user" SET {change} WHERE id = %s', (user_id,))
        log.record(connection, "account_changed", by.label, {"user": user_id, "what": what})
