"""What surrounds past cases, as JSON and back: calendars by the moment since which they were known, policies with their dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from engine.calendar import Calendar, Day, Window
from engine.dated_tables import Brought, DatedTable, DatedTables
from engine.definition import Definition
from engine.directory import Directory
from engine.dmn.written import Written, tables
from engine.engine import Engine
from engine.library import Library
from engine.policy import Policies, PolicyRow

Tables = Mapping[str, DatedTables]
"""Process -> its published tables."""


def calendar_plain(calendar: Calendar) -> dict[str, Any]:
    """JSON of a calendar; `calendar_of` reads it again."""
    return {
        "name": calendar.name, "version": calendar.version, "years": sorted(calendar.published_years),
        "days": {day.isoformat(): [kind.kind, _spans_plain(kind.windows)] for day, kind in calendar.days.items()},
        "windows": [
            [_date_plain(w.effective_from), _date_plain(w.effective_to), w.weekdays, w.opens.isoformat(), w.closes.isoformat()]
            for w in calendar.windows
        ],
    }  # fmt: skip


def calendar_of(plain: Mapping[str, Any]) -> Calendar:
    return Calendar(
        name=plain["name"], version=plain["version"], published_years=frozenset(plain["years"]),
        days={
            date.fromisoformat(day): Day(kind=kind, windows=None if spans is None else tuple(
                (time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in spans
            ))
            for day, (kind, spans) in plain["days"].items()
        },
        windows=tuple(
            Window(
                effective_from=date.fromisoformat(since), effective_to=None if until is None else date.fromisoformat(until),
                weekdays=weekdays, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes),
            )
            for since, until, weekdays, opens, closes in plain["windows"]
        ),
    )  # fmt: skip


def policies_of(plain: Mapping[str, list[list[Any]]]) -> dict[str, Policies]:
    """Process -> [[name, value, effective from, entered at] ...]."""
    return {
        process: Policies(
            PolicyRow(
                name=name, value=value, effective_from=date.fromisoformat(since),
                entered_at=None if entered is None else datetime.fromisoformat(entered),
            )
            for name, value, since, entered in rows
        )
        for process, rows in plain.items()
    }  # fmt: skip


def tables_of(
    plain: Mapping[str, list[list[Any]]], brought: Mapping[str, Mapping[str, Mapping[str, str]]], own: Definition | None = None,
    base: Definition | None = None,
) -> Tables:  # fmt: skip
    """Process -> [[number, decision, xml, effective from, entered at] ...] as published tables; `brought`: process -> version ->
    decision -> since when the version has its own. Tables that the draft `own` has otherwise than `base`, the version it began
    from, stay out for its process: they are what is asked about; of the others it has what `base` had."""
    changed = frozenset[str]() if own is None or base is None else _changed(own, base)
    since = {process: _moments(versions) for process, versions in brought.items()}
    if own is not None and base is not None and base.id in since.get(own.key, {}):
        since[own.key] = {**since[own.key], own.id: since[own.key][base.id]}
    return {
        process: DatedTables(
            (_table(row) for row in rows if own is None or process != own.key or row[1] not in changed), since.get(process)
        )
        for process, rows in plain.items()
    }


def _table(row: Sequence[Any]) -> DatedTable:
    number, decision, xml, begins, entered = row
    return DatedTable(
        number=number, decision=decision, xml=None if xml is None else str(xml).encode(),
        effective_from=date.fromisoformat(begins), entered_at=None if entered is None else datetime.fromisoformat(entered),
    )  # fmt: skip


def _changed(own: Definition, base: Definition) -> frozenset[str]:
    def written_in(definition: Definition) -> dict[str, Written]:
        files = {decision.version: decision.source for decision in definition.decisions.values()}
        return {name: table for file in files.values() for name, table in tables(file).items()}

    before = written_in(base)
    return frozenset(name for name, table in written_in(own).items() if name not in before or before[name].rules != table.rules)


def _moments(versions: Mapping[str, Mapping[str, str]]) -> Brought:
    return {
        version: {decision: datetime.fromisoformat(moment) for decision, moment in decisions.items()}
        for version, decisions in versions.items()
    }


def engines(
    library: Library, known: list[tuple[datetime, dict[str, Calendar]]], policies: Mapping[str, Policies], directory: Directory,
    published: Tables | None = None,
) -> Callable[[datetime], Engine]:  # fmt: skip
    """The engine of a moment. `known`: since when -> calendars, in order; the first counts for everything before it too."""
    since = [moment for moment, _ in known]
    made = [
        Engine(library, calendars=calendars, policies=policies, directory=directory, tables=published) for _, calendars in known
    ]
    if len(made) == 1:
        return lambda moment: made[0]
    return lambda moment: made[max(0, bisect_right(since, moment) - 1)]


def _spans_plain(spans: tuple[tuple[time, time], ...] | None) -> list[list[str]] | None:
    return None if spans is None else [[opens.isoformat(), closes.isoformat()] for opens, closes in spans]


def _date_plain(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
