"""A limit is what was promised: "5wd", "0.5wd", "80wh", "30min", "24h", "15d", with the terms that laws and cities add.

    wd  working days      the starting day is not counted; ends at close of business of the last day (Civil Code 201, 203)
    wh  working hours     time inside office windows only, from the moment
    h min  natural time   holidays and nights count (urgent matters)
    d   calendar days     the starting day is not counted; ends at 24:00; a last day of rest rolls over to the next working day

Terms follow the amount, in any order:

    until 24:00 | until close   the other end of the last day than the unit's own (wd and d)
    today before 10:00          what starts on a working day before this time counts that day as day one (wd)
    exact                       no roll-over of a last day of rest (d)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Unit = Literal["wd", "wh", "h", "min", "d"]
Ends = Literal["close", "midnight"]

DAY = 86_400_000_000
"""Parts in one working day or one calendar day, so that shares of a day are whole numbers. Microseconds for natural days."""
HOUR = 3_600_000_000
MINUTE = 60_000_000

PARTS: dict[Unit, int] = {"wd": DAY, "wh": HOUR, "h": HOUR, "min": MINUTE, "d": DAY}
_TEN_YEARS: dict[Unit, int] = {"wd": 2_600, "wh": 24_000, "h": 87_600, "min": 5_256_000, "d": 3_660}
_TEXT = re.compile(
    r"\s*(?P<amount>\d+(?:\.\d{1,3})?)\s*(?P<unit>wd|wh|min|h|d)"
    r"(?P<terms>(?:\s+(?:until\s+(?:24:00|close)|today\s+before\s+\d\d:\d\d|exact))*)\s*"
)


class InvalidLimit(ValueError):
    """Not a limit; the message says what is wrong with the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """`parts`: the amount as a whole number of parts (working days, calendar days: 1/DAY of a day; else microseconds)."""

    parts: int
    unit: Unit
    ends: Ends
    today_before: time | None = None
    rolls: bool = True

    @classmethod
    def parse(cls, text: str) -> Limit:
        """Raises InvalidLimit: unknown text, a term that does not fit the unit, half calendar days, more than ten years."""
        return _parse(text)

    def __str__(self) -> str:
        amount = f"{Decimal(self.parts) / PARTS[self.unit]:f}"
        text = (amount.rstrip("0").rstrip(".") if "." in amount else amount) + self.unit
        if self.unit in ("wd", "d") and self.ends != _own_end(self.unit):
            text += " until 24:00" if self.ends == "midnight" else " until close"
        if self.today_before is not None:
            text += f" today before {self.today_before:%H:%M}"
        return text if self.rolls else f"{text} exact"


def _own_end(unit: Unit) -> Ends:
    return "midnight" if unit == "d" else "close"


@lru_cache(maxsize=1024)
def _parse(text: str) -> Limit:
    found = _TEXT.fullmatch(text)
    if not found:
        raise InvalidLimit(f"not a limit: {text!r} (examples: 5wd, 0.5wd, 80wh, 24h, 30min, 15d)")
    unit: Unit = found["unit"]  # type: ignore[assignment]  # the pattern allows no other
    amount, terms = Decimal(found["amount"]), " ".join(found["terms"].split())
    today = re.search(r"today before (\d\d:\d\d)", terms)
    until = re.search(r"until (\S+)", terms)
    exact = "exact" in terms
    if amount > _TEN_YEARS[unit]:
        raise InvalidLimit(f"more than ten years: {text!r}")
    if unit == "d" and amount != int(amount):
        raise InvalidLimit(f"calendar days are whole: {text!r}")
    if (today and unit != "wd") or (exact and unit != "d") or (until and unit not in ("wd", "d")):
        raise InvalidLimit(f"this term does not go with {unit}: {text!r}")
    if until and amount != int(amount):
        raise InvalidLimit(f"part of a day does not end with one: {text!r}")
    ends: Ends = _own_end(unit)
    if until:
        ends = "midnight" if until[1] == "24:00" else "close"
    try:
        today_before = time.fromisoformat(today[1]) if today else None
    except ValueError as wrong:
        raise InvalidLimit(f"not a time of day: {text!r}") from wrong
    return Limit(parts=int(amount * PARTS[unit]), unit=unit, ends=ends, today_before=today_before, rolls=not exact)
