"""Whether what is stored is what the history says: every case folded and played again beside the running system, every row and
every state compared. Nothing is written, and nobody waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from engine.engine import Engine
from engine.errors import Rejection
from engine.replay import replay
from webapp.casework import replaying
from webapp.casework.projections import Occasion, UnitsAt, project
from webapp.casework.readmodel import ReadModel
from webapp.casework.rebuild import TABLES
from webapp.casework.recorded import decode
from webapp.casework.rows_compared import Difference, compared, differences
from webapp.database.connections import Connection
from webapp.organisation.eras import Eras

BATCH = 100
"""Cases whose rows are compared at once."""
HISTORY = """
    SELECT e.case_id, e.seq, e.at, e.kind, e.data, e.actor, e.hash, e.command_id, k.kind
    FROM case_event e LEFT JOIN command k ON k.id = e.command_id
    WHERE %(only)s::bigint IS NULL OR e.case_id = %(only)s ORDER BY e.case_id, e.seq
"""
STORED = 'SELECT id, number, version, head_hash, state, file FROM "case" WHERE id = ANY(%s)'
CASE_COLUMNS = (
    "process", "definition", "status", "outcome", "title", "channel", "category", "urgency", "place", "unit", "phase", "tier",
    "due_at", "opened_at", "closed_at", "compartment", "about_unit", "flags",
)  # fmt: skip
CASES = f"SELECT id AS case_id, {', '.join(CASE_COLUMNS)} FROM {{source}}"  # constant names
FORGOTTEN = """
    SELECT '{table}', case_id FROM {table} t
    WHERE NOT EXISTS (SELECT FROM case_event e WHERE e.case_id = t.case_id) ORDER BY case_id LIMIT 1
"""


@dataclass(slots=True)
class Report:
    """`lawful`: cases whose events the engine of today would not make: the organisation, a policy or a table is another one now.
    Their read models are checked, their state is not. At most MOST differences are kept; `differing`: ids of all such cases."""

    cases: int = 0
    events: int = 0
    rows: int = 0
    states: int = 0
    lawful: list[str] = field(default_factory=list)
    differing: set[int] = field(default_factory=set)
    found: list[Difference] = field(default_factory=list)

    def count(self, rows: int) -> None:
        self.rows += rows

    def add(self, difference: Difference) -> None:
        self.differing.add(difference.case_id)
        if len(self.found) < MOST:
            self.found.append(difference)


MOST = 100


@dataclass(frozen=True, slots=True)
class _Again:
    """A case made again from its events (rows of HISTORY)."""

    model: ReadModel
    events: list[tuple[Any, ...]]


def check(connection: Connection, told: Callable[[int], None] = lambda cases: None, only: int | None = None) -> Report:
    """Compare every case, or one. Constant memory but for the longest cases; `told` hears the number of cases done so far."""
    report, engines = Report(), replaying.engines(connection)
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cases = _again(connection, only)
        while batch := list(islice(cases, BATCH)):
            _compare(connection, batch, report, engines)
            told(report.cases)
        if only is None:
            for table in TABLES:
                for name, case_id in connection.execute(FORGOTTEN.format(table=table)).fetchall():
                    report.add(
                        Difference(case_id=int(case_id), table=str(name), key="", column="", stored="rows", made="no events")
                    )
    return report


def _again(connection: Connection, only: int | None) -> Iterator[_Again]:
    units = Eras.of(connection).at
    with connection.cursor(name="checked") as cursor:
        cursor.itersize = 5000
        cursor.execute(HISTORY, {"only": only})
        for case_id, rows in groupby(cursor, key=lambda row: row[0]):
            events = list(rows)
            yield _Again(_fold(int(case_id), events, units), events)  # type: ignore[call-overload]


def _fold(case_id: int, events: Sequence[tuple[Any, ...]], units: UnitsAt) -> ReadModel:
    model = ReadModel.of(case_id, {})
    for _, seq, at, kind, data, actor, *_ in events:
        project(decode(kind, data), Occasion(seq=seq, at=at, actor=actor, units=units(at)), model)
    return model


def _compare(connection: Connection, batch: Sequence[_Again], report: Report, engines: Callable[[datetime], Engine]) -> None:
    ids = [one.model.case_id for one in batch]
    for table in TABLES:
        rows = [row for one in batch for row in _rows(one.model, table)]
        report.rows += len(rows)
        for difference in differences(connection, table, rows, ids):
            report.add(difference)
    facts = [{**one.model.case, "id": one.model.case_id, "due_at": one.model.due_at} for one in batch]
    report.rows += len(facts)
    for difference in differences(connection, "case", facts, ids, shape=CASES):
        report.add(difference)
    stored = {row[0]: row[1:] for row in connection.execute(STORED, (ids,)).fetchall()}
    for one in batch:
        report.cases, report.events = report.cases + 1, report.events + len(one.events)
        _compare_state(connection, one, stored.get(one.model.case_id), report, engines)


def _rows(model: ReadModel, table: str) -> list[dict[str, Any]]:
    """Finished work follows its case, as the trigger does at every step (migrations/compartments.sql)."""
    rows = model.rows(table)
    if table != "work_item":
        return rows
    return [{**row, **{name: model.case.get(name) for name in ("compartment", "about_unit")}} for row in rows]


def _compare_state(
    connection: Connection, one: _Again, stored: Any, report: Report, engines: Callable[[datetime], Engine]
) -> None:
    case_id, last = one.model.case_id, one.events[-1]
    if stored is None:
        return report.add(Difference(case_id=case_id, table="case", key="", column="id", stored=None, made=case_id))
    number, version, head, state, file = stored
    for column, kept, made in (("version", version, last[1]), ("head_hash", bytes(head).hex(), bytes(last[6]).hex())):
        if kept != made:
            report.add(Difference(case_id=case_id, table="case", key="", column=column, stored=kept, made=made))
    replaying.bring(connection, {event[4]["definition"] for event in one.events if event[3] == "CaseStarted"} | {
        event[4]["after"] for event in one.events if event[3] == "CaseMigrated"
    })  # fmt: skip
    try:
        played = replay(
            replaying.recorded([(*event[7:9], *event[2:5]) for event in one.events]), engines, case_id=case_id, number=number
        )
    except Rejection:
        played = None
    if played is None or not played.proven or played.state is None:
        report.lawful.append(number)
        return None
    report.states += 1
    if played.state.blob != bytes(state):
        report.add(compared(case_id, "case", "", "state", _text(state), _text(played.state.blob)))
    if played.state.file != file:
        name = next(name for name in {**file, **played.state.file} if file.get(name) != played.state.file.get(name))
        report.add(compared(case_id, "case", "", f"file.{name}", file.get(name), played.state.file.get(name)))
    return None


def _text(blob: Any) -> str:
    return bytes(blob).decode(errors="replace")
