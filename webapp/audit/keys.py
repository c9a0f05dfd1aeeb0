"""The key that signs seals. It lives outside the database: whoever can rewrite rows still cannot sign them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from webapp.audit.algorithms import SIGNATURE

ID_BYTES = 8


def key_id(public: bytes) -> str:
    """A short name of a public key: the first bytes of its SHA-256, hexadecimal."""
    return hashlib.sha256(public).digest()[:ID_BYTES].hex()


@dataclass(frozen=True)
class SealKey:
    """`secret`: 32 bytes."""

    secret: bytes
    algorithm: str = SIGNATURE

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)

    @cached_property
    def public(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        return key_id(self.public)

    def sign(self, content: bytes) -> bytes:
        return self._private.sign(content)
