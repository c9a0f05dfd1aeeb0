"""Which run of a multi-instance a piece of open work belongs to, read off the stored state without its diagram."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.state import unpack

NAMED = 6
"""Entries of a token as it is stored, see engine/spiff/codec.py: node, state, inner, data, children, inside."""


def set_aside(blob: bytes, number: int) -> Mapping[str, Any]:
    """What the loops around the open task of this number have set aside for it, such as the item it is about; empty when the
    task is in none or not open. Errors: UnknownStateVersion."""
    return _find(unpack(blob).tokens, number, {}) or {}


def _find(rows: Iterable[list[Any]], number: int, around: Mapping[str, Any]) -> Mapping[str, Any] | None:
    for row in rows:
        _, _, inner, data, children, inside = row + [0] * (NAMED - len(row))
        here = {**around, **(data or {})}
        if inner and inner.get("no") == number:
            return here
        found = _find(children or (), number, around)
        found = _find(inside or (), number, here) if found is None else found
        if found is not None:
            return found
    return None
