"""How fast everything can be proven again and written out: a history of many cases, sealed, verified whole, exported.

The events are those of a real complaint, chained anew for each copy."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from engine.now import at
from webapp.audit.anchor import Anchor
from webapp.audit.chain import GENESIS, event_hash, moment
from webapp.audit.keys import SealKey
from webapp.audit.sealer import seal_what_is_new
from webapp.audit.verify import verify
from webapp.bench.durable import file_requests
from webapp.bench.measure import Measurement
from webapp.bench.place import demo_database
from webapp.config import Config
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.eventlogs import xes
from webapp.eventlogs.pseudonyms import Pseudonyms
from webapp.eventlogs.reading import Reader, Selection

OPENING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
RATE_WANTED = 100_000
EXPORT_RATE_WANTED = 30_000
REPEATED = 4
"""How often the events of the model case stand in each copy, for cases as long as those that went round the loop."""

EVENTS = "COPY case_event (case_id, seq, at, kind, data, actor, command_id, prev_hash, hash) FROM STDIN"
CASES = """
    INSERT INTO "case" SELECT (jsonb_populate_record(c, jsonb_build_object('id', %(id)s::bigint, 'number', %(number)s::text,
        'external_id', %(number)s::text, 'version', %(version)s::bigint, 'head_hash', '\\x' || %(head)s::text))).*
    FROM "case" c WHERE c.id = %(model)s
"""


def measure(config: Config, *, events: int = 200_000) -> list[Measurement]:
    """Verify `events` events and the seals over them, then export them; best of three each."""
    with demo_database(config), connections.take() as connection, connections.take() as other, at(OPENING):
        (model,) = file_requests(1, until=OPENING)
        _copy(connection, model, events)
        connection.execute("ANALYZE case_event")
        key = SealKey(bytes(32))
        seal_what_is_new(connection, key=key, digest="sha256", at=OPENING)
        seconds, busy, report = [], [], None
        for _ in range(3):
            start, begun = time.perf_counter(), time.process_time()
            report = verify(connection, other, keys={key.id: key.public}, anchor=Anchor())
            seconds.append(time.perf_counter() - start)
            busy.append(time.process_time() - begun)
        reader = Reader(connection, Pseudonyms(bytes(32)), "zh_CN")
        exports, writing = [], []
        for _ in range(3):
            start, begun = time.perf_counter(), time.process_time()
            with Path(os.devnull).open("wb") as nowhere:
                counted = xes.write(reader.cases(Selection()), nowhere)
            exports.append(counted.events / (time.perf_counter() - start))
            writing.append(counted.events / (time.process_time() - begun))
    assert report
    assert report.broken == 0, report.findings
    rate = report.events / min(seconds)
    note = f"{report.events} events of {report.cases} cases, {report.seals} seals, in {min(seconds):.2f} s"
    note += f"; {report.events / min(busy):.0f} a second of processor time"
    return [
        Measurement(
            name="verification of history", value=round(rate), unit="events/s", budget=RATE_WANTED, higher_is_better=True,
            note=note,
        ),
        Measurement(
            name="export as XES", value=round(max(exports)), unit="events/s", budget=EXPORT_RATE_WANTED, higher_is_better=True,
            note=f"{counted}; {max(writing):.0f} a second of processor time",
        ),
    ]  # fmt: skip


def _copy(connection: Connection, model: int, events: int) -> None:
    """Cases with the model's events, until there are `events` of them."""
    pattern = (
        connection.execute(
            "SELECT at, kind, data, actor, command_id FROM case_event WHERE case_id = %s ORDER BY seq", (model,)
        ).fetchall()
        * REPEATED
    )
    heads = {}
    with connection.cursor() as cursor, cursor.copy(EVENTS) as copy:
        for case_id in range(1_000_000, 1_000_000 + events // len(pattern)):
            heads[case_id] = _chain(copy, case_id, pattern)
    for case_id, head in heads.items():
        connection.execute(
            CASES, {"id": case_id, "number": f"copy-{case_id}", "version": len(pattern), "head": head.hex(), "model": model}
        )


def _chain(copy: Any, case_id: int, pattern: list[Any]) -> bytes:
    """Write one copy; its last hash."""
    head = GENESIS
    for seq, (when, kind, data, actor, command_id) in enumerate(pattern, 1):
        digest = event_hash(
            case_id=case_id, seq=seq, at=moment(when), kind=kind, data=data, actor=actor, command_id=command_id, prev_hash=head
        )
        copy.write_row((case_id, seq, when, kind, orjson.dumps(data).decode(), actor, command_id, head, digest))
        head = digest
    return head
