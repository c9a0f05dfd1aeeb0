"""What a comparison needs from the database: the cases of a period as they were recorded, and what surrounded them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import orjson

from engine.moments import iso
from engine.whatif.surroundings import calendar_plain
from webapp.calendars import loading
from webapp.casework import directory
from webapp.casework.directory import Directory
from webapp.city_time import CITY_TIME
from webapp.database.connections import Connection
from webapp.tables.brought import brought
from webapp.trials.scenarios import newest

MOST_CASES = 20_000
"""Of one comparison; of more the latest."""
SAMPLE = 300
"""Cases, spread over the period, from which the usual is learnt."""

CASES = """
    SELECT id FROM (
        SELECT id FROM "case" WHERE process = %(process)s AND opened_at >= %(since)s AND opened_at < %(until)s
            AND compartment IS NULL AND about_unit IS NULL ORDER BY id DESC LIMIT %(most)s
    ) found ORDER BY id
"""
"""Restricted cases stay out of it: that they exist must not show in a list either."""
HISTORIES = """
    SELECT json_build_array(c.id, c.number, (
        SELECT json_agg(json_build_array(e.command_id, k.kind, e.at, e.kind, e.data) ORDER BY e.seq)
        FROM case_event e LEFT JOIN command k ON k.id = e.command_id WHERE e.case_id = c.id
    ))::text FROM "case" c WHERE c.id = ANY(%s) ORDER BY c.id
"""
VERSIONS = """
    SELECT d.files FROM definition d WHERE d.id IN (SELECT DISTINCT definition FROM "case" WHERE id = ANY(%s)) ORDER BY d.id
"""
CHANGES = """
    SELECT DISTINCT at FROM (
        SELECT imported_at FROM calendar_day UNION ALL SELECT recorded_at FROM calendar_window
        UNION ALL SELECT replaced_at FROM calendar_window
    ) changed (at) WHERE at > %(since)s ORDER BY at DESC LIMIT 50
"""
TABLES = """
    SELECT process, id, decision, xml, effective_from, known_from FROM dated_table WHERE status = 'published' ORDER BY id
"""
POLICIES = "SELECT process, name, value, effective_from, entered_at FROM policy ORDER BY id"


def bounds(since: date, until: date) -> tuple[datetime, datetime]:
    """The moments between which a period of local days lies."""
    return datetime.combine(since, time(), CITY_TIME), datetime.combine(until + timedelta(days=1), time(), CITY_TIME)


def case_ids(connection: Connection, process: str, since: date, until: date) -> list[int]:
    """The cases opened on these days, oldest first."""
    begin, end = bounds(since, until)
    known: dict[str, Any] = {"process": process, "since": begin, "until": end, "most": MOST_CASES}
    return [int(str(row[0])) for row in connection.execute(CASES, known).fetchall()]


def histories(connection: Connection, ids: Sequence[int]) -> list[orjson.Fragment]:
    """Each case as [id, number, rows], ready to be sent: what goes to a sandbox unread is not parsed here."""
    return [orjson.Fragment(row[0]) for row in connection.execute(HISTORIES, (list(ids),)).fetchall()]  # type: ignore[arg-type]


def sample_of(ids: Sequence[int]) -> list[int]:
    """Some of them, evenly spread."""
    step = max(1, len(ids) // SAMPLE)
    return list(ids[::step][:SAMPLE])


def surroundings(
    connection: Connection,
    files: Mapping[str, bytes],
    ids: Sequence[int],
    *,
    base: str | None,
    since: date,
    horizon: datetime,
    pause: str,
    paces: Mapping[str, str],
) -> dict[str, Any]:
    """See webapp.trials.what_if_child."""
    begin, _ = bounds(since, since)
    versions = connection.execute(VERSIONS, (list(ids),)).fetchall()
    tables = _tables(connection)
    return {
        "files": dict(files),
        "versions": [{path: text.encode() for path, text in row[0].items()} for row in versions],  # type: ignore[attr-defined]
        "others": newest(connection),
        "units": units_of(directory.load(connection)),
        "calendars": _calendars(connection, begin),
        "policies": _policies(connection),
        "tables": tables,
        "brought": {
            process: {
                version: {decision: iso(moment) for decision, moment in own.items()}
                for version, own in brought(connection, process).items()
            }
            for process in tables
        },
        "base": _folder(connection, base),
        "sample": histories(connection, sample_of(ids)),
        "pause": pause, "paces": dict(paces), "begin": iso(begin), "horizon": iso(horizon),
    }  # fmt: skip


def units_of(known: Directory) -> dict[str, dict[str, Any]]:
    """The organisation of today as plain values, see engine.scenarios.organisation. What is no territory gets a `kind`: it
    bears the tier of the territory above it."""
    roles: dict[str, list[str]] = {}
    for (unit, role), people in sorted(known.holders.items()):
        roles.setdefault(unit, []).extend([role] * len(people))
    found = {}
    for code, unit in sorted(known.units.items()):
        plain: dict[str, Any] = {"under": unit.parent, "tier": unit.tier, "roles": roles.get(code, [])}
        above = [known.units[other].tier for other in known.upwards(code) if other != code]
        found[code] = {**plain, "kind": "department"} if unit.tier in above else plain
    return found


def _calendars(connection: Connection, begin: datetime) -> list[list[Any]]:
    """[[since, calendars] ...]: as they were known at the beginning, then after each change."""
    changes = [row[0] for row in connection.execute(CHANGES, {"since": begin}).fetchall()]
    return [
        [iso(moment), [calendar_plain(calendar) for calendar in loading.load(connection, moment).values()]]
        for moment in (begin, *reversed(changes))
    ]  # type: ignore[misc,arg-type]


def _policies(connection: Connection) -> dict[str, list[list[Any]]]:
    found: dict[str, list[list[Any]]] = {}
    rows: Iterator[Any] = iter(connection.execute(POLICIES).fetchall())
    for process, name, value, effective_from, entered_at in rows:
        found.setdefault(process, []).append([name, value, effective_from.isoformat(), entered_at and iso(entered_at)])
    return found


def _tables(connection: Connection) -> dict[str, list[list[Any]]]:
    found: dict[str, list[list[Any]]] = {}
    rows: Iterator[Any] = iter(connection.execute(TABLES).fetchall())
    for process, number, decision, xml, effective_from, known_from in rows:
        row = [number, decision, xml, effective_from.isoformat(), known_from and iso(known_from)]
        found.setdefault(process, []).append(row)
    return found


def _folder(connection: Connection, version: str | None) -> dict[str, bytes] | None:
    row: Any = connection.execute("SELECT files FROM definition WHERE id = %s", (version,)).fetchone()
    return None if row is None else {path: text.encode() for path, text in row[0].items()}
