"""What people of the demo city keep in their inboxes: views that a unit shares, and cases that the supervisor watches."""

from __future__ import annotations

from datetime import datetime

from webapp.database import connections

VIEWS = (
    ("lp-roads-leader", "lp-roads", "逾期未办", "list=unit&due=late"),
    ("lp-roads-leader", "lp-roads", "曾退单、重办", "list=unit&flag=reopened&flag=returned"),
    ("dispatch", "lp", "今天到期待派", "list=queue&due=today"),
)
"""(who made it, shared with, name, query)"""
WATCHED = 4

VIEW = """
    INSERT INTO saved_view (owner_id, unit, name, query, created_at)
    SELECT u.id, o.code, %s, %s, %s FROM "user" u, org_unit o WHERE u.login = %s AND o.code = %s
"""
WATCH = """
    INSERT INTO watch (user_id, case_id, since)
    SELECT u.id, c.id, %s FROM "user" u, (
        SELECT id FROM "case" WHERE process = 'complaint' AND status = 'active' AND compartment IS NULL AND about_unit IS NULL
        ORDER BY due_at, id LIMIT %s
    ) c WHERE u.login = 'supervise' ON CONFLICT DO NOTHING
"""


def populate(at: datetime) -> None:
    """Views and stars, as of `at`."""
    with connections.take() as connection:
        for login, unit, name, query in VIEWS:
            connection.execute(VIEW, (name, query, at, login, unit))
        connection.execute(WATCH, (at, WATCHED))
