"""The lists of the inbox: order, pages that neither repeat nor leave out, neighbours, counts, and for whom what exists."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask

from tests.support.full_inbox import EVERYTHING, HANDLER, START, every_page, person, run
from webapp.casework.queries import inbox
from webapp.casework.queries.inbox import Filters
from webapp.database import connections
from webapp.models import WorkItem, db


def test_what_is_due_first_comes_first_and_what_has_no_limit_last(filled: Flask) -> None:
    dates = [row.due_at for row in every_page()]
    known = [date for date in dates if date]
    assert known == sorted(known)
    assert all(date is None for date in dates[len(known) :])
    assert None in dates


def test_the_newest_may_come_first_instead(filled: Flask) -> None:
    rows = every_page(Filters(newest=True))
    assert [row.created_at for row in rows] == sorted((row.created_at for row in rows), reverse=True)
    assert {row.key for row in rows} == {row.key for row in every_page()}


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
    first = inbox.page("queue", HANDLER, EVERYTHING)
    run("UPDATE work_item SET due_at = %s WHERE case_id = 2", START - timedelta(days=9))
    second = inbox.page("queue", HANDLER, EVERYTHING, first.after)
    assert not {row.case_id for row in first.rows} & {row.case_id for row in second.rows}


def test_a_claimed_item_is_mine_in_nobodys_queue_and_still_my_units(filled: Flask) -> None:
    row = inbox.page("queue", HANDLER, EVERYTHING).rows[0]
    run("UPDATE work_item SET assignee_id = 5, taken_at = %s WHERE case_id = %s", START, row.case_id)
    assert [mine.case_id for mine in inbox.page("mine", HANDLER, EVERYTHING).rows] == [row.case_id]
    assert row.case_id not in {other.case_id for other in every_page()}
    colleague = person(("unit_clerk", row.unit), user=6)
    assert row.case_id in {other.case_id for other in every_page(which="unit", by=colleague)}


def test_the_unit_tab_shows_the_work_of_all_roles_there_to_those_who_may_read(filled: Flask) -> None:
    shown = every_page(which="unit", by=person(("unit_clerk", "unit1")))
    assert {row.role for row in shown} == {"unit_clerk", "dispatcher"}
    assert {row.unit for row in shown} == {"unit1"}
    assert every_page(which="unit", by=person(("org_admin", "unit1"))) == []


def test_done_work_is_listed_newest_first(filled: Flask) -> None:
    run("UPDATE work_item SET state = 'done', ended_by = 5 WHERE case_id <= 70")
    run("UPDATE work_item SET ended_at = %s + case_id * interval '1 minute' WHERE case_id <= 70", START)
    first = inbox.page("done", HANDLER, EVERYTHING)
    second = inbox.page("done", HANDLER, EVERYTHING, first.after)
    rows = first.rows + second.rows
    assert len(rows) == 70
    assert all(a.ended_at > b.ended_at for a, b in pairwise(rows))
    assert second.after is None


def test_nobody_without_a_seat_has_a_queue(filled: Flask) -> None:
    assert inbox.page("queue", person(), EVERYTHING).rows == []
    assert inbox.counts(person(), START).queue == 0


@pytest.mark.parametrize("filters", [EVERYTHING, Filters(newest=True), Filters(category="roads"), Filters(words="井盖")])
def test_the_neighbours_of_every_row_are_the_rows_beside_it(filled: Flask, filters: Filters) -> None:
    rows = every_page(filters)
    for before, row, after in [*zip(rows, rows[1:], rows[2:], strict=False)][:: max(1, len(rows) // 40)]:
        item = db.session.get(WorkItem, (row.case_id, row.task))
        found = inbox.neighbours("queue", HANDLER, filters, item)
        assert [key and key.case_id for key in found] == [before.case_id, after.case_id]
    last = db.session.get(WorkItem, (rows[-1].case_id, rows[-1].task))
    assert inbox.neighbours("queue", HANDLER, filters, last)[1] is None


def test_a_row_that_left_the_list_still_has_its_place_in_it(filled: Flask) -> None:
    first, second, third, *_ = every_page()
    run("UPDATE work_item SET state = 'done' WHERE case_id = %s", second.case_id)
    item = db.session.get(WorkItem, (second.case_id, second.task))
    before, after = inbox.neighbours("queue", HANDLER, EVERYTHING, item)
    assert (before.case_id, after.case_id) == (first.case_id, third.case_id)


def test_counts_are_exact_up_to_the_cap(filled: Flask) -> None:
    run("UPDATE work_item SET assignee_id = 5 WHERE unit = 'unit3' AND case_id < 30")
    run("UPDATE work_item SET state = 'done', ended_by = 5, ended_at = %s WHERE case_id IN (100, 101)", START)
    found = inbox.counts(HANDLER, START)
    assert found.mine == len(every_page(which="mine"))
    assert found.queue == found.unit == inbox.MOST + 1
    assert found.done == 2
    assert inbox.counts(HANDLER, START + timedelta(days=1)).done == 0


def test_what_is_restricted_is_neither_listed_nor_counted_for_the_uncleared(filled: Flask) -> None:
    run("""UPDATE "case" SET compartment = 'informer' WHERE id %% 2 = 0""")
    run("UPDATE work_item SET compartment = 'informer' WHERE case_id %% 2 = 0")
    cleared = person(("unit_clerk", "unit2"), clearances=frozenset({"informer"}))
    uncleared = person(("unit_clerk", "unit2"))
    assert every_page(by=cleared)
    for which in ("queue", "unit"):
        assert every_page(which=which, by=uncleared) == []
        assert every_page(Filters(words="路灯"), which, uncleared) == []
    assert inbox.counts(uncleared, START) == inbox.Counts(mine=0, unit=0, queue=0, watching=0, done=0)
    row = every_page(by=cleared)[0]
    assert inbox.now_of(uncleared, [(row.case_id, row.task)]) == []


def test_watched_cases_are_listed_whatever_became_of_them_and_count_while_unread(filled: Flask) -> None:
    for case in (1, 2, 3):
        run("INSERT INTO watch (user_id, case_id, since) VALUES (5, %s, %s)", case, START)
    run("""UPDATE "case" SET status = 'completed', closed_at = %s, due_at = NULL WHERE id = 2""", START)
    run("UPDATE work_item SET state = 'done' WHERE case_id = 2")
    run("INSERT INTO case_seen (user_id, case_id, version, at) VALUES (5, 1, 1, %s)", START)
    rows = inbox.watched(HANDLER, EVERYTHING)
    assert [row.case_id for row in rows][-1] == 2
    assert {row.case_id: row.unread for row in rows} == {1: False, 2: True, 3: True}
    assert inbox.counts(HANDLER, START).watching == 2
    run("""UPDATE "case" SET version = 2 WHERE id = 1""")
    assert inbox.counts(HANDLER, START).watching == 3
    assert [row.case_id for row in inbox.watched(HANDLER, Filters(category="roads.light.dark"))] == [2]


def test_what_came_since_is_told_apart_from_what_was_there(filled: Flask) -> None:
    newest = every_page(Filters(newest=True))
    since = newest[3].created_at
    assert inbox.newer("queue", HANDLER, EVERYTHING, since) == [(row.case_id, row.task) for row in newest[:3]]
    assert inbox.newer("mine", HANDLER, EVERYTHING, since) == []
    run("UPDATE work_item SET assignee_id = 5, taken_at = %s WHERE case_id = %s", since + timedelta(days=1), newest[9].case_id)
    assert inbox.newer("mine", HANDLER, EVERYTHING, since) == [(newest[9].case_id, 1)]
