"""Boards over a million closed requests of a year: whole pages, rendered on the server, for the first time and again and again.
Beside it, what the same totals cost when they are counted from the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask.testing import FlaskClient

from engine.now import now
from webapp import create_app
from webapp.bench.measure import Measurement, median, percentile, times
from webapp.bench.place import demo_database
from webapp.boards import adding
from webapp.boards.measures.sums import ALL
from webapp.config import Config
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.settle import PASSWORD

WHO = "mayor"
BUDGET_MS = 300.0
FIRST = 500_000_000
"""Ids of the invented cases."""
PAGES = (
    "/board?period=year", "/board", "/board?period=year&unit=lp1", "/board?period=year&axis=channel&value=hotline",
    "/board/scorecard?period=year&unit=lp-roads", "/board/units?period=year", "/board/map?period=year&tier=grid",
)  # fmt: skip
LIST = "/board/list?measure=on_time&part=rest&period=year"

DRAWN = """
    CREATE TEMP TABLE drawn AS
    SELECT %(first)s + n AS id, d.id AS definition,
        %(until)s::timestamptz - n * %(year)s::interval / %(cases)s AS opened_at,
        units.codes[1 + floor(random() * cardinality(units.codes))::int] AS unit,
        places.codes[1 + floor(random() * cardinality(places.codes))::int] AS place,
        (ARRAY['hotline', 'hotline', 'hotline', 'grid', 'wechat', 'app', 'web'])[1 + floor(random() * 7)::int] AS channel,
        kinds.codes[1 + floor(random() * random() * cardinality(kinds.codes))::int] AS category,
        (random() * 2400)::int AS worked, random() < 0.95 AS kept, random() < 0.4 AS called, random() < 0.9 AS content
    FROM generate_series(1, %(cases)s) n, (SELECT id FROM definition WHERE key = 'complaint' LIMIT 1) d,
        (SELECT array_agg(DISTINCT unit) AS codes FROM position WHERE role = 'unit_clerk') units,
        (SELECT array_agg(code) AS codes FROM org_unit WHERE tier = 'grid') places,
        (SELECT array_agg(code) AS codes FROM category WHERE level = 3) kinds
"""
CASES = """
    INSERT INTO "case" (id, number, query_code, process, definition, status, outcome, version, state, file, title, channel,
        category, place, unit, opened_at, closed_at, head_hash)
    SELECT id, 'B' || id, 'x', 'complaint', definition, 'completed', 'closed_resolved', 1, '', '{}', '路灯不亮', channel,
        category, place, unit, opened_at, opened_at + worked * interval '3 minutes', ''
    FROM drawn
"""
CASE_FACTS = """
    INSERT INTO figure_case
    SELECT id, 'complaint', unit, place, channel, category, false, false, opened_at, day,
        extract(isodow FROM opened_at)::int * 24 - 24 + extract(hour FROM opened_at)::int, NULL, false, false,
        day + worked / 450, 'closed_resolved', true, NOT content AND called, false, worked, 30, 60, worked, 45, 20,
        CASE WHEN called THEN day + worked / 450 END, CASE WHEN called THEN 'reached' END,
        CASE WHEN called THEN CASE WHEN content THEN 'yes' ELSE 'no' END END,
        CASE WHEN called THEN CASE WHEN content THEN 'satisfied' ELSE 'unsatisfied' END END
    FROM (SELECT *, (opened_at AT TIME ZONE 'Asia/Shanghai')::date AS day FROM drawn) d
"""
PROMISE_FACTS = """
    INSERT INTO figure_promise
    SELECT id, clock, 1, 'complaint', unit, place, channel, category, false, false, day, day + 5, true, kept, true, true, false,
        'reached'
    FROM (SELECT *, (opened_at AT TIME ZONE 'Asia/Shanghai')::date AS day FROM drawn) d,
        unnest(ARRAY['first_contact', 'handle']) clock
"""


def measure(config: Config, *, cases: int = 1_000_000, views: int = 15) -> list[Measurement]:
    """The city's board and those around it, of a year and of a month."""
    with demo_database(config) as database:
        with connections.take() as connection:
            _year(connection, cases)
        client = _signed_in(replace(config, database_url=database.url))
        cold = _cold(client)
        found = {page: times(lambda page=page: _get(client, page), repeat=views) for page in PAGES}
        opened = times(lambda: _get(client, LIST), repeat=views)
        with connections.take() as connection:
            counted = times(lambda: _count_facts(connection), repeat=2)
    worst = max(found, key=lambda page: median(found[page]))
    everything = [seconds for page in found.values() for seconds in page]
    note = f"median {median(everything) * 1e3:.0f} ms; slowest {worst} {median(found[worst]) * 1e3:.0f} ms; {cases} closed cases"
    ratio = round(median(found[PAGES[0]]) / median(counted), 3)
    return [
        Measurement(
            name="board page, p95", value=percentile(everything, 0.95) * 1e3, unit="ms", budget=BUDGET_MS, note=note, ratio=ratio,
            against="totals counted from facts",
        ),
        Measurement(name="board page, first of the day", value=cold * 1e3, unit="ms", budget=BUDGET_MS, note="once"),
        Measurement(name="list behind a number, p95", value=percentile(opened, 0.95) * 1e3, unit="ms", budget=None),
        Measurement(name="totals counted from facts", value=median(counted) * 1e3, unit="ms", budget=None, note="no axis"),
    ]  # fmt: skip


def _year(connection: Connection, cases: int) -> None:
    connection.execute('ALTER TABLE "case" DISABLE TRIGGER USER')
    connection.execute("SELECT setseed(0.5)")
    drawn = {"first": FIRST, "until": now(), "year": timedelta(days=365), "cases": cases}
    for statement in (DRAWN, CASES, CASE_FACTS, PROMISE_FACTS):
        connection.execute(statement, drawn if "%(" in statement else None)
    connection.execute('ANALYZE "case", figure_case, figure_promise')
    adding.add_everything(connection)
    connection.execute("VACUUM figure_case")
    connection.execute("VACUUM figure_promise")
    connection.execute("VACUUM figure_sum")


def _signed_in(config: Config) -> FlaskClient:
    app = create_app(config)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"login": WHO, "password": PASSWORD})
    _get(client, "/board?period=today")  # the program itself is warm: templates, texts, configuration
    return client


def _cold(client: FlaskClient) -> float:
    """The first board of a year, before anything of it was read: its pages of the database are in no cache of PostgreSQL's."""
    with connections.take() as connection:
        connection.execute("CHECKPOINT")
        connection.execute("SELECT count(*) FROM case_event")
        connection.execute('SELECT sum(length(title)) FROM "case"')  # pushes the sums out of shared memory
    return times(lambda: _get(client, PAGES[0]), repeat=1)[0]


def _count_facts(connection: Connection) -> None:
    """What the tiles need of one period, without sums: each fact table read once."""
    for fact in ("figure_case", "figure_promise"):
        rules = ", ".join(f"count(*) FILTER (WHERE {one.rule})" for one in ALL if one.fact == fact)
        connection.execute(f"SELECT {rules} FROM {fact} WHERE process = 'complaint'")


def _get(client: FlaskClient, page: str) -> None:
    answer = client.get(page)
    if answer.status_code != 200:
        raise RuntimeError(f"{page} answered {answer.status_code}")
