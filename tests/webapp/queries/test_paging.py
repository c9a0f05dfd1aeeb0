"""Cursors: what goes in comes out, and nothing else gets in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from webapp.casework.queries.paging import pack, sequence_number, unpack

AT = datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=UTC)


def test_a_cursor_keeps_the_moment_to_the_microsecond() -> None:
    assert unpack(pack(AT, 7, 3), int, int) == (AT, (7, 3))
    assert unpack(pack(AT, 7, "handle", 1), int, str, int) == (AT, (7, "handle", 1))
    assert unpack(pack(None, 7, 3), int, int) == (None, (7, 3))


@pytest.mark.parametrize(
    "cursor", [None, "", "x", "W10", "bnVsbA", "Wzss", "é", pack(AT, 7), pack(AT, "7", 3), pack(AT, 7, 3, 1), pack(AT, 2**63, 3)]
)
def test_anything_else_is_no_cursor(cursor: str | None) -> None:
    assert unpack(cursor, int, int) is None


def test_a_cursor_holds_only_what_a_row_can_hold() -> None:
    assert unpack(pack(AT, 7, "hand\x00le", 1), int, str, int) is None


def test_a_sequence_number_is_digits_that_fit() -> None:
    assert [sequence_number(text) for text in ("0", "17", str(2**63 - 1))] == [0, 17, 2**63 - 1]
    assert {sequence_number(text) for text in (None, "", "-1", "²", "٣", "x", str(2**63), "9" * 5000)} == {None}
