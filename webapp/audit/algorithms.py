"""The algorithms a seal may name. Replaceable: every seal says which it used, and old seals are checked with theirs.

SHA-256 (FIPS 180-4) and Ed25519 (RFC 8032) by default; SM3 (GB/T 32905-2016) where national cryptography is required."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Digest = Callable[[bytes], bytes]


class UnknownAlgorithm(ValueError):
    """A seal names an algorithm this program does not know."""


def digest(name: str) -> Digest:
    """The function behind the name: bytes -> 32 bytes. Raises UnknownAlgorithm, also where the system's OpenSSL lacks SM3."""
    if name not in DIGESTS or name not in hashlib.algorithms_available:
        raise UnknownAlgorithm(name)
    return lambda content: hashlib.new(name, content).digest()


def is_signed(name: str, public_key: bytes, signature: bytes, content: bytes) -> bool:
    """Whether `signature` is that of `content`. Raises UnknownAlgorithm."""
    if name != SIGNATURE:
        raise UnknownAlgorithm(name)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


DIGESTS = ("sha256", "sm3")
SIGNATURE = "ed25519"
