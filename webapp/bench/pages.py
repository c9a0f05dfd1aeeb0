"""The inbox of somebody with very much to do: the whole page, rendered on the server, with a million open items."""

from __future__ import annotations

from dataclasses import replace

from webapp import create_app
from webapp.bench.measure import Measurement, median, percentile, times
from webapp.bench.place import demo_database
from webapp.config import Config
from webapp.database import connections
from webapp.demo.settle import PASSWORD

WHO = "dispatch"
BUDGET_MS = 50.0
CASES = """
    INSERT INTO "case" (id, number, query_code, process, definition, status, version, state, file, title, urgency, place, unit,
        phase, opened_at, head_hash)
    SELECT 900000000 + n, 'B' || n, 'x', 'complaint', d.id, 'active', 1, '', '{}', '路灯不亮 ' || n, 'general', p.unit, p.unit,
        'dispatch', now(), ''
    FROM generate_series(1, %(items)s) n, (SELECT id FROM definition WHERE key = 'complaint' LIMIT 1) d,
        (SELECT unit FROM position JOIN "user" ON id = user_id WHERE login = %(who)s LIMIT 1) p
"""
ITEMS = """
    INSERT INTO work_item (case_id, task, number, process, title, urgency, element, phase, form, role, unit, priority, due_at,
        state, created_at)
    SELECT c.id, 1, c.number, c.process, c.title, c.urgency, 'dispatch', 'dispatch', 'dispatch', 'dispatcher', c.unit, 50,
        now() + (c.id % 100000) * interval '1 minute' - interval '10 days', 'open', now()
    FROM "case" c WHERE c.id > 900000000
"""


def measure(config: Config, *, items: int = 1_000_000, views: int = 60) -> list[Measurement]:
    """The queue, its second page, and the queue of what is late, as one person sees them, again and again."""
    with demo_database(config) as database:
        with connections.take() as connection:
            connection.execute('ALTER TABLE "case" DISABLE TRIGGER USER')
            connection.execute(CASES, {"items": items, "who": WHO})
            connection.execute(ITEMS)
            connection.execute('ANALYZE "case", work_item')
        app = create_app(replace(config, database_url=database.url))
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        client.post("/sign-in", data={"login": WHO, "password": PASSWORD})
        found: list[float] = []
        for page in ("/inbox?list=queue", "/inbox?list=queue&overdue=1", "/inbox?list=mine"):
            answer = client.get(page)
            if answer.status_code != 200:
                raise RuntimeError(f"{page} answered {answer.status_code}")
            found += times(lambda page=page: client.get(page), repeat=views)
    note = f"median {median(found) * 1e3:.0f} ms, {items} open items in one queue"
    return [
        Measurement(name="inbox page, p95", value=percentile(found, 0.95) * 1e3, unit="ms", budget=BUDGET_MS, note=note),
    ]
