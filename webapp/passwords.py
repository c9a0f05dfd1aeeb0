"""Passwords of staff: argon2id, never kept in clear, checked in about the same time whether the account exists or not."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
NO_PASSWORD = "!"
"""Stored as password hash of an account nobody can sign in to until somebody opened its link."""


def hashed(password: str) -> str:
    """The argon2id hash to keep in `user.password_hash`."""
    return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether `password` is the one behind `password_hash`; with None it works as long and says no."""
    try:
        return _hasher.verify(password_hash or _nobody(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return hashed("nobody has this password")
