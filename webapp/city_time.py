"""The time zone of the offices: days begin, numbers are given and people read times in it. Everything stored is UTC."""

from datetime import date
from zoneinfo import ZoneInfo

CITY_TIME = ZoneInfo("Asia/Shanghai")


def day_in(typed: str | None) -> date | None:
    """The day that somebody typed (YYYY-MM-DD); None for what is none, and for the last one there is, which has no end."""
    try:
        day = date.fromisoformat(typed or "")
    except ValueError:
        return None
    return day if day < date.max else None
