"""OCEL 2.0 as an SQLite file: tables as in section "relational format" of the standard, one per type of event and object."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from webapp.eventlogs.counting import Counted
from webapp.eventlogs.objects import EVENT_ATTRIBUTES, OBJECT_TYPES, Thing, concerned, event_id, shared_things, things_of
from webapp.eventlogs.reading import LoggedCase

ALWAYS = "1970-01-01T00:00:00Z"
BASE = """
    CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
    CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
    CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES event_map_type);
    CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES object_map_type);
    CREATE TABLE event_object (ocel_event_id TEXT REFERENCES event, ocel_object_id TEXT REFERENCES object, ocel_qualifier TEXT,
        PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier));
    CREATE TABLE object_object (ocel_source_id TEXT REFERENCES object, ocel_target_id TEXT REFERENCES object, ocel_qualifier TEXT,
        PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier));
"""


def write(cases: Iterable[LoggedCase], links: dict[str, list[tuple[str, str]]], target: Path) -> Counted:
    """`target` must not exist."""
    counted, tables = Counted(), dict[str, str]()
    with closing(sqlite3.connect(target)) as database:
        database.execute("PRAGMA synchronous = off")
        database.executescript(BASE)
        for name, attributes in OBJECT_TYPES.items():
            database.execute("INSERT INTO object_map_type VALUES (?, ?)", (name, name))
            _table(database, f"object_{name}", ("ocel_time", "ocel_changed_field", *attributes))
        for case in cases:
            counted.see(case)
            for thing in (*things_of(case, links), *shared_things(case)):
                _put(database, thing)
            _put_events(database, case, tables)
        database.execute("DELETE FROM object_object WHERE ocel_target_id NOT IN (SELECT ocel_id FROM object)")
        database.commit()
    return counted


def _put(database: sqlite3.Connection, thing: Thing) -> None:
    new = database.execute("INSERT OR IGNORE INTO object VALUES (?, ?)", (thing.id, thing.type)).rowcount
    if not new:
        return
    known = dict(thing.attributes)
    values = [known.get(name) for name in OBJECT_TYPES[thing.type]]
    _insert(database, f"object_{thing.type}", (thing.id, ALWAYS, None, *values))
    database.executemany(
        "INSERT OR IGNORE INTO object_object VALUES (?, ?, ?)",
        [(thing.id, other, qualifier) for other, qualifier in thing.related],
    )


def _put_events(database: sqlite3.Connection, case: LoggedCase, tables: dict[str, str]) -> None:
    for event in case.events:
        if event.name not in tables:
            tables[event.name] = f"{len(tables) + 1}"
            database.execute("INSERT INTO event_map_type VALUES (?, ?)", (event.name, tables[event.name]))
            _table(database, f"event_{tables[event.name]}", ("ocel_time", *EVENT_ATTRIBUTES))
        identity = event_id(case, event)
        database.execute("INSERT INTO event VALUES (?, ?)", (identity, event.name))
        values = [getattr(event, name) for name in EVENT_ATTRIBUTES]
        _insert(database, f"event_{tables[event.name]}", (identity, event.at, *values))
        database.executemany(
            "INSERT OR IGNORE INTO event_object VALUES (?, ?, ?)",
            [(identity, other, qualifier) for other, qualifier in concerned(case, event)],
        )


def _table(database: sqlite3.Connection, name: str, columns: Sequence[str]) -> None:
    """Names are ours, never out of a model: types of events are numbered."""
    listed = ", ".join(f"{column} TEXT" for column in columns)
    database.execute(f'CREATE TABLE "{name}" (ocel_id TEXT, {listed})')


def _insert(database: sqlite3.Connection, table: str, values: Sequence[str | None]) -> None:
    database.execute(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(values))})', values)
