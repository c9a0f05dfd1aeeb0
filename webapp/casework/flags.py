"""Marks a case carries in every list: it came back, it stands still, somebody waits impatiently. One bit each, so that lists
can filter by them in an index."""

from __future__ import annotations

from enum import IntFlag
from functools import cache


class Flag(IntFlag):
    """The numbers are stored; never give one a new meaning."""

    REOPENED = 1
    """handled again because the requester was right not to be content"""
    ON_HOLD = 2
    """on the problem ledger, out of the on-time statistics"""
    SUSPENDED = 4
    """a clock stands still for a listed reason"""
    CO_HANDLING = 8
    """several units work on it"""
    RESTRICTED = 16
    """kept in a compartment, or about a unit of ours"""
    CHASED = 32
    """the requester asked again since the last step of handling"""
    RETURNED = 64
    """a unit gave it back"""


CODES = {flag.name.lower(): flag for flag in Flag if flag.name}
"""reopened, on_hold ...: as in addresses and texts"""


ALL = sum(Flag)


@cache
def codes_of(flags: int) -> tuple[str, ...]:
    """The codes of the marks that are set, in a fixed order."""
    return tuple(code for code, flag in CODES.items() if flags & flag)


@cache
def holding(flags: int) -> tuple[int, ...]:
    """Every number that has at least these marks set: an index finds each of them."""
    return tuple(number for number in range(1, ALL + 1) if number & flags == flags)
