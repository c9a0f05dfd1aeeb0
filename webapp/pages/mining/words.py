"""Times and shares in the reader's words."""

from __future__ import annotations

from collections.abc import Callable

from webapp.pages.board.words import time_words
from webapp.pages.texts import t

MICROSECONDS_OF_A_MINUTE = 60_000_000
HOUR, DAY = 60, 24 * 60


def timer(is_working: bool) -> Callable[[int | None], str]:
    """Words for microseconds: working days and hours, or days and hours as they pass; a dash for none."""

    def words(amount: int | None) -> str:
        if amount is None:
            return t("board-none")
        minutes = amount / MICROSECONDS_OF_A_MINUTE
        if minutes < 1:
            return t("mining-less-than-a-minute")
        if minutes < HOUR:
            return t("mining-minutes", n=f"{minutes:.0f}")
        if is_working:
            return time_words(minutes)
        return t("mining-days", n=f"{minutes / DAY:.1f}") if minutes >= DAY else t("mining-hours", n=f"{minutes / HOUR:.1f}")

    return words


def percent(n: int, d: int) -> str:
    """A dash when there is nothing to take a share of."""
    return f"{n / d * 100:.1f}%" if d else t("board-none")
