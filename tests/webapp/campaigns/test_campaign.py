"""A clearance campaign from the frozen list to the signed close."""

from __future__ import annotations

import psycopg
import pytest

from engine.commands import CancelCase
from engine.now import Traveller
from tests.support import town
from tests.webapp.campaigns.conftest import APRIL, DAY, JUNE_30, MAY, campaign, close, does, file_of, late_errands
from webapp.campaigns import freezing, grading, handing_out, orders, progress, settling
from webapp.campaigns.cohort import Cohort, members
from webapp.campaigns.standard import Standard
from webapp.casework import runtime
from webapp.casework.execute import execute
from webapp.casework.replaying import replay_case
from webapp.database.connections import Connection
from webapp.database.statements import fetched
from webapp.workers.drain import drain

LEFT = ("cancelled",)


def listed(connection: Connection, campaign_id: int) -> list[int]:
    rows = connection.execute("SELECT case_id FROM campaign_item WHERE campaign_id = %s ORDER BY 1", (campaign_id,)).fetchall()
    return [row[0] for row in rows]  # type: ignore[misc]


def counts(connection: Connection, campaign_id: int) -> dict[str, int]:
    found = progress.states(connection, campaign_id, LEFT)
    return {state: sum(member.state == state for member in found) for state in ("open", "cleared", "left")}


def test_93_overdue_and_86_cleared_by_30_june_with_seven_left_for_reasons(connection: Connection, clock: Traveller) -> None:
    done_in_time = town.start().case_id
    close(done_in_time)
    cases = late_errands(clock, 93)
    begun_today = town.start().case_id
    number = campaign()
    assert file_of(connection, number)["freeze"]["members"] == 93
    assert listed(connection, number) == sorted(cases)
    assert begun_today not in listed(connection, number)

    does(number, use="table", basis="清零行动办理标准")
    assert file_of(connection, number)["regrade"] == {"graded": 93, "unchanged": 0, "refused": 0}
    does(number, decision="hand_out", classes={"hard": {"action": "supervise"}})
    assert file_of(connection, number)["hand_out"] == {"done": 93}

    left = list(cases)
    for day in range(1, 44):
        clock.go(MAY + day * DAY)
        for case_id in left[:2]:
            close(case_id)
        left = left[2:]
    assert len(left) == 7
    clock.go(JUNE_30)
    drain()
    file = file_of(connection, number)
    assert file["settle"] == {"members": 93, "cleared": 86, "left": 0, "residual": 7}

    days = progress.burn_down(progress.states(connection, number, LEFT), MAY, JUNE_30)
    assert [days[0].remaining, days[1].remaining, days[-1].remaining] == [93, 91, 7]
    assert (str(days[0].day), str(days[-1].day), days[-1].ideal) == ("2026-05-11", "2026-06-30", 0)

    numbers = connection.execute('SELECT number FROM "case" WHERE id = ANY(%s) ORDER BY 1', (left,)).fetchall()
    does(number, items=[{"number": row[0], "reason": "funds", "until": "2026-09-30"} for row in numbers[:6]])
    assert file_of(connection, number)["explain"]["items"][0]["reason"] == "funds"
    does(number, items=[{"number": row[0], "reason": "funds", "until": "2026-09-30"} for row in numbers])
    does(number, decision="sign")
    outcome = connection.execute('SELECT outcome FROM "case" WHERE id = %s', (number,)).fetchone()
    assert outcome == ("campaign_closed",)
    assert settling.settle(connection, number, LEFT) == file["settle"], "what happens later changes no figure"


def test_the_list_is_frozen_for_good(connection: Connection, clock: Traveller) -> None:
    cases = late_errands(clock, 2)
    number = campaign()
    clock.go(MAY + 7 * DAY)
    late_too = late_errands(clock, 1)
    clock.go(MAY + 30 * DAY)
    drain()
    again = freezing.freeze(connection, number, Cohort(), "east", town.SUPERVISOR, most=100)
    assert again["members"] == 2
    assert listed(connection, number) == sorted(cases)
    assert freezing.is_intact(connection, number)
    for forbidden in (
        f"INSERT INTO campaign_item (campaign_id, case_id, number, opened_at) VALUES ({number}, {late_too[0]}, 'x', now())",
        f"DELETE FROM campaign_item WHERE campaign_id = {number}",
        f"UPDATE campaign_item SET due_at = now() WHERE campaign_id = {number}",
        f"UPDATE campaign SET members = 3 WHERE case_id = {number}",
    ):
        with pytest.raises(psycopg.errors.RestrictViolation, match="frozen"):
            connection.execute(forbidden)


def test_the_old_due_date_stays_in_the_list_and_in_the_ledger(connection: Connection, clock: Traveller) -> None:
    (case_id,) = late_errands(clock, 1)
    number = campaign()
    old = connection.execute("SELECT due_at FROM campaign_item").fetchone()
    does(number, use="typed", handle="30wd", basis="会议纪要")
    row = connection.execute("SELECT due_at, grading FROM campaign_item").fetchone()
    assert row is not None
    assert (row[0],) == old
    (entry,) = row[1]  # type: ignore[misc]
    assert (entry["old_limit"], entry["limit"], entry["result"]) == ("3wd", "30wd", "graded")
    assert entry["old_due"] < entry["due"]
    clock_row = connection.execute(
        "SELECT time_limit, breached_at IS NOT NULL, excused FROM clock WHERE case_id = %s", (case_id,)
    ).fetchone()
    assert clock_row == ("30wd", True, True)
    by = connection.execute("SELECT actor FROM case_event WHERE kind = 'ClockRegraded'").fetchone()
    assert by == ("user:4",), "in the name of who ordered it"
    replayed = replay_case(
        connection, case_id, str(connection.execute('SELECT number FROM "case" WHERE id = %s', (case_id,)).fetchone()[0])
    )  # type: ignore[index]
    assert replayed.proven


def test_the_preview_says_what_grading_then_does_and_doing_it_twice_changes_nothing(
    connection: Connection, clock: Traveller
) -> None:
    late_errands(clock, 2)
    number = campaign()
    active = runtime.current(connection)
    standard = Standard.of({"use": "table", "basis": "标准"}, orders.asking(connection, number))
    promised = list(grading.preview(connection, number, standard, active.calendars))
    assert [(change.old_limit, change.limit) for change in promised] == [("3wd", "15wd")] * 2
    first = grading.grade(connection, number, standard, active.calendars, town.SUPERVISOR, key="k")
    assert grading.grade(connection, number, standard, active.calendars, town.SUPERVISOR, key="k") == first
    dues = connection.execute("SELECT grading->0->>'due' FROM campaign_item ORDER BY number").fetchall()
    assert [row[0] for row in dues] == [change.due.isoformat() for change in promised if change.due]
    assert list(grading.preview(connection, number, standard, active.calendars)) == []


def test_who_may_not_grade_a_member_is_told_so_and_the_others_are_graded(connection: Connection, clock: Traveller) -> None:
    late_errands(clock, 2)
    number = campaign()
    standard = Standard.of({"use": "table", "basis": "标准"}, orders.asking(connection, number))
    told = grading.grade(connection, number, standard, runtime.current(connection).calendars, town.CLERK, key="k")
    assert told == {"graded": 0, "unchanged": 0, "refused": 2}


def test_hard_items_are_supervised_once_and_the_others_told(connection: Connection, clock: Traveller) -> None:
    cases = late_errands(clock, 3)
    number = campaign()
    does(number, use="keep", basis="不变")
    does(number, decision="hand_out", classes={"hard": {"responsible": "5", "action": "supervise"}})
    rows = connection.execute("SELECT kind, action, result, responsible, priority FROM campaign_item").fetchall()
    assert rows == [("hard", "supervise", "done", 5, 80)] * 3
    watched = connection.execute(
        """SELECT l.target_id FROM case_link l JOIN "case" c ON c.id = l.source_id WHERE c.process = 'supervision' ORDER BY 1"""
    ).fetchall()
    assert [row[0] for row in watched] == cases
    again = [handing_out.hand_out(connection, number, {}, orders.asking(connection, number), town.SUPERVISOR, key="again")]
    assert again == [{"done": 3}]
    assert connection.execute("SELECT count(*) FROM \"case\" WHERE process = 'supervision'").fetchone() == (3,)
    told = connection.execute("SELECT DISTINCT user_id FROM personal_notice WHERE kind = 'campaign' ORDER BY 1").fetchall()
    assert [row[0] for row in told] == [1, 2, 5]


def test_a_member_that_leaves_is_shown_and_a_reopened_one_counts_again(connection: Connection, clock: Traveller) -> None:
    first, second, third = late_errands(clock, 3)
    number = campaign()
    close(first)
    execute(CancelCase(command_id=town.new_id(), reason="重复登记"), town.SUPERVISOR, case_id=second)
    assert counts(connection, number) == {"open": 1, "cleared": 1, "left": 1}
    again = town.start().case_id
    connection.execute("INSERT INTO case_link VALUES (%s, %s, 'reopens', now())", (again, first))
    assert counts(connection, number) == {"open": 2, "cleared": 0, "left": 1}
    close(again)
    assert counts(connection, number) == {"open": 1, "cleared": 1, "left": 1}
    assert third in listed(connection, number)


def test_the_query_finds_what_it_says(connection: Connection, clock: Traveller) -> None:
    close(town.start().case_id)
    old = late_errands(clock, 1, category="light")
    clock.go(APRIL + 25 * DAY)
    other = town.start(category="roads.hole").case_id
    clock.go(MAY + 10 * DAY)
    drain()
    found = {
        name: [row[0] for row in fetched(connection, members(Cohort(**query), "east", town.SUPERVISOR).order_by("case_id"))]
        for name, query in {
            "all": {}, "open": {"overdue": False, "category": "light"}, "before": {"opened_before": (APRIL + 20 * DAY).date()},
            "category": {"category": "roads"}, "unit": {"below": "mill"}, "elsewhere": {"category": "none"},
            "clock": {"clock": "reply"},
        }.items()
    }  # fmt: skip
    assert {name: set(cases) & {*old, other} for name, cases in found.items()} == {
        "all": {*old, other}, "open": set(old), "before": set(old), "category": {other}, "unit": {*old, other},
        "elsewhere": set(), "clock": set(),
    }  # fmt: skip


def test_a_list_that_is_too_long_is_refused(connection: Connection, clock: Traveller) -> None:
    late_errands(clock, 2)
    number = town.start().case_id
    with pytest.raises(freezing.TooManyMembers):
        freezing.freeze(connection, number, Cohort(category="light"), "east", town.SUPERVISOR, most=1)
