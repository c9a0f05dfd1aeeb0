"""People in event logs: always the same sign for the same person, and no way back without the key."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

from webapp.casework.actors import user_in

PURPOSE = b"bihuan event log resources"
LENGTH = 10
"""Hexadecimal digits: 40 bits, enough to tell the staff of a city apart."""


class Pseudonyms:
    """`secret`: 32 bytes; whoever has it can find out whom a sign stands for by trying all users."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, PURPOSE, hashlib.sha256)
        self.of = lru_cache(maxsize=100_000)(self._of)

    def _of(self, actor: str) -> str:
        """user:7, api:7 and user:7 for user:9 (a deputy) -> u-3f...; what is not a person (timer, job, system, party) keeps its
        name."""
        person = user_in(actor)
        if person is None:
            return actor.partition(":")[0]
        return f"u-{hmac.digest(self._key, str(person).encode(), hashlib.sha256).hex()[:LENGTH]}"
