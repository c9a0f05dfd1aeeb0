"""The work calendars in force."""

from __future__ import annotations

from engine.calendar import Calendar
from engine.holidays import standard_calendar
from webapp.database.connections import Connection


def load(connection: Connection) -> dict[str, Calendar]:
    """Name -> calendar: the one that comes with the product."""
    standard = standard_calendar()
    return {standard.name: standard}
