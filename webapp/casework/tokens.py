"""Access tokens of programs that act for a user. The database keeps only a hash; the token is shown once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_

from engine.now import now
from webapp.audit import log
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.models import ApiToken

NOTED_AGAIN_AFTER = timedelta(minutes=5)


def issue(connection: Connection, user_id: int, name: str, expires_at: datetime | None = None) -> str:
    """A new token of the user, called `name`. Nobody can read it again."""
    token = secrets.token_urlsafe(32)
    connection.execute(
        "INSERT INTO api_token (user_id, name, token_hash, created_at, expires_at) VALUES (%s, %s, %s, %s, %s)",
        (user_id, name, digest(token), now(), expires_at),
    )
    return token


def revoke(connection: Connection, user_id: int, name: str | None = None) -> int:
    """End the user's tokens of this name (None: all of them) from the next request on; how many."""
    return connection.execute(
        "UPDATE api_token SET revoked_at = %s WHERE user_id = %s AND revoked_at IS NULL AND name = coalesce(%s, name)",
        (now(), user_id, name),
    ).rowcount


def in_force(at: datetime) -> ColumnElement[bool]:
    """Neither ended nor run out."""
    return ApiToken.revoked_at.is_(None) & or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > at)


def note_use(token_id: int, last: datetime | None) -> None:
    """Keep when it was last used, to within some minutes: a program that reads all day writes here seldom. `last`: as known."""
    if last is None or last < now() - NOTED_AGAIN_AFTER:
        with connections.take() as connection:
            connection.execute("UPDATE api_token SET last_used_at = %s WHERE id = %s", (now(), token_id))


def owner_of(connection: Connection, token_id: int) -> int | None:
    """Whose token in force this is."""
    row = connection.execute("SELECT user_id FROM api_token WHERE id = %s AND revoked_at IS NULL", (token_id,)).fetchone()
    return None if row is None else int(str(row[0]))


def end(connection: Connection, token_id: int, *, by: str) -> None:
    """End one token, and say so in the log. `by`: actor label."""
    row = connection.execute(
        "UPDATE api_token SET revoked_at = %s WHERE id = %s AND revoked_at IS NULL RETURNING user_id, name", (now(), token_id)
    ).fetchone()
    if row:
        log.record(connection, "account_changed", by, {"user": row[0], "what": "token_revoked", "name": row[1]})


def digest(token: str) -> bytes:
    """A plain hash is enough: the token itself is 256 random bits."""
    return hashlib.sha256(token.encode()).digest()
