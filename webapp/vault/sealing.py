"""Encryption of the vault: AES-256-GCM, a fresh nonce before each sealed value, and what it belongs to as associated data."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_BYTES = 32


def seal(key: bytes, content: bytes, belongs_to: str) -> bytes:
    """Nonce and ciphertext. Opening it for something else than `belongs_to` fails."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, belongs_to.encode())


def unseal(key: bytes, sealed: bytes, belongs_to: str) -> bytes:
    """Raises cryptography.exceptions.InvalidTag when anything does not fit."""
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], belongs_to.encode())


@dataclass(frozen=True, slots=True)
class MasterKey:
    """Two keys derived from the configured one, so that neither use weakens the other."""

    wrapping: bytes
    indexing: bytes

    @classmethod
    def of(cls, secret: bytes) -> MasterKey:
        return cls(_derive(secret, b"bihuan wrap subject keys"), _derive(secret, b"bihuan index phones"))

    def new_subject_key(self, party_id: int) -> bytes:
        """A random key, wrapped."""
        return seal(self.wrapping, os.urandom(KEY_BYTES), f"party:{party_id}")

    def subject_key(self, party_id: int, wrapped: bytes) -> bytes:
        return unseal(self.wrapping, wrapped, f"party:{party_id}")

    def index(self, value: str) -> bytes:
        """Keyed hash for search by equality; useless without the key, although there are few phone numbers."""
        return hmac.digest(self.indexing, value.encode(), hashlib.sha256)


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret)
