"""Mining over 7,000 cases as an auditor opens it, with nothing kept; and the same cases written out, with the memory it takes.

The cases are simulated ones, copied: as different from each other as those that were simulated."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient

from engine.now import at
from webapp import create_app
from webapp.bench.measure import Measurement
from webapp.bench.place import demo_database
from webapp.boards.counting import count_some
from webapp.config import Config
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.requests import invent
from webapp.demo.settle import PASSWORD
from webapp.eventlogs import formats
from webapp.eventlogs.objects import links_between
from webapp.eventlogs.pseudonyms import Pseudonyms
from webapp.eventlogs.reading import LoggedCase, Reader, Selection
from webapp.mining import shelf
from webapp.simulation.simulate import simulate

WHO = "audit"
BUDGET_S = 2.0
MEMORY_MB = 20.0
SIMULATED = 70
BEGIN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
UNTIL = BEGIN + timedelta(days=30)
STEP = 1_000_000
"""Between the ids of a case and of its next copy."""
PAGES = ("", "map", "bottlenecks", "rework", "conformance")
COPY = """
    INSERT INTO {table} SELECT (jsonb_populate_record(r, jsonb_build_object({changed}))).*
    FROM {table} r CROSS JOIN generate_series(1, %(copies)s) n WHERE r.{key} < {step} {only}
"""
COPIED = {
    '"case"': ("id", "'id', r.id + n * {step}, 'number', r.number || '-' || n, 'external_id', r.id || '-' || n"),
    "case_event": ("case_id", "'case_id', r.case_id + n * {step}"),
    "work_item": ("case_id", "'case_id', r.case_id + n * {step}"),
    "clock": ("case_id", "'case_id', r.case_id + n * {step}"),
    "figure_case": ("case_id", "'case_id', r.case_id + n * {step}"),
}


def measure(config: Config, *, cases: int = 7_000) -> list[Measurement]:
    """Every look of mining cold, the slowest counts; each format of an event log, the largest memory counts."""
    with demo_database(config) as database:
        with at(BEGIN):
            simulate(seed=7, requests=invent(SIMULATED, seed=7, since=BEGIN, until=BEGIN + timedelta(days=20)), until=UNTIL)
        with at(UNTIL):
            with connections.take() as connection:
                while count_some(connection):
                    pass
                _copy(connection, cases // SIMULATED - 1)
            client = _signed_in(replace(config, database_url=database.url))
            cold, warm = {}, {}
            for page in PAGES:
                cold[page], warm[page] = _cold(client, page), _seconds(client, page)[0]
        with connections.take() as connection:
            written = {form: _written(connection, form) for form in formats.FORMATS}
    slowest, hungriest = max(cold, key=lambda page: cold[page][0]), max(written, key=lambda form: written[form][1])
    looks = ", ".join(f"{page or 'variants'} {wall:.1f} ({cpu:.1f})" for page, (wall, cpu) in cold.items())
    return [
        Measurement(
            name="mining, cold, the slowest look", value=round(cold[slowest][0], 2), unit="s", budget=BUDGET_S,
            note=f"wall (this process's CPU): {looks}",
        ),
        Measurement(name="mining, kept", value=round(max(warm.values()), 2), unit="s", budget=None, note="the slowest look"),
        Measurement(
            name="event log, memory beyond the program", value=round(written[hungriest][1] / 1e6, 1), unit="MB",
            budget=MEMORY_MB, note="; ".join(f"{form} {peak / 1e6:.1f}" for form, (_, peak) in written.items()),
        ),
        Measurement(
            name="event log, cases written", value=float(written["xes"][0]), unit="cases", budget=None, note="in each format"
        ),
    ]  # fmt: skip


def _copy(connection: Connection, copies: int) -> None:
    for table, (key, changed) in COPIED.items():
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        only = (
            "AND r.process = 'complaint'"
            if table in ('"case"', "figure_case")
            else "AND r.case_id IN (SELECT id FROM \"case\" WHERE process = 'complaint')"
        )
        said = COPY.format(table=table, changed=changed.format(step=STEP), key=key, step=STEP, only=only)
        connection.execute(said, {"copies": copies})
    connection.execute('ANALYZE "case", case_event, work_item, clock, figure_case')


def _signed_in(config: Config) -> FlaskClient:
    app = create_app(config)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"login": WHO, "password": PASSWORD})
    client.get("/audit/mining/?period=today")  # the program itself is warm: templates, texts, configuration
    return client


def _cold(client: FlaskClient, page: str) -> tuple[float, float]:
    shelf.forget()
    return _seconds(client, page)


def _seconds(client: FlaskClient, page: str) -> tuple[float, float]:
    """(wall, processor time of this process), seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = client.get(f"/audit/mining/{page}?period=year")
    if answer.status_code != 200:
        raise RuntimeError(f"{page} answered {answer.status_code}")
    return time.perf_counter() - wall, time.process_time() - cpu


def _written(connection: Connection, form: str) -> tuple[int, int]:
    """(cases, bytes of memory beyond those at the beginning, at the most)."""
    reader, links, most = Reader(connection, Pseudonyms(bytes(32)), "zh_CN"), links_between(connection, Selection()), [0]
    gc.collect()
    begin = _memory()

    def watched() -> Iterator[LoggedCase]:
        for number, case in enumerate(reader.cases(Selection())):
            if number % 100 == 0:
                most.append(_memory() - begin)
            yield case

    with TemporaryDirectory() as folder:
        counted = formats.write(Path(folder) / "log", form, watched(), links)
    return counted.cases, max(most)


def _memory() -> int:
    """Bytes of this process that are in memory now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
