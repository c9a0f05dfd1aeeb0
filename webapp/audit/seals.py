"""A seal: one signed statement that these ranges of events existed with these hashes, chained to the seal before it.

    leaf    = JCS({"case", "first", "head", "last"}): events `first` to `last` of a case; `head` is the hash of the last
              one, which by the chain of the case stands for all of them
    root    = Merkle tree hash over the leaves (RFC 6962)
    content = JCS({"at", "digest", "events", "key", "leaves", "number", "previous", "root", "signature"})
    hash    = digest(content), which the next seal names as `previous`; the signature covers `content`

Hashes are hexadecimal; `previous` of seal 1 is 64 zeros."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.audit import algorithms, merkle
from webapp.audit.canonical import canonical
from webapp.audit.chain import GENESIS, moment
from webapp.audit.keys import SealKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    case_id: int
    first_seq: int
    last_seq: int
    head: bytes

    @property
    def content(self) -> bytes:
        return canonical({"case": self.case_id, "first": self.first_seq, "last": self.last_seq, "head": self.head.hex()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """`content`: what is signed, as plain JSON. `hash`: as stored; see `problem_of`."""

    content: dict[str, Any]
    hash: bytes
    signature: bytes

    @property
    def number(self) -> int:
        return int(self.content["number"])


def root_of(leaves: Sequence[Leaf], digest_name: str) -> bytes:
    digest = algorithms.digest(digest_name)
    return merkle.root(digest, [merkle.leaf_hash(digest, leaf.content) for leaf in leaves])


def make(*, previous: Seal | None, leaves: Sequence[Leaf], at: datetime, key: SealKey, digest: str) -> Seal:
    """The next seal. Raises UnknownAlgorithm."""
    content = {
        "number": previous.number + 1 if previous else 1, "at": moment(at), "digest": digest, "signature": key.algorithm,
        "key": key.id, "leaves": len(leaves), "events": sum(leaf.last_seq - leaf.first_seq + 1 for leaf in leaves),
        "root": root_of(leaves, digest).hex(), "previous": (previous.hash if previous else GENESIS).hex(),
    }  # fmt: skip
    signed = canonical(content)
    return Seal(content=content, hash=algorithms.digest(digest)(signed), signature=key.sign(signed))


def problem_of(seal: Seal, previous: Seal | None, public_key: bytes | None) -> str | None:
    """What is wrong with a seal by itself and against the one before it: a code, or None. Raises UnknownAlgorithm."""
    content = seal.content
    signed = canonical(content)
    if algorithms.digest(content["digest"])(signed) != seal.hash:
        return "seal_changed"
    if public_key is None:
        return "key_unknown"
    if not algorithms.is_signed(content["signature"], public_key, seal.signature, signed):
        return "seal_forged"
    if content["previous"] != (previous.hash if previous else GENESIS).hex():
        return "seal_unlinked"
    return None
