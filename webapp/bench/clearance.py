"""The clearance list of a city with a million broken promises: the page, its tabs, and the figures that follow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask.testing import FlaskClient

from webapp import create_app
from webapp.bench.measure import Measurement, median, percentile, times
from webapp.bench.pages import fill
from webapp.bench.place import demo_database
from webapp.config import Config
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.settle import PASSWORD

WHO = "supervise"
BUDGET_MS = 50.0
ENTRIES = 1_000_000

CLOCKS = """
    INSERT INTO clock (case_id, name, run, time_limit, calendar, unit, phase, state, started_at, due_at, provisional, breached_at,
        excused)
    SELECT id, CASE WHEN id %% 3 = 0 THEN 'first_contact' ELSE 'handle' END, 1, '5wd', 'cn-gov', unit, phase, 'running',
        %(at)s - interval '60 days', %(at)s - (id * 7919 %% 60000) * interval '1 minute', false, %(at)s, id %% 50 = 1
    FROM "case" WHERE id > 900000000
"""
ENTRY = """
    INSERT INTO clearance_entry (case_id, clock, run, unit, unit_path, phase, due_at, listed_at, level, excused, stopped_at,
        cleared_at)
    SELECT c.case_id, c.name, 1, u.code, u.path, c.phase, c.due_at, c.due_at, 0, c.excused,
        CASE WHEN c.case_id %% 1000 = 3 THEN %(at)s END,
        CASE WHEN c.case_id %% 5 = 0 THEN %(at)s - (c.case_id %% 5000) * interval '1 minute' END
    FROM clock c, (SELECT array_agg(code ORDER BY code) AS codes FROM org_unit WHERE kind = 'department') d,
        LATERAL (SELECT code, path FROM org_unit WHERE code = d.codes[1 + c.case_id %% cardinality(d.codes)]) u
    WHERE c.case_id > 900000000
"""
PAGES = (
    ("", "/clearance"), (", newest first", "/clearance?sort=newest"), (", done", "/clearance?state=done"),
    (", cleared", "/clearance?state=cleared"), (", one clock", "/clearance?clock=first_contact"),
    (", a month late", "/clearance?days=31"), (", one department", "/clearance?unit=lp-roads"),
)  # fmt: skip
BESIDE = ((", counts of the tabs", "/clearance/counts"), (", ages", "/clearance/ages"))
"""Asked for by the page when it is there: nobody waits for them."""


def measure(config: Config, *, entries: int = ENTRIES, views: int = 20) -> list[Measurement]:
    """As the city's supervisor sees them: four in five still open, one in fifty excused since, one in a thousand done late."""
    with demo_database(config) as database:
        with connections.take() as connection:
            fill(connection, entries)
            _be_late(connection)
        app = create_app(replace(config, database_url=database.url))
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        client.post("/sign-in", data={"login": WHO, "password": PASSWORD})
        return [*_measured(client, PAGES, views, entries, BUDGET_MS), *_measured(client, BESIDE, views, entries, None)]


def _be_late(connection: Connection) -> None:
    (at,) = connection.execute("SELECT now()").fetchone() or (None,)
    connection.execute(CLOCKS, {"at": at})
    connection.execute(ENTRY, {"at": at})
    connection.execute("VACUUM ANALYZE clock, clearance_entry")


def _measured(
    client: FlaskClient, pages: tuple[tuple[str, str], ...], views: int, entries: int, budget: float | None
) -> Iterator[Measurement]:
    for name, address in pages:
        if (status := client.get(address).status_code) != 200:
            raise RuntimeError(f"{address} answered {status}")
        found = times(lambda address=address: client.get(address), repeat=views)
        note = f"median {median(found) * 1e3:.0f} ms, {entries} entries"
        value = percentile(found, 0.95) * 1e3
        yield Measurement(name=f"clearance list{name}, p95", value=value, unit="ms", budget=budget, note=note)
