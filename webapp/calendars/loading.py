"""Rows become calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from engine.calendar import Calendar, Day, Window
from engine.holidays import standard_calendar
from webapp.database.connections import Connection

DAYS = """
    SELECT DISTINCT ON (calendar, day) calendar, day, kind, windows FROM calendar_day
    WHERE imported_at <= %(as_of)s::timestamptz ORDER BY calendar, day, imported_at DESC, id DESC
"""
WINDOWS = """
    SELECT calendar, effective_from, effective_to, weekdays, opens, closes FROM calendar_window
    WHERE recorded_at <= %(as_of)s::timestamptz AND (replaced_at IS NULL OR replaced_at > %(as_of)s::timestamptz)
    ORDER BY calendar, effective_from, weekdays, opens
"""
YEARS = """
    SELECT DISTINCT calendar, notice_year FROM calendar_day
    WHERE imported_at <= %(as_of)s::timestamptz AND notice_year IS NOT NULL
    ORDER BY calendar, notice_year
"""


def load(connection: Connection, as_of: datetime | None = None) -> dict[str, Calendar]:
    """Name -> calendar as the rows stand, or stood at `as_of`. Always has the one that comes with the product. A calendar without
    office hours of its own keeps those of the product."""
    moment = {"as_of": as_of or "infinity"}
    days = _by_calendar(connection.execute(DAYS, moment).fetchall())
    windows = _by_calendar(connection.execute(WINDOWS, moment).fetchall())
    years = _by_calendar(connection.execute(YEARS, moment).fetchall())
    standard = standard_calendar()
    found = {standard.name: standard}
    for name in sorted(days.keys() | windows.keys()):
        base = standard if name == standard.name else blank(name)
        rows = (days.get(name, []), windows.get(name, []), years.get(name, []))
        found[name] = Calendar(
            name=name,
            days={**base.days, **{day: _day(kind, own) for day, kind, own in rows[0]}},
            windows=tuple(_window(*row) for row in rows[1]) or base.windows,
            published_years=base.published_years | {year for (year,) in rows[2]},
            version=sha256(f"{base.version} {rows}".encode()).hexdigest()[:12],
        )
    return found


def blank(name: str) -> Calendar:
    """A calendar nobody has written anything into yet."""
    return Calendar(name=name, days={}, windows=standard_calendar().windows, published_years=frozenset(), version="blank")


def _by_calendar(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for name, *rest in rows:
        found.setdefault(name, []).append(tuple(rest))
    return found


def _day(kind: Any, own: list[list[str]] | None) -> Day:
    windows = None if own is None else tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in own)
    return Day(kind=kind, windows=windows)


def _window(since: date, until: date | None, weekdays: str, opens: time, closes: time) -> Window:
    return Window(effective_from=since, effective_to=until, weekdays=weekdays, opens=opens, closes=closes)
