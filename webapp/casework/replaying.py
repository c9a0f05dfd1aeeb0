"""Play a recorded case again: the commands its events came from, through the engine, with the calendars of each day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from engine.engine import Engine
from engine.errors import UnknownVersion
from engine.replay import Recorded, Replay, replay
from webapp.calendars import loading
from webapp.casework import definitions, runtime
from webapp.casework.recorded import decode
from webapp.database.connections import Connection
from webapp.organisation.eras import Eras

HISTORY = """
    SELECT e.command_id, k.kind, e.at, e.kind, e.data FROM case_event e LEFT JOIN command k ON k.id = e.command_id
    WHERE e.case_id = %s AND (%s::bigint IS NULL OR e.seq <= %s) ORDER BY e.seq
"""

VERSIONS = """
    SELECT data->>'definition' FROM case_event WHERE case_id = %(case)s AND kind = 'CaseStarted'
    UNION SELECT data->>'after' FROM case_event WHERE case_id = %(case)s AND kind = 'CaseMigrated'
"""
"""Of the process, by which the case has gone on so far."""


def replay_case(connection: Connection, case_id: int, number: str, *, until: int | None = None) -> Replay:
    """What the engine makes of the history today, up to event `until`, the last one of a command. `proven` when every event comes
    out as it was recorded."""
    bring(connection, (str(row[0]) for row in connection.execute(VERSIONS, {"case": case_id}).fetchall()))
    rows = connection.execute(HISTORY, (case_id, until, until)).fetchall()
    return replay(recorded(rows), engines(connection), case_id=case_id, number=number)


def bring(connection: Connection, versions: Iterable[str]) -> None:
    """Have these versions of processes at hand."""
    library = runtime.current(connection).library
    for version in versions:
        try:
            library.version(version)
        except UnknownVersion:
            definitions.bring(connection, library, version)


def recorded(rows: Sequence[tuple[Any, ...]]) -> Iterator[Recorded]:
    """`rows`: (command id, kind of command, at, kind, data), in order."""
    for _, group in groupby(rows, key=lambda row: row[0]):
        events = list(group)
        yield Recorded(at=events[0][2], kind=events[0][1], events=tuple(decode(kind, data) for *_, kind, data in events))


def engines(connection: Connection, eras: Eras | None = None) -> Callable[[datetime], Engine]:
    """One engine for each day and organisation, with the calendars as they were known on it. `eras`: of the organisation, where
    somebody has them."""
    active, eras = runtime.current(connection), eras or Eras.of(connection)
    known: dict[tuple[date, int], Engine] = {}

    def at(moment: datetime) -> Engine:
        place = (moment.date(), eras.number(moment))
        if place not in known:
            known[place] = Engine(
                active.library, calendars=loading.load(connection, moment), policies=active.policies,
                directory=eras.at(moment), tables=active.tables,
            )  # fmt: skip
        return known[place]

    return at
