"""A city's inbox without a city: many open items, straight into the tables."""

from __future__ import annotations

from datetime import UTC, datetime

from webapp.casework.actors import Actor
from webapp.casework.queries import inbox
from webapp.casework.queries.inbox import Filters, InboxRow
from webapp.database import connections
from webapp.models import db

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EVERYTHING = Filters()

CASES = """
INSERT INTO "case" (id, number, query_code, process, definition, status, version, state, file, title, category, urgency, place,
                    channel, flags, opened_at, head_hash)
SELECT n, '20260302-' || lpad(n::text, 6, '0'), 'CODE', 'complaint', 'complaint@0', 'active', 1, '', '{}',
       (ARRAY['路灯不亮', '井盖缺失', '噪音扰民', '垃圾堆放', '道路积水'])[1 + n %% 5] || n,
       (ARRAY['roads', 'roads.light', 'roads.light.dark', 'noise'])[1 + n %% 4], 'general',
       (ARRAY['west', 'mill', 'mill1'])[1 + n %% 3], (ARRAY['hotline', 'web'])[1 + n %% 2], (n %% 10 = 0)::int * 5,
       %(start)s, ''
FROM generate_series(1, %(count)s) n
"""
ITEMS = """
INSERT INTO work_item (case_id, task, number, process, title, urgency, element, phase, role, unit, assignee_id, priority, due_at,
                       state, created_at, category, place, channel, flags)
SELECT id, 1, number, process, title, urgency, 'triage', CASE WHEN id %% 7 = 0 THEN 'review' ELSE 'intake' END,
       CASE WHEN id %% 3 = 0 THEN 'dispatcher' ELSE 'unit_clerk' END, 'unit' || id %% 4, NULL, 50,
       CASE WHEN id %% 11 = 0 THEN NULL ELSE %(start)s + (id * 7919 %% %(count)s) * interval '3 minutes' END, 'open',
       %(start)s + (id * 31 %% %(count)s) * interval '1 minute', category, place, channel, flags
FROM "case"
"""
UNITS = """
INSERT INTO org_unit (code, parent, path, tier, kind, name, name_en, sort_key, active) VALUES
    ('city', NULL, '/city/', 'city', 'territory', '市', NULL, '1', true),
    ('west', 'city', '/city/west/', 'street', 'territory', '西街', 'West', '2', true),
    ('mill', 'city', '/city/mill/', 'street', 'territory', '磨坊街道', 'Mill', '3', true),
    ('mill1', 'mill', '/city/mill/mill1/', 'community', 'territory', '水车社区', 'Wheel', '4', true)
"""
CATEGORIES = """
INSERT INTO category (code, parent, level, name, active) VALUES
    ('roads', NULL, 1, '市政', true), ('roads.light', 'roads', 2, '照明', true),
    ('roads.light.dark', 'roads.light', 3, '路灯熄灭', true), ('noise', NULL, 1, '噪声', true)
"""


def fill(count: int) -> None:
    """`count` open items over four units and two roles; one in eleven has no due date, one in ten two marks."""
    with connections.take() as connection:
        connection.execute(UNITS)
        connection.execute(CATEGORIES)
        connection.execute(CASES, {"start": START, "count": count})
        connection.execute(ITEMS, {"start": START, "count": count})


def person(*positions: tuple[str, str], user: int = 5, clearances: frozenset[str] = frozenset()) -> Actor:
    return Actor(
        kind="user", user_id=user, positions=frozenset(positions), clearances=clearances, may_be_recused=False
    )  # fmt: skip


HANDLER = person(("unit_clerk", "unit1"), ("unit_clerk", "unit2"), ("dispatcher", "unit2"))


def every_page(filters: Filters = EVERYTHING, which: str = "queue", by: Actor = HANDLER) -> list[InboxRow]:
    rows: list[InboxRow] = []
    after = None
    while True:
        page = inbox.page(which, by, filters, after)
        rows += page.rows
        after = page.after
        if after is None:
            return rows


def run(statement: str, *values: object) -> None:
    """Change something behind the lists' back."""
    with connections.take() as connection:
        connection.execute(statement, values)
    db.session.rollback()
