"""The inbox of somebody with very much to do: whole pages, rendered on the server, with a million open items in one unit. The
default lists, and each filter alone: values that most rows have, and values that hardly any row has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import quote

from flask.testing import FlaskClient
from psycopg import sql

from webapp import create_app
from webapp.bench.measure import Measurement, median, percentile, times
from webapp.bench.place import demo_database
from webapp.config import Config
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.settle import PASSWORD
from webapp.organisation import strays

WHO = "dispatch"
BUDGET_MS = 50.0
ITEMS = 1_000_000

CASES = """
    INSERT INTO "case" (id, number, query_code, process, definition, status, version, state, file, title, category, urgency,
        channel, place, unit, phase, flags, opened_at, head_hash)
    SELECT 900000000 + n, 'B' || n, 'x', 'complaint', d.id, 'active', 1, '', '{}',
        CASE WHEN n %% 20000 = 7 THEN '古树倒伏 ' WHEN n %% 1000 = 3 THEN '水管爆裂 ' WHEN n %% 3 = 0 THEN '路灯不亮 '
             ELSE '井盖缺失 ' END || n,
        CASE WHEN n %% 20000 = 9 THEN cats[array_length(cats, 1)] ELSE cats[1 + n %% 7] END,
        CASE WHEN n %% 20000 = 11 THEN 'urgent' ELSE 'general' END, CASE WHEN n %% 20000 = 13 THEN 'letter' ELSE 'hotline' END,
        CASE WHEN n %% 20000 = 17 THEN places[array_length(places, 1)] ELSE places[1 + n %% 9] END, p.unit,
        CASE WHEN n %% 20000 = 19 THEN 'review' ELSE 'dispatch' END,
        CASE WHEN n %% 20000 = 23 THEN 32 WHEN n %% 10 = 0 THEN 1 ELSE 0 END, now(), ''
    FROM generate_series(1, %(items)s) n, (SELECT id FROM definition WHERE key = 'complaint' LIMIT 1) d,
        (SELECT unit FROM position JOIN "user" ON id = user_id WHERE login = %(who)s LIMIT 1) p,
        (SELECT array_agg(code ORDER BY code) AS cats FROM category WHERE level = 3) c,
        (SELECT array_agg(code ORDER BY code) AS places FROM org_unit WHERE kind = 'territory' AND tier = 'grid') o
"""
WORK = """
    INSERT INTO work_item (case_id, task, number, process, title, category, urgency, channel, place, flags, element, phase, form,
        role, unit, priority, due_at, state, created_at)
    SELECT c.id, 1, c.number, c.process, c.title, c.category, c.urgency, c.channel, c.place, c.flags, 'dispatch', c.phase,
        'dispatch', 'dispatcher', c.unit, 50, now() + (c.id * 7919 %% 100000) * interval '1 minute' - interval '10 days', 'open',
        now() - (c.id * 104729 %% 100000) * interval '1 minute'
    FROM "case" c WHERE c.id > 900000000
"""
SEARCH = """
    INSERT INTO case_search (case_id, opened_at, place, category, grams)
    SELECT id, opened_at, place, category, bigrams(title) FROM "case" WHERE id > 900000000
"""
INDEXES = """
    SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename IN ('case', 'work_item', 'case_search')
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)
"""
CODES = """
    SELECT (SELECT min(code) FROM category WHERE level = 3), (SELECT max(code) FROM category WHERE level = 3),
        (SELECT min(code) FROM category WHERE level = 1), (SELECT min(code) FROM org_unit WHERE tier = 'grid'),
        (SELECT max(code) FROM org_unit WHERE tier = 'grid'), (SELECT min(code) FROM org_unit WHERE tier = 'district'
        AND kind = 'territory')
"""


def measure(config: Config, *, items: int = ITEMS, views: int = 30) -> list[Measurement]:
    """Every list and every filter as one person sees them, again and again; then what a page asks while it stands open."""
    with crowded(config, items) as client:
        found = [_page(client, name, address, views, items) for name, address in _pages()]
        found.append(_live(client, views))
        found.append(_strays(views, items))
        return found


@contextmanager
def crowded(config: Config, items: int) -> Iterator[FlaskClient]:
    """A browser signed in as WHO, whose unit has `items` open items besides those of the demo."""
    with demo_database(config) as database:
        with connections.take() as connection:
            fill(connection, items)
        app = create_app(replace(config, database_url=database.url))
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        client.post("/sign-in", data={"login": WHO, "password": PASSWORD})
        yield client


def fill(connection: Connection, items: int) -> None:
    """`items` open items in the unit of WHO. Indexes are built afterwards: row by row would take ten times as long."""
    connection.execute('ALTER TABLE "case" DISABLE TRIGGER USER')
    built = connection.execute(INDEXES).fetchall()
    for name, _ in built:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    connection.execute(CASES, {"items": items, "who": WHO})
    connection.execute(WORK, {})
    connection.execute(SEARCH)
    for _, definition in built:
        connection.execute(definition)
    connection.execute('VACUUM ANALYZE "case", work_item, case_search')


def _pages() -> Iterator[tuple[str, str]]:
    """(what, address), the default view first."""
    with connections.take() as connection:
        leaf, rare_leaf, top, grid, rare_grid, district = connection.execute(CODES).fetchone() or ()
    yield "queue", "list=queue"
    yield "my unit", "list=unit"
    yield "mine", "list=mine"
    yield "newest first", "list=queue&sort=newest"
    for due in ("late", "today", "week"):
        yield f"due {due}", f"list=queue&due={due}"
    yield "category", f"list=queue&category={leaf}"
    yield "category, upper level", f"list=queue&category={top}"
    yield "category, rare", f"list=queue&category={rare_leaf}"
    yield "place", f"list=queue&place={grid}"
    yield "place, a district", f"list=queue&place={district}"
    yield "place, rare", f"list=queue&place={rare_grid}"
    for name, common, rare, none in (
        ("channel", "hotline", "letter", "web"), ("phase", "dispatch", "review", "callback"),
        ("urgency", "general", "urgent", "utility"), ("flag", "reopened", "chased", "on_hold"),
    ):  # fmt: skip
        yield name, f"list=queue&{name}={common}"
        yield f"{name}, rare", f"list=queue&{name}={rare}"
        yield f"{name}, none", f"list=queue&{name}={none}"
    yield "words, common", f"list=queue&words={quote('路灯')}"
    yield "words, one in a thousand", f"list=queue&words={quote('爆裂')}"
    yield "words, rare", f"list=queue&words={quote('古树')}"
    yield "words, none", f"list=unit&words={quote('飞碟')}"
    yield "number", "list=queue&words=B123456"
    yield "saved view of three filters", f"list=unit&due=late&category={top}&flag=reopened"
    yield "saved view, rare", f"list=unit&due=late&category={rare_leaf}&channel=hotline"


def _page(client: FlaskClient, name: str, query: str, views: int, items: int) -> Measurement:
    address = f"/inbox?{query}"
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    found = times(lambda: client.get(address), repeat=views)
    rows = answer.get_data(as_text=True).count("<tr data-row")
    note = f"median {median(found) * 1e3:.0f} ms, {rows} rows, {items} open items"
    return Measurement(name=f"inbox {name}, p95", value=percentile(found, 0.95) * 1e3, unit="ms", budget=BUDGET_MS, note=note)


def _strays(views: int, items: int) -> Measurement:
    """The look for work without an owner, every five minutes over the whole organisation: here it finds none."""
    found = times(strays.put_back, repeat=views)
    note = f"median {median(found) * 1e3:.1f} ms, {items} open items"
    return Measurement(name="look for strays, p95", value=percentile(found, 0.95) * 1e3, unit="ms", budget=BUDGET_MS, note=note)


PAGES_OPEN, EVERY_SECONDS = 200, 30


def _live(client: FlaskClient, views: int) -> Measurement:
    """What PAGES_OPEN open pages cost while nobody touches them."""
    with connections.take() as connection:
        shown = connection.execute("SELECT case_id || '-1' FROM work_item WHERE case_id > 900000000 LIMIT 50").fetchall()
    body = {"list": "list=queue", "since": "2026-01-01T00:00:00+00:00", "rows": [key for (key,) in shown]}
    found = times(lambda: client.post("/inbox/live", json=body), repeat=views)
    share = median(found) * PAGES_OPEN / EVERY_SECONDS
    note = f"{share * 100:.1f} % of one core for {PAGES_OPEN} open pages, asked every {EVERY_SECONDS} s"
    return Measurement(name="inbox live news, p95", value=percentile(found, 0.95) * 1e3, unit="ms", budget=BUDGET_MS, note=note)
