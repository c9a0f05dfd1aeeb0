"""The new standard of a campaign: limit by clock and urgency, from the decision table or as typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.limits import InvalidLimit, Limit
from webapp.campaigns.orders import Asks

DECISION = "campaign_standard"
GRADED = ("handle", "reply")
"""Promises that a campaign grades anew: that of the unit that handles, and that to the requester."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """`use`: table, typed or keep. `typed`: clock -> limit. `asks`: the table."""

    use: str
    typed: Mapping[str, str]
    basis: str
    asks: Asks
    _asked: dict[tuple[str, str | None], str | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, answers: Mapping[str, Any], asks: Asks) -> Standard:
        """From the answers of the task "set_standard"."""
        typed = {clock: str(answers[clock]).strip() for clock in GRADED if str(answers.get(clock) or "").strip()}
        use, basis = str(answers.get("use") or "keep"), str(answers.get("basis") or "")
        return cls(use=use, typed=typed, basis=basis, asks=asks)

    def limit(self, clock: str, urgency: str | None) -> str | None:
        """The new limit; None: the old one stays."""
        if clock not in GRADED or self.use == "keep":
            return None
        if self.use == "typed":
            return self.typed.get(clock)
        if (clock, urgency) not in self._asked:
            self._asked[clock, urgency] = self._look_up(clock, urgency)
        return self._asked[clock, urgency]

    def stored(self) -> dict[str, Any]:
        return {"use": self.use, "typed": dict(self.typed), "basis": self.basis}

    def _look_up(self, clock: str, urgency: str | None) -> str | None:
        found = self.asks(DECISION, {"clock": clock, "urgency": urgency})
        return found["limit"] if found else None


def wrong_limits(typed: Mapping[str, str]) -> list[str]:
    """Clocks whose typed limit is none."""
    return [clock for clock, text in typed.items() if not _is_limit(text)]


def _is_limit(text: str) -> bool:
    try:
        Limit.parse(text)
    except InvalidLimit:
        return False
    return True
