"""Access tokens of programs that act for a user. The database keeps only a hash; the token is shown once."""

from __future__ import annotations

import hashlib
import secrets

from engine.now import now
from webapp.database.connections import Connection


def issue(connection: Connection, user_id: int, name: str) -> str:
    """A new token of the user, called `name`. Nobody can read it again."""
    token = secrets.token_urlsafe(32)
    connection.execute(
        "INSERT INTO api_token (user_id, name, token_hash, created_at) VALUES (%s, %s, %s, %s)",
        (user_id, name, digest(token), now()),
    )
    return token


def revoke(connection: Connection, user_id: int, name: str | None = None) -> int:
    """End the user's tokens of this name (None: all of them) from the next request on; how many."""
    return connection.execute(
        "UPDATE api_token SET revoked_at = %s WHERE user_id = %s AND revoked_at IS NULL AND name = coalesce(%s, name)",
        (now(), user_id, name),
    ).rowcount


def digest(token: str) -> bytes:
    """A plain hash is enough: the token itself is 256 random bits."""
    return hashlib.sha256(token.encode()).digest()
