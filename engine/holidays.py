"""Yearly notices of public holidays, and the calendar of the product made from them.

A notice is read in its common JSON form: {"year": 2026, "papers": [url], "days": [{"name", "date", "isOffDay"}]}. Its year is
the year of the notice: days of the December before may be among its days, and plain weekends are not listed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from engine.calendar import Calendar, Day, DayKind, Window

_STANDARD = Path(__file__).parent / "calendars" / "cn-gov.json"


class InvalidNotice(ValueError):
    """Not a notice, or one that is not published yet (it has no days); the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDay:
    day: date
    name: str
    kind: DayKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`papers`: addresses of the notice itself."""

    year: int
    days: tuple[NoticeDay, ...]
    papers: tuple[str, ...]


def read_notice(content: str | bytes | Mapping[str, Any]) -> Notice:
    """Raises InvalidNotice: not JSON, fields missing, no days, a day given twice or outside its year (but for last December)."""
    try:
        raw = content if isinstance(content, Mapping) else json.loads(content)
        year = int(raw["year"])
        days = tuple(
            NoticeDay(
                day=date.fromisoformat(entry["date"]),
                name=str(entry["name"]),
                kind="holiday" if entry["isOffDay"] else "makeup_workday",
            )
            for entry in raw["days"]
        )
        papers = tuple(str(paper) for paper in raw.get("papers", ()))
    except (KeyError, TypeError, ValueError) as wrong:
        raise InvalidNotice(f"not a notice of public holidays: {wrong!r}") from wrong
    if not days:
        raise InvalidNotice(f"the notice of {year} has no days: it is not published yet")
    if len({entry.day for entry in days}) < len(days):
        raise InvalidNotice(f"the notice of {year} names a day twice")
    if any(entry.day.year != year and (entry.day.year, entry.day.month) != (year - 1, 12) for entry in days):
        raise InvalidNotice(f"the notice of {year} names days of another year")
    return Notice(year=year, days=days, papers=papers)


def calendar_days(notices: tuple[Notice, ...]) -> dict[date, Day]:
    """The special days of these notices; a later notice corrects an earlier one."""
    return {entry.day: Day(kind=entry.kind) for notice in notices for entry in notice.days}


@cache
def standard_notices() -> tuple[Notice, ...]:
    """The notices that come with the product, by year."""
    raw = json.loads(_STANDARD.read_bytes())
    return tuple(
        Notice(
            year=int(year),
            papers=tuple(entry["papers"]),
            days=tuple(
                sorted(
                    [*_expand(year, entry["off"], "holiday"), *_expand(year, entry["work"], "makeup_workday")],
                    key=lambda day: day.day,
                )
            ),
        )
        for year, entry in sorted(raw["years"].items())
    )


@cache
def standard_calendar() -> Calendar:
    """The government's work calendar `cn-gov` as it comes with the product; an operator's tables may know more."""
    raw = _STANDARD.read_bytes()
    content, notices = json.loads(raw), standard_notices()
    return Calendar(
        name=content["name"],
        days=calendar_days(notices),
        windows=tuple(
            Window(
                effective_from=date.fromisoformat(window["from"]),
                effective_to=None,
                weekdays=window["weekdays"],
                opens=time.fromisoformat(window["opens"]),
                closes=time.fromisoformat(window["closes"]),
            )
            for window in content["windows"]
        ),
        published_years=frozenset(notice.year for notice in notices),
        version=sha256(raw).hexdigest()[:12],
    )


def _expand(year: str, spans: Mapping[str, str], kind: DayKind) -> list[NoticeDay]:
    """{"春节": "02-15..02-23 ..."} -> one entry per day. A day with its own year ("2022-12-31") keeps it."""
    days = []
    for name, text in spans.items():
        for span in text.split():
            first, _, last = span.partition("..")
            day, end = _day(year, first), _day(year, last or first)
            while day <= end:
                days.append(NoticeDay(day=day, name=name, kind=kind))
                day += timedelta(1)
    return days


def _day(year: str, text: str) -> date:
    return date.fromisoformat(text if len(text) == 10 else f"{year}-{text}")
