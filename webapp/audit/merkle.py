"""Merkle trees as in RFC 6962, section 2.1: one hash stands for many leaves, and a short proof shows that a leaf is among them.

Leaf and node hashes begin with different bytes, so that nobody can pass off a node as a leaf."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.audit.algorithms import Digest

LEAF, NODE = b"\x00", b"\x01"


def leaf_hash(digest: Digest, content: bytes) -> bytes:
    return digest(LEAF + content)


def root(digest: Digest, leaves: Sequence[bytes]) -> bytes:
    """The tree hash over leaf hashes; that of no leaves is the digest of nothing."""
    if not leaves:
        return digest(b"")
    return _levels(digest, leaves)[-1][0]


def proof(digest: Digest, leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of leaf `index`: the hashes one needs besides it to compute the root, nearest first."""
    path = []
    for level in _levels(digest, leaves)[:-1]:
        beside = index ^ 1
        if beside < len(level):
            path.append(level[beside])
        index //= 2
    return path


def root_of(digest: Digest, leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that `path` leads to from leaf hash number `index` of `size`; None when it cannot be such a path."""
    found, rest = leaf, list(path)
    while size > 1:
        if index ^ 1 < size:
            if not rest:
                return None
            beside = rest.pop(0)
            found = digest(NODE + beside + found) if index & 1 else digest(NODE + found + beside)
        index, size = index // 2, (size + 1) // 2
    return None if rest else found


def _levels(digest: Digest, leaves: Sequence[bytes]) -> list[list[bytes]]:
    """Leaf hashes first. A last one without a neighbour rises unchanged, which gives the tree of the RFC."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [digest(NODE + below[at] + below[at + 1]) for at in range(0, len(below) - 1, 2)]
        levels.append(above + below[len(below) & ~1 :])
    return levels
