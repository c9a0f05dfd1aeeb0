"""Links by which a person chooses the password alone: made by an administrator, shown once, good once and for a day. So nobody
else ever knows a password."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from engine.errors import Rejection
from engine.now import now
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.database.connections import Connection
from webapp.organisation.rights import require, rules_account
from webapp.passwords import hashed, matches

GOOD_FOR = timedelta(days=1)
SHORTEST, LONGEST = 10, 200
FIND = """
    SELECT l.id, u.id, u.login, u.name, u.name_en FROM password_link l JOIN "user" u ON u.id = l.user_id
    WHERE l.secret_hash = %s AND l.ended_at IS NULL AND l.expires_at > %s AND u.active
"""


class LinkSpent(Rejection):
    """This link was used, is too old, or never was one."""


class WeakPassword(Rejection):
    """A password has at least ten characters and is not the name of the account."""


class WrongPassword(Rejection):
    """The password until now is another one."""


def make(connection: Connection, by: Actor, directory: Directory, user_id: int) -> str:
    """The secret of a new link; earlier ones of this account are void. Nobody can read it again. Raises NotAllowed."""
    require(rules_account(connection, by, user_id, directory), by)
    secret = secrets.token_urlsafe(24)
    with connection.transaction():
        void(connection, user_id)
        connection.execute(
            "INSERT INTO password_link (user_id, secret_hash, made_by, made_at, expires_at) VALUES (%s, %s, %s, %s, %s)",
            (user_id, _hash(secret), by.label, now(), now() + GOOD_FOR),
        )
        log.record(connection, "account_changed", by.label, {"user": user_id, "what": "link_made"})
    return secret


def void(connection: Connection, user_id: int) -> None:
    """Whatever links of this account are out open nothing any more."""
    connection.execute("UPDATE password_link SET ended_at = %s WHERE user_id = %s AND ended_at IS NULL", (now(), user_id))


def account_of(connection: Connection, secret: str) -> Any:
    """(link id, user id, login, name, English name) behind the secret. Raises LinkSpent."""
    row = connection.execute(FIND, (_hash(secret), now())).fetchone()
    if row is None:
        raise LinkSpent
    return row


def choose(connection: Connection, secret: str, password: str) -> str:
    """Set the password, and sign the account out everywhere; its login. Raises LinkSpent, WeakPassword."""
    link, user, login, *_ = account_of(connection, secret)
    new = _fit(login, password)
    with connection.transaction():
        spent = connection.execute(
            "UPDATE password_link SET ended_at = %s WHERE id = %s AND ended_at IS NULL", (now(), link)
        ).rowcount
        if not spent:
            raise LinkSpent
        _set(connection, user, new, "password_by_link")
    return str(login)


def change(connection: Connection, user_id: int, before: str, password: str) -> None:
    """One's own. Raises WrongPassword, WeakPassword."""
    row: Any = connection.execute('SELECT login, password_hash FROM "user" WHERE id = %s', (user_id,)).fetchone()
    if row is None or not matches(row[1], before):
        raise WrongPassword
    new = _fit(row[0], password)
    with connection.transaction():
        _set(connection, user_id, new, "password_changed")


def _fit(login: str, password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST or password.strip().lower() == login:
        raise WeakPassword
    return hashed(password)


def _set(connection: Connection, user_id: int, password_hash: str, what: str) -> None:
    connection.execute(
        """UPDATE "user" SET password_hash = %s, session_number = session_number + 1, failed_sign_ins = 0, locked_until = NULL
           WHERE id = %s""",
        (password_hash, user_id),
    )
    log.record(connection, "account_changed", f"user:{user_id}", {"user": user_id, "what": what})


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
