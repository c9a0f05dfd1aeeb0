"""Office hours change: for some weekdays, from a day on, perhaps until another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from engine.calendar import Window
from engine.now import now
from engine.worktable import Windows
from webapp.audit import log
from webapp.calendars.loading import blank, load
from webapp.calendars.recomputing import order
from webapp.database.connections import Connection


def set_hours(
    connection: Connection, calendar: str, weekdays: str, hours: Windows, *, since: date, until: date | None = None,
    by: str = "system",
) -> tuple[Window, ...]:  # fmt: skip
    """From `since` until before `until` the ISO `weekdays` ("12345") have these hours, none for closed. Returns all windows."""
    with connection.transaction():
        connection.execute("LOCK TABLE calendar_window IN SHARE ROW EXCLUSIVE MODE")
        current = load(connection).get(calendar) or blank(calendar)
        windows = tuple(reshaped(current.windows, weekdays, hours, since, until))
        moment = now()
        connection.execute(
            "UPDATE calendar_window SET replaced_at = %s WHERE calendar = %s AND replaced_at IS NULL", (moment, calendar)
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                """INSERT INTO calendar_window (calendar, effective_from, effective_to, weekdays, opens, closes, recorded_at)
                   VALUES (%s, %s, %s, %s, %s, %s, %s)""",
                [(calendar, w.effective_from, w.effective_to, w.weekdays, w.opens, w.closes, moment) for w in windows],
            )
        order(connection, calendar, since=since, reason="office hours")
        opening = [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in hours]
        about = {"calendar": calendar, "weekdays": weekdays, "hours": opening, "since": since.isoformat()}
        log.record(connection, "calendar_changed", by, about)
    return windows


def reshaped(windows: Iterable[Window], weekdays: str, hours: Windows, since: date, until: date | None) -> Iterator[Window]:
    """What was in force before and after stays in force before and after, on other weekdays all the time."""
    for window in windows:
        others = "".join(day for day in window.weekdays if day not in weekdays)
        same = "".join(day for day in window.weekdays if day in weekdays)
        if others:
            yield replace(window, weekdays=others)
        if same and window.effective_from < since:
            yield replace(window, weekdays=same, effective_to=min(since, window.effective_to or since))
        if same and until and (window.effective_to is None or until < window.effective_to):
            yield replace(window, weekdays=same, effective_from=max(until, window.effective_from))
    for opens, closes in hours:
        yield Window(effective_from=since, effective_to=until, weekdays=weekdays, opens=opens, closes=closes)
