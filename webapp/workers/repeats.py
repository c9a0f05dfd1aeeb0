"""Every ten minutes: do many people report one matter, and does anybody supervise what has ended?"""

from __future__ import annotations

from webapp.casework import mass_repeats, unwatched

LOOK_FOR_REPEATS = "look_for_repeats"
EVERY_TEN_MINUTES = "7-57/10 * * * *"
"""As cron writes it."""


def look_for_repeats(attempt: int, *, timestamp: int) -> None:
    """`timestamp`: the minute this look is for; nothing depends on it."""
    mass_repeats.look()
    unwatched.tell_of_ends()
