"""Cursors: what goes in comes out, and nothing else gets in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from webapp.casework.queries.paging import pack, unpack

AT = datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=UTC)


def test_a_cursor_keeps_the_moment_to_the_microsecond() -> None:
    assert unpack(pack(AT, 7, 3), int, int) == (AT, (7, 3))
    assert unpack(pack(AT, 7, "handle", 1), int, str, int) == (AT, (7, "handle", 1))
    assert unpack(pack(None, 7, 3), int, int) == (None, (7, 3))


@pytest.mark.parametrize(
    "cursor", [None, "", "x", "W10", "bnVsbA", "Wzss", "é", pack(AT, 7), pack(AT, "7", 3), pack(AT, 7, 3, 1)]
)
def test_anything_else_is_no_cursor(cursor: str | None) -> None:
    assert unpack(cursor, int, int) is None
