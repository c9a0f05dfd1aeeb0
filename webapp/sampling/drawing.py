"""The draw: pure, and the same for everybody who has the frame and the seed.

Efraimidis and Spirakis, "Weighted random sampling with a reservoir", Information Processing Letters 97 (2006): each item gets
the key u^(1/weight), the largest keys are the sample; with equal weights this is a simple random sample without replacement. Here
u is no roll of dice but a number made of the seed and the case number by SHA-256, so the draw can be repeated and nobody can
steer it after the seed is written down."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping

STEPS = 2**64


def draw(weights: Mapping[str, int], size: int, seed: str) -> list[str]:
    """`size` of the keys of `weights` (case number -> weight, at least 1), in the order drawn; fewer when there are fewer."""
    return sorted(weights, key=lambda number: (_key(number, weights[number], seed), number))[:size]


def digest(numbers: Iterable[str]) -> str:
    """SHA-256 over the numbers of a frame, sorted, one per line: whether two people drew from the same cases."""
    return hashlib.sha256("\n".join(sorted(numbers)).encode()).hexdigest()


def _key(number: str, weight: int, seed: str) -> float:
    """-ln(u)/weight: smallest first is largest u^(1/weight) first, without rounding near 1."""
    drawn = int.from_bytes(hashlib.sha256(f"{seed}:{number}".encode()).digest()[:8])
    return -math.log((drawn + 1) / (STEPS + 1)) / weight
