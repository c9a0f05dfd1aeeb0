"""Reasons that people must give: said in a few words, kept without numbers and names that could give a requester away."""

from __future__ import annotations

from engine.errors import Rejection
from webapp import vault

SHORTEST, LONGEST = 4, 500


class NoReason(Rejection):
    """Say in a few words why this is needed."""


def given(reason: str) -> str:
    """The reason as it is kept. Raises NoReason."""
    words = reason.strip()
    if len(words) < SHORTEST:
        raise NoReason
    return vault.redact(words)[:LONGEST]
