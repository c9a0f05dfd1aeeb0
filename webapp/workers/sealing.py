"""Every ten minutes: a seal over the events since the last one."""

from __future__ import annotations

from engine.now import now
from webapp.audit import sealing

SEAL_HISTORY = "seal_history"
EVERY_TEN_MINUTES = "4-59/10 * * * *"
"""As cron writes it."""


def seal_history(attempt: int, *, timestamp: int) -> None:
    """`timestamp`: the moment this seal is for; it covers what is there when it is made."""
    sealing.current().seal(now())
