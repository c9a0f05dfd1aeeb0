"""What somebody wants to be told, where, and when not. What he never chose, the house chooses: the bell only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from webapp.city_time import CITY_TIME

CHANNELS = ("app", "email", "sms", "wecom")
DIGEST_AT = time(8, 30)
"""When the digest of a seat is written for who has not chosen a time."""


def channels_of(chosen: Mapping[str, Sequence[str]], kind: str) -> tuple[str, ...]:
    """The channels for this kind."""
    return tuple(chosen.get(kind, ("app",)))


def not_before(at: datetime, quiet_from: time | None, quiet_to: time | None) -> datetime:
    """When a message may go out: at once, or at the end of the quiet hours it falls into (they may reach over midnight)."""
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return at
    local = at.astimezone(CITY_TIME)
    clock = local.time().replace(tzinfo=None)
    over_midnight = quiet_from > quiet_to
    is_quiet = (clock >= quiet_from or clock < quiet_to) if over_midnight else quiet_from <= clock < quiet_to
    if not is_quiet:
        return at
    end = local.replace(hour=quiet_to.hour, minute=quiet_to.minute, second=0, microsecond=0)
    return end + timedelta(days=1) if over_midnight and clock >= quiet_from else end
