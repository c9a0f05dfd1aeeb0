"""Make the read models anew from the history. They must come out as they were: a test compares every row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

import orjson

from webapp.casework.projections import Occasion, UnitsAt, project
from webapp.casework.readmodel import ReadModel
from webapp.casework.recorded import decode
from webapp.database.connections import Connection
from webapp.organisation.eras import Eras

TABLES = ("work_item", "clock", "clock_event", "due_timer", "incident", "clearance_entry", "card")
HISTORY = "SELECT case_id, seq, at, kind, data, actor FROM case_event ORDER BY case_id, seq"
CASE = """
    UPDATE "case" c SET
        process = f.process, definition = f.definition, status = f.status, outcome = f.outcome, title = f.title,
        channel = f.channel, category = f.category, urgency = f.urgency, place = f.place, unit = f.unit, phase = f.phase,
        tier = f.tier, due_at = %(due_at)s, opened_at = f.opened_at, closed_at = f.closed_at, compartment = f.compartment,
        about_unit = f.about_unit, flags = f.flags
    FROM jsonb_populate_record(NULL::"case", %(facts)s::jsonb) f WHERE c.id = %(case_id)s
"""
RESTRICTED = """
    UPDATE work_item w SET compartment = c.compartment, about_unit = c.about_unit FROM "case" c
    WHERE c.id = w.case_id AND (w.compartment, w.about_unit) IS DISTINCT FROM (c.compartment, c.about_unit)
"""
"""Finished work follows its case, as the trigger does at every step (migrations/compartments.sql)."""


def rebuild(connection: Connection, told: Callable[[int], None] = lambda cases: None) -> int:
    """Empty the read models and fill them from all events, in one transaction; the number of cases. Steps wait meanwhile,
    pages go on with the old rows. `told` hears the number of cases done so far."""
    with connection.transaction():
        connection.execute('LOCK TABLE "case" IN EXCLUSIVE MODE')
        for table in TABLES:
            connection.execute(f"DELETE FROM {table}")  # a constant name
        units, done = Eras.of(connection).at, 0
        for model in _models(connection, units):
            _write(connection, model)
            done += 1
            told(done)
        connection.execute(RESTRICTED)
    return done


def fold(case_id: int, events: Iterable[tuple[Any, ...]], units: UnitsAt) -> ReadModel:
    """The read models of one case from its events: (seq, at, kind, data, actor) in order."""
    model = ReadModel.of(case_id, {})
    for seq, at, kind, data, actor in events:
        project(decode(kind, data), Occasion(seq=seq, at=at, actor=actor, units=units(at)), model)
    return model


def _models(connection: Connection, units: UnitsAt) -> Iterator[ReadModel]:
    with connection.cursor(name="history") as cursor:
        cursor.itersize = 5000
        cursor.execute(HISTORY)
        for case_id, rows in groupby(cursor, key=lambda row: row[0]):
            yield fold(case_id, (row[1:] for row in rows), units)  # type: ignore[arg-type]


def _write(connection: Connection, model: ReadModel) -> None:
    for table in TABLES:
        if rows := model.rows(table):
            connection.execute(
                f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)", (_json(rows),)
            )
    connection.execute(CASE, {"case_id": model.case_id, "facts": _json(model.case), "due_at": model.due_at})


def _json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z).decode()
