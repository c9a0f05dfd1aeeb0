"""A zone is None (local), seconds east of UTC, or the name of a zone such as Asia/Shanghai."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
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
    """Seconds east of UTC at a local moment. Of a moment that the clocks show twice, the first counts."""
    if isinstance(zone, int):
        return zone
    local = datetime(_known_year(year), month, day) + timedelta(seconds=seconds)
    return _seconds(local.replace(tzinfo=find(zone)).utcoffset())


def offset_at(zone: str, utc_seconds: int) -> int:
    """Seconds east of UTC at a number of seconds since 1970-01-01 UTC."""
    days, seconds = divmod(utc_seconds, 86_400)
    year, month, day = civil.from_days(days)
    moment = datetime(_known_year(year), month, day, tzinfo=UTC) + timedelta(seconds=seconds)
    return _seconds(moment.astimezone(find(zone)).utcoffset())


def _known_year(year: int) -> int:
    """Outside the years 2 to 9998 the rules of a year of the same length hold."""
    if year > 9998:
        return 9600 + year % 400 - (400 if year % 400 == 399 else 0)
    return year if year > 1 else (4 if civil.is_leap(year) else 2)


def _seconds(found: timedelta | None) -> int:
    return 0 if found is None else int(found.total_seconds())


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
