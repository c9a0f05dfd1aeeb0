"""A zone is None (local), seconds east of UTC, or the name of a zone such as Asia/Shanghai."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.feel.temporal import civil

Zone = int | str | None
MOST = 18 * 3600


@lru_cache(maxsize=1024)
def find(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def offset(zone: int | str, year: int, month: int, day: int, seconds: int) -> int:
    """Seconds east of UTC at a local moment. Outside the years 1 to 9999 the rules of the nearest known year hold."""
    if type(zone) is int:
        return zone
    info = find(str(zone))
    if year > 9999:
        year = 9600 + year % 400
    elif year < 1:
        year = 4 if civil.is_leap(year) else 1
    local = datetime(year, month, day) + timedelta(seconds=seconds)
    found = info.utcoffset(local) if info else None
    return int(found.total_seconds()) if found is not None else 0


def text(zone: Zone) -> str:
    if zone is None:
        return ""
    if isinstance(zone, str):
        return "@" + zone
    if zone == 0:
        return "Z"
    minutes, seconds = divmod(abs(zone), 60)
    tail = f":{seconds:02}" if seconds else ""
    return f"{'-' if zone < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}{tail}"
