"""Special days are written: one by one, or a whole yearly notice. What is known already is not written again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine.calendar import Calendar, DayKind
from engine.holidays import Notice, read_notice, standard_calendar, standard_notices
from engine.now import now
from engine.worktable import Windows
from webapp.audit import log
from webapp.calendars.loading import blank, load
from webapp.calendars.recomputing import order
from webapp.database.connections import Connection

STANDARD = standard_calendar().name
WEEKEND = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """One row to write. `windows`: office hours of this day only."""

    day: date
    kind: DayKind
    name: str | None = None
    windows: Windows | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was written into `calendar`. No days: it was known already. `corrected`: days an earlier edition had otherwise."""

    calendar: str
    year: int | None
    days: tuple[date, ...]
    corrected: tuple[date, ...] = ()


def import_notice(
    connection: Connection,
    notice: Path | str | bytes | Mapping[str, Any] | Notice,
    *,
    calendar: str = STANDARD,
    source: str | None = None,
    by: str = "system",
) -> Change:
    """Write the days of a yearly notice (a file, its JSON text or content). A later edition of the same notice corrects the
    earlier one. Days the operator closed stay closed. `by`: actor label. Raises InvalidNotice, OSError; nothing is written
    then."""
    if isinstance(notice, Path):
        source, notice = source or notice.name, notice.read_bytes()
    if not isinstance(notice, Notice):
        notice = read_notice(notice)
    source = " ".join(notice.papers) or source or f"notice of {notice.year}"
    with connection.transaction():
        _lock(connection)
        current = load(connection).get(calendar) or blank(calendar)
        before = _earlier_edition(connection, calendar, notice.year)
        rows = [
            SpecialDay(day=entry.day, kind=entry.kind, name=entry.name)
            for entry in notice.days
            if notice.year not in current.published_years or _differs(current, entry.day, entry.kind)
        ]
        dropped = [_ordinary(day) for day in sorted(before - {entry.day for entry in notice.days})]
        _write(connection, calendar, rows + dropped, source, notice.year, f"notice of {notice.year}", by)
    written = tuple(row.day for row in rows + dropped)
    corrected = tuple(row.day for row in rows if row.day in before) + tuple(row.day for row in dropped)
    return Change(calendar=calendar, year=notice.year, days=written, corrected=corrected)


def set_days(connection: Connection, calendar: str, days: Iterable[SpecialDay], *, source: str, by: str = "system") -> Change:
    """Write days the operator decides on: a closure, a half day, a day that is open after all."""
    rows = list(days)
    with connection.transaction():
        _lock(connection)
        _write(connection, calendar, rows, source, None, source, by)
    return Change(calendar=calendar, year=None, days=tuple(row.day for row in rows))


def names(connection: Connection, calendar: str) -> dict[date, str]:
    """What the special days are called: 春节, 台风 ..."""
    found = {}
    if calendar == STANDARD:
        found = {entry.day: entry.name for notice in standard_notices() for entry in notice.days}
    rows = connection.execute(
        "SELECT day, name FROM calendar_day WHERE calendar = %s AND name IS NOT NULL ORDER BY imported_at, id", (calendar,)
    ).fetchall()
    return found | dict(rows)  # type: ignore[arg-type]


def _lock(connection: Connection) -> None:
    """Two imports at once would both compare with the calendar before either."""
    connection.execute("LOCK TABLE calendar_day IN SHARE ROW EXCLUSIVE MODE")


def _earlier_edition(connection: Connection, calendar: str, year: int) -> set[date]:
    """The special days that the notice of this year brought before."""
    found: set[date] = set()
    if calendar == STANDARD:
        found = {entry.day for notice in standard_notices() if notice.year == year for entry in notice.days}
    rows = connection.execute(
        """SELECT DISTINCT ON (day) day, kind FROM calendar_day WHERE calendar = %s AND notice_year = %s
           ORDER BY day, imported_at DESC, id DESC""",
        (calendar, year),
    ).fetchall()
    ordinary = {day for day, kind in rows if kind in ("workday", "rest")}
    return (found | {day for day, _ in rows}) - ordinary  # type: ignore[return-value]


def _differs(current: Calendar, day: date, kind: DayKind) -> bool:
    special = current.days.get(day)
    return special is None or special.kind not in (kind, "local_closure")


def _ordinary(day: date) -> SpecialDay:
    """The notice does not name it any more: an ordinary day of its week."""
    return SpecialDay(day=day, kind="workday" if day.isoweekday() < WEEKEND else "rest")


def _write(
    connection: Connection, calendar: str, rows: list[SpecialDay], source: str, year: int | None, reason: str, by: str
) -> None:
    if not rows:
        return
    moment = now()
    with connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO calendar_day (calendar, day, kind, name, windows, notice_year, imported_at, source)
               VALUES (%s, %s, %s, %s, %s::jsonb, %s, %s, %s)""",
            [(calendar, row.day, row.kind, row.name, _windows(row.windows), year, moment, source) for row in rows],
        )
    order(connection, calendar, since=min(row.day for row in rows), reason=reason)
    days = [{"day": row.day.isoformat(), "kind": row.kind} for row in rows]
    log.record(connection, "calendar_changed", by, {"calendar": calendar, "days": days, "year": year, "reason": source})


def _windows(windows: Windows | None) -> str | None:
    return None if windows is None else json.dumps([[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in windows])
