"""Keyset paging by (due date, case, task): the cursor is the last row seen, so page 1000 costs what page 1 costs."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import orjson

Row = TypeVar("Row")

LARGEST = 2**63 - 1
"""The largest number of a row in the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """`after`: cursor of the next page; None on the last."""

    rows: list[Row]
    after: str | None = None


def pack(at: datetime | None, *key: int | str) -> str:
    """The cursor of a row, safe in a URL. The time keeps its microseconds: it must equal the row's."""
    raw = orjson.dumps([at.astimezone(UTC).isoformat() if at else None, *key])
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unpack(cursor: str | None, *kinds: type) -> tuple[datetime | None, tuple[Any, ...]] | None:
    """What `pack` made of a key of these types; None for no cursor and for anything that is not one of ours."""
    if not cursor:
        return None
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        at, *rest = values
        if [type(part) for part in rest] != list(kinds) or not all(map(_can_be_key, rest)):
            return None
        return (datetime.fromisoformat(at) if at else None), tuple(rest)
    except (ValueError, TypeError, binascii.Error):
        return None


def sequence_number(typed: str | None) -> int | None:
    """A number from an address; None for anything that no row can have."""
    return int(typed) if typed and len(typed) < 20 and typed.isascii() and typed.isdecimal() and int(typed) <= LARGEST else None


def _can_be_key(part: int | str) -> bool:
    return abs(part) <= LARGEST if isinstance(part, int) else "\x00" not in part
