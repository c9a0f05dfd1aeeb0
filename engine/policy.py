"""Dated policy: the numbers that differ between cities, each with the day it takes effect and the moment it was entered.

Rows are never changed. At any moment the row counts that takes effect last and was already known; so a replay of an old case
finds the old numbers, whatever was entered since."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from engine.calendar import SHANGHAI

_ALWAYS = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRow:
    """`value`: JSON (a number, text such as the limit "2wd", a list ...). `entered_at` None: known from the beginning."""

    name: str
    value: Any
    effective_from: date
    entered_at: datetime | None = None


class Policies:
    """The policies of one process."""

    def __init__(self, rows: Iterable[PolicyRow] = ()) -> None:
        self._rows = sorted(rows, key=lambda row: (row.effective_from, row.entered_at or _ALWAYS))
        self._turns = sorted({max(begins(row.effective_from), row.entered_at or _ALWAYS) for row in self._rows})
        self._values: dict[int, dict[str, Any]] = {}

    def at(self, moment: datetime) -> dict[str, Any]:
        """Name -> value as it stands at `moment`. The caller gets a dict of its own; the values are shared."""
        turn = bisect_right(self._turns, moment)
        if turn not in self._values:
            self._values[turn] = {
                row.name: row.value
                for row in self._rows
                if begins(row.effective_from) <= moment and (row.entered_at is None or row.entered_at <= moment)
            }
        return dict(self._values[turn])


def begins(effective_from: date) -> datetime:
    """The first moment of a day of effect."""
    return datetime.combine(effective_from, time(), SHANGHAI)
