"""How sure a share is: few cases prove little, and a ranking should say so."""

from __future__ import annotations

from math import sqrt

CERTAINTY = 1.959964
"""Standard deviations of a 95 % interval."""


def interval(n: int, d: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of the share n/d; None without cases. 3 of 3 is "44 to 100 %", 300 of 300 "99 to 100 %"."""
    if d <= 0:
        return None
    share, spread = n / d, CERTAINTY**2 / d
    middle = (share + spread / 2) / (1 + spread)
    half = CERTAINTY / (1 + spread) * sqrt(share * (1 - share) / d + spread / (4 * d))
    return max(0.0, middle - half), min(1.0, middle + half)
