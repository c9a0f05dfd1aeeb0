"""Time that passed or is left, measured as its limit is: working days and a share of one, working time, natural time, dates."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.limits import DAY, HOUR, MINUTE, PARTS, Unit


@dataclass(frozen=True, slots=True, kw_only=True, order=False)
class Amount:
    """`parts` as in Limit; negative: late. `day` is the working time of one working day (microseconds), for words only."""

    parts: int
    unit: Unit
    day: int = 8 * HOUR

    @property
    def number(self) -> Decimal:
        """In units: 2.5 working days, 0.25 hours."""
        return Decimal(self.parts) / PARTS[self.unit]

    def split(self) -> tuple[int, int, int]:
        """Whole days, hours and minutes of the absolute amount. A share of a working day becomes working hours and minutes;
        working and natural hours never become days."""
        if self.unit == "d":
            return abs(self.parts) // DAY, 0, 0
        days, rest = divmod(abs(self.parts), DAY) if self.unit == "wd" else (0, abs(self.parts))
        if self.unit == "wd":
            rest = -(-rest * self.day // DAY)  # as WorkTable.when_position rounds, so that minutes come back whole
        return days, rest // HOUR, rest % HOUR // MINUTE

    def __str__(self) -> str:
        """ "4wd 2wh 31wmin", "-1h 5min", "3d"; below a minute "0wmin"."""
        days, hours, minutes = self.split()
        working = "w" if self.unit in ("wd", "wh") else ""
        words = [f"{days}{working}d"] if days or self.unit == "d" else []
        words += [f"{hours}{working}h"] if hours else []
        words += [f"{minutes}{working}min"] if minutes or not words else []
        return ("-" if self.parts < 0 else "") + " ".join(words)
