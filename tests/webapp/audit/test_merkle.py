"""Merkle trees of RFC 6962: its recursive definition is the oracle; proofs lead to the root and nothing else does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from webapp.audit.algorithms import DIGESTS, Digest, digest
from webapp.audit.merkle import leaf_hash, proof, root, root_of

SHA256 = digest("sha256")
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
contents = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


def by_definition(hashed: Digest, leaves: list[bytes]) -> bytes:
    """MTH of section 2.1: the left subtree is the largest power of two smaller than the number of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashed(b"\x01" + by_definition(hashed, leaves[:split]) + by_definition(hashed, leaves[split:]))


def test_the_tree_of_nothing_is_the_digest_of_nothing() -> None:
    assert root(SHA256, []).hex() == EMPTY


@given(contents, st.sampled_from(DIGESTS))
def test_the_root_is_that_of_the_definition(items: list[bytes], name: str) -> None:
    hashed = digest(name)
    leaves = [leaf_hash(hashed, item) for item in items]
    assert root(hashed, leaves) == by_definition(hashed, leaves)


@given(contents, st.data())
def test_every_leaf_has_a_proof(items: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(SHA256, item) for item in items]
    index = data.draw(st.integers(0, len(leaves) - 1))
    assert root_of(SHA256, leaves[index], index, len(leaves), proof(SHA256, leaves, index)) == root(SHA256, leaves)


@given(contents, st.data())
def test_another_leaf_or_path_leads_elsewhere(items: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(SHA256, item) for item in items]
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = proof(SHA256, leaves, index)
    top = root(SHA256, leaves)
    assert root_of(SHA256, leaf_hash(SHA256, b"something else"), index, len(leaves), path) != top
    assert root_of(SHA256, leaves[index], index, len(leaves), [*path, top]) is None
    if path:
        assert root_of(SHA256, leaves[index], index, len(leaves), path[:-1]) is None
