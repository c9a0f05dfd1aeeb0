"""What a board looks at: whose cases, of which process, in which period, and at most one closer look along an axis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import TextClause, bindparam, text

from webapp.boards.period import Period

AXES = ("channel", "category", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`units`: codes of the handling units that count; None: all. `axis`, `values`: only cases of one channel, or of these
    categories or places (a branch of the tree); no axis: all."""

    process: str
    period: Period
    units: tuple[str, ...] | None = None
    axis: str = ""
    values: tuple[str, ...] = ("",)

    def at(self, period: Period) -> Look:
        return replace(self, period=period)

    def of(self, units: Sequence[str] | None) -> Look:
        return replace(self, units=None if units is None else tuple(units))

    @property
    def keys(self) -> dict[str, Any]:
        """Parameters of the conditions on figure_sum and on facts."""
        return {"process": self.process, "units": list(self.units or ()), "axis": self.axis, "values": list(self.values)}

    @property
    def unit_condition(self) -> str:
        """On figure_sum, which also holds a line for all units together."""
        return "unit = ''" if self.units is None else "unit = ANY(:units)"


def days_condition(period: Period) -> tuple[str, dict[str, Any]]:
    """SQL over `grain` and `start`, and its parameters."""
    parts, parameters = [], {}
    for number, (grain, begin, end) in enumerate(period.stretches()):
        parts.append(f"(grain = '{grain}' AND start >= :begin{number} AND start < :end{number})")
        parameters |= {f"begin{number}": begin, f"end{number}": end}
    return f"({' OR '.join(parts)})", parameters


def statement(sql: str, parameters: dict[str, Any]) -> TextClause:
    """The text with its parameters; those it does not mention are left out."""
    mentioned = set(re.findall(r"(?<!:):(\w+)", sql))
    return text(sql).bindparams(*(bindparam(name, value) for name, value in parameters.items() if name in mentioned))
