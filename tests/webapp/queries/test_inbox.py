"""The lists of the inbox: order, pages that neither repeat nor leave out, filters, and the index they stand on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask

from webapp.casework.queries import inbox
from webapp.casework.queries.inbox import Filters, InboxRow
from webapp.database import connections
from webapp.models import db

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EVERYTHING = Filters()

CASES = """
INSERT INTO "case" (id, number, query_code, process, definition, status, version, state, file, title, category, urgency, place,
                    opened_at, head_hash)
SELECT n, '20260302-' || lpad(n::text, 6, '0'), 'CODE', 'complaint', 'complaint@0', 'active', 1, '', '{}',
       (ARRAY['路灯不亮', '井盖缺失', '噪音扰民', '垃圾堆放', '道路积水'])[1 + n %% 5] || n, NULL, 'general', NULL, %(start)s, ''
FROM generate_series(1, %(count)s) n
"""
ITEMS = """
INSERT INTO work_item (case_id, task, number, process, title, urgency, element, phase, role, unit, assignee_id, priority, due_at,
                       state, created_at)
SELECT id, 1, number, process, title, urgency, 'triage', CASE WHEN id %% 7 = 0 THEN 'review' ELSE 'intake' END,
       CASE WHEN id %% 3 = 0 THEN 'dispatcher' ELSE 'unit_clerk' END, 'unit' || id %% 4, NULL, 50,
       CASE WHEN id %% 11 = 0 THEN NULL ELSE %(start)s + (id * 7919 %% %(count)s) * interval '3 minutes' END, 'open', %(start)s
FROM "case"
"""


def fill(count: int) -> None:
    """`count` open items over four units and two roles; one in eleven has no due date."""
    with connections.take() as connection:
        connection.execute(CASES, {"start": START, "count": count})
        connection.execute(ITEMS, {"start": START, "count": count})


@pytest.fixture
def filled(app: Flask) -> Iterator[Flask]:
    fill(600)
    with app.app_context():
        yield app


SEATS = [("unit1", "unit_clerk"), ("unit2", "unit_clerk"), ("unit2", "dispatcher")]


def every_page(filters: Filters = EVERYTHING) -> list[InboxRow]:
    rows: list[InboxRow] = []
    after = None
    while True:
        page = inbox.queue(SEATS, filters, after)
        rows += page.rows
        after = page.after
        if after is None:
            return rows


def test_what_is_due_first_comes_first_and_what_has_no_limit_last(filled: Flask) -> None:
    dates = [row.due_at for row in every_page()]
    known = [date for date in dates if date]
    assert known == sorted(known)
    assert all(date is None for date in dates[len(known) :])
    assert None in dates


def test_pages_leave_nothing_out_and_repeat_nothing(filled: Flask) -> None:
    with connections.take() as connection:
        expected = connection.execute(
            """SELECT case_id FROM work_item
               WHERE (unit, role) IN (('unit1', 'unit_clerk'), ('unit2', 'unit_clerk'), ('unit2', 'dispatcher'))"""
        ).fetchall()
    seen = [row.case_id for row in every_page()]
    assert sorted(seen) == sorted(case for (case,) in expected)
    assert len(seen) > 2 * inbox.PAGE_ROWS


def test_work_that_arrives_between_two_pages_moves_nothing(filled: Flask) -> None:
    first = inbox.queue(SEATS, EVERYTHING)
    with connections.take() as connection:
        connection.execute("UPDATE work_item SET due_at = %s WHERE case_id = 2", (START - timedelta(days=9),))
    second = inbox.queue(SEATS, EVERYTHING, first.after)
    assert not {row.case_id for row in first.rows} & {row.case_id for row in second.rows}


def test_a_claimed_item_is_mine_and_in_nobodys_queue(filled: Flask) -> None:
    row = inbox.queue(SEATS, EVERYTHING).rows[0]
    with connections.take() as connection:
        connection.execute("UPDATE work_item SET assignee_id = 5 WHERE case_id = %s", (row.case_id,))
    db.session.rollback()
    assert [mine.case_id for mine in inbox.mine(5, EVERYTHING).rows] == [row.case_id]
    assert row.case_id not in {other.case_id for other in every_page()}


def test_done_work_is_listed_newest_first(filled: Flask) -> None:
    with connections.take() as connection:
        connection.execute(
            """UPDATE work_item SET state = 'done', ended_by = 5, ended_at = %s + case_id * interval '1 minute'
               WHERE case_id <= 70""",
            (START,),
        )
    first = inbox.done(5, EVERYTHING)
    second = inbox.done(5, EVERYTHING, first.after)
    rows = first.rows + second.rows
    assert len(rows) == 70
    assert all(a.ended_at > b.ended_at for a, b in pairwise(rows))
    assert second.after is None


def test_filters_mean_what_they_say(filled: Flask) -> None:
    assert {row.phase for row in every_page(Filters(phase="review"))} == {"review"}
    assert every_page(Filters(urgency="urgent")) == []
    late = every_page(Filters(late_before=START + timedelta(hours=5)))
    assert late
    assert all(row.due_at < START + timedelta(hours=5) for row in late)
    assert all("井盖" in row.title for row in every_page(Filters(words="井盖缺失")))
    assert len(every_page(Filters(words="井盖"))) == len([row for row in every_page() if "井盖" in row.title])
    assert [row.number for row in every_page(Filters(words="20260302-000001"))] == ["20260302-000001"]


def test_words_are_searched_as_written_not_as_patterns(filled: Flask) -> None:
    assert every_page(Filters(words="%路_")) == []
    assert every_page(Filters(words="'; DROP TABLE work_item; --")) == []


def test_nobody_without_a_seat_has_a_queue(filled: Flask) -> None:
    assert inbox.queue([], EVERYTHING).rows == []


def test_a_page_is_read_from_the_index_and_stops_there(app: Flask) -> None:
    """Rows touched must not grow with the queue: the plan of a page may not sort or scan it."""
    fill(20_000)
    with connections.take() as connection:
        connection.execute("ANALYZE work_item")
        plan = connection.execute(
            """EXPLAIN (ANALYZE, FORMAT JSON) SELECT due_at, case_id, task FROM work_item
               WHERE state = 'open' AND unit = 'unit1' AND role = 'unit_clerk' AND assignee_id IS NULL AND due_at IS NOT NULL
                 AND (due_at, case_id, task) > (%s, 0, 0) ORDER BY due_at, case_id, task LIMIT 51""",
            (START + timedelta(days=1),),
        ).fetchone()[0][0]["Plan"]
    assert _kinds(plan) <= {"Limit", "Index Only Scan", "Index Scan"}
    assert plan["Actual Rows"] == 51


def _kinds(plan: dict) -> set[str]:
    return {plan["Node Type"]}.union(*(_kinds(below) for below in plan.get("Plans", ())))
