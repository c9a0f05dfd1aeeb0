"""Whether what is stored is what the history says: every case folded and played again beside the running system, every row and
every state compared. Nothing is written, and nobody waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

from engine.now import now
from webapp.casework import replaying, states
from webapp.casework.projections import Occasion, UnitsAt, project
from webapp.casework.readmodel import ReadModel
from webapp.casework.rebuild import TABLES
from webapp.casework.recorded import decode
from webapp.casework.rows_compared import Difference, differences
from webapp.casework.states import Stored
from webapp.database.connections import Connection
from webapp.organisation.eras import Eras

BATCH = 100
"""Cases whose rows are compared at once."""
HISTORY = """
    SELECT e.case_id, e.seq, e.at, e.kind, e.data, e.actor, e.hash, e.command_id, k.kind
    FROM case_event e LEFT JOIN command k ON k.id = e.command_id
    WHERE %(only)s::bigint IS NULL OR e.case_id = %(only)s ORDER BY e.case_id, e.seq
"""
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
    """`states`: cases whose state the engine made again. `lawful`: numbers of those whose events the engine of today would not
    make; of their states, file and open work are compared with what the events say. At most MOST differences are kept;
    `differing`: ids of all such cases."""

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
    report = Report()
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        eras = Eras.of(connection)
        cases, engines = _again(connection, only, eras.at), replaying.engines(connection, eras)
        while batch := list(islice(cases, BATCH)):
            _compare(connection, batch, report, engines, eras.at)
            told(report.cases)
        if only is None:
            for table in TABLES:
                for name, case_id in connection.execute(FORGOTTEN.format(table=table)).fetchall():
                    report.add(
                        Difference(case_id=int(case_id), table=str(name), key="", column="", stored="rows", made="no events")
                    )
    return report


def _again(connection: Connection, only: int | None, units: UnitsAt) -> Iterator[_Again]:
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


def _compare(connection: Connection, batch: Sequence[_Again], report: Report, engines: states.Engines, units: UnitsAt) -> None:
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
    stored = states.stored(connection, ids)
    for one in batch:
        report.cases, report.events = report.cases + 1, report.events + len(one.events)
        _compare_state(connection, one, stored.get(one.model.case_id), report, engines, units)


def _rows(model: ReadModel, table: str) -> list[dict[str, Any]]:
    """Finished work follows its case, as the trigger does at every step (migrations/compartments.sql)."""
    rows = model.rows(table)
    if table != "work_item":
        return rows
    return [{**row, **{name: model.case.get(name) for name in ("compartment", "about_unit")}} for row in rows]


def _compare_state(
    connection: Connection, one: _Again, stored: Stored | None, report: Report, engines: states.Engines, units: UnitsAt
) -> None:
    case_id, last = one.model.case_id, one.events[-1]
    if stored is None:
        return report.add(Difference(case_id=case_id, table="case", key="", column="id", stored=None, made=case_id))
    for column, kept, made in (("version", stored.version, last[1]), ("head_hash", stored.head.hex(), bytes(last[6]).hex())):
        if kept != made:
            report.add(Difference(case_id=case_id, table="case", key="", column=column, stored=kept, made=made))
    played = states.played(connection, stored, [(*event[7:9], *event[2:5]) for event in one.events], engines)
    if played is None:
        report.lawful.append(stored.number)
        found = states.told_otherwise(connection, stored, engines(now()), units)
    else:
        report.states += 1
        found = states.differences(stored, played)
    for difference in found:
        report.add(difference)
    return None
