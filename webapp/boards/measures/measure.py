"""What a number on a board means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["count", "rate", "hours", "median"]
"""count: how many. rate: share of the denominator. hours: minutes of the numerator per case of the denominator, in working
hours. median: of the same."""
Part = Literal["n", "d", "rest"]
"""Which list: what the numerator counts, the denominator, or what the denominator counts and the numerator does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`version` rises whenever numerator, denominator or their rules change; what it meant is kept in measure_definition. `n`,
    `d`: names of sums. `better`: which way is good news, None: neither. `process`: the only one it makes sense for."""

    code: str
    version: int
    family: str
    kind: Kind
    n: str
    d: str | None = None
    better: Literal["up", "down"] | None = None
    process: str | None = None
    floor: int = field(default=10)
    """Below this denominator the share is shown, but as one of few cases, and is not ranked."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The lists that can be opened."""
        if self.kind == "rate":
            return ("n", "d", "rest")
        return ("n",) if self.kind == "count" else ("d",)
