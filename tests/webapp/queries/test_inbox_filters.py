"""What the filters of the inbox let through, by whichever index a page is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.support.full_inbox import START, every_page, fill
from webapp.casework.flags import Flag
from webapp.casework.queries.inbox import Filters, scan
from webapp.database import connections


@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        ({"phase": "review"}, lambda row: row.phase == "review"),
        ({"urgency": "urgent"}, lambda row: False),
        ({"channel": "web"}, lambda row: row.channel == "web"),
        ({"category": "roads"}, lambda row: row.category.startswith("roads")),
        ({"category": "roads.light"}, lambda row: row.category.startswith("roads.light")),
        ({"place": "mill"}, lambda row: row.place in {"mill", "mill1"}),
        ({"place": "mill1", "channel": "web"}, lambda row: row.place == "mill1" and row.channel == "web"),
        ({"flags": int(Flag.SUSPENDED)}, lambda row: row.flags & Flag.SUSPENDED),
        ({"flags": int(Flag.SUSPENDED | Flag.CHASED)}, lambda row: False),
        ({"words": "井盖"}, lambda row: "井盖" in row.title),
        (
            {"words": "井盖", "category": "roads.light.dark"},
            lambda row: "井盖" in row.title and row.category == "roads.light.dark",
        ),
        ({"words": "照明"}, lambda row: row.category.startswith("roads.light")),
        ({"words": "水车"}, lambda row: row.place == "mill1"),
        ({"words": "Wheel"}, lambda row: row.place == "mill1"),
        ({"words": "20260302-000001"}, lambda row: row.number == "20260302-000001"),
        ({"due_before": START + timedelta(hours=5)}, lambda row: row.due_at and row.due_at < START + timedelta(hours=5)),
        (
            {"due_from": START + timedelta(hours=5), "due_before": START + timedelta(hours=9)},
            lambda row: row.due_at and START + timedelta(hours=5) <= row.due_at < START + timedelta(hours=9),
        ),
    ],
)
@pytest.mark.parametrize("head", [scan.HEAD, 3], ids=["head", "index"])
def test_filters_mean_what_they_say(
    filled: Flask, monkeypatch: pytest.MonkeyPatch, filters: dict, passes: Callable, newest: bool, head: int
) -> None:
    """Through the head of the list and through the indexes of the filters alike."""
    everything = every_page(Filters(newest=newest))
    monkeypatch.setattr(scan, "HEAD", head)
    monkeypatch.setattr(scan, "HEAD_FOR_WORDS", head)
    assert every_page(Filters(**filters, newest=newest)) == [row for row in everything if passes(row)]


def test_words_are_searched_as_written_not_as_patterns(filled: Flask) -> None:
    assert every_page(Filters(words="%路_")) == []
    assert every_page(Filters(words="'; DROP TABLE work_item; --")) == []


PLANS = {
    "queue": "SELECT due_at, case_id, task FROM work_item WHERE state = 'open' AND unit = 'unit1' AND role = 'unit_clerk' "
    "AND assignee_id IS NULL AND due_at IS NOT NULL AND (due_at, case_id, task) > (%(at)s, 0, 0) ORDER BY 1, 2, 3 LIMIT 51",
    "unit": "SELECT due_at, case_id, task FROM work_item WHERE state = 'open' AND unit = 'unit1' "
    "AND due_at IS NOT NULL AND (due_at, case_id, task) > (%(at)s, 0, 0) ORDER BY 1, 2, 3 LIMIT 51",
    "category": "SELECT due_at, case_id, task FROM work_item WHERE ended_at IS NULL AND unit = 'unit1' "
    "AND category = 'roads.light' AND due_at IS NOT NULL AND (due_at, case_id, task) > (%(at)s, 0, 0) ORDER BY 1, 2, 3 LIMIT 51",
    "newest": "SELECT created_at, case_id, task FROM work_item WHERE state = 'open' AND unit = 'unit1' "
    "AND (created_at, case_id, task) < (%(at)s, 0, 0) ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT 51",
}  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_a_page_is_read_from_the_index_and_stops_there(app: Flask, name: str) -> None:
    """Rows touched must not grow with the list: the plan of a page may not sort or scan it."""
    fill(20_000)
    with connections.take() as connection:
        connection.execute("ANALYZE work_item")
        (plan,) = connection.execute(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {PLANS[name]}", {"at": START + timedelta(days=3)}
        ).fetchone()
    assert _kinds(plan[0]["Plan"]) <= {"Limit", "Index Only Scan", "Index Scan"}
    assert plan[0]["Plan"]["Actual Rows"] == 51


def _kinds(plan: dict) -> set[str]:
    return {plan["Node Type"]}.union(*(_kinds(below) for below in plan.get("Plans", ())))
