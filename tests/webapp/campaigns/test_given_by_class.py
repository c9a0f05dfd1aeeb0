"""A class of a campaign is given to a person, or to another unit; what cannot be given is told, and the rest goes on."""

import pytest

from engine.now import Traveller
from tests.support import town
from tests.webapp.campaigns.conftest import campaign, does, file_of, late_errands
from webapp.campaigns.measures import NobodyHandles, give_to_person
from webapp.database.connections import Connection
from webapp.workers.drain import drain

KINDS = ("quick", "hard", "department", "routine")


def graded(count: int, clock: Traveller, **file: object) -> int:
    late_errands(clock, count, **file)
    number = campaign()
    does(number, use="table", basis="清零行动办理标准")
    return number


def test_the_work_of_a_class_is_given_to_a_person(connection: Connection, clock: Traveller) -> None:
    number = graded(3, clock)
    does(number, decision="hand_out", classes={"hard": {"person": "2", "action": "none"}})
    assert file_of(connection, number)["hand_out"] == {"done": 3}
    held = connection.execute("SELECT DISTINCT assignee_id FROM work_item WHERE process = 'errand' AND state = 'open'").fetchall()
    assert held == [(2,)]


def test_who_may_not_do_the_work_is_not_given_it(connection: Connection, clock: Traveller) -> None:
    number = graded(2, clock)
    does(number, decision="hand_out", classes={"hard": {"person": "6", "action": "none"}})
    assert file_of(connection, number)["hand_out"] == {"not_allowed": 2}


def test_a_case_that_no_other_unit_can_take_stays_and_the_campaign_goes_on(connection: Connection, clock: Traveller) -> None:
    number = graded(2, clock)
    does(number, decision="hand_out", classes={"hard": {"unit": "east", "action": "none"}})
    assert file_of(connection, number)["hand_out"] == {"nobody_handles": 2}
    assert connection.execute("SELECT element FROM work_item WHERE case_id = %s AND state = 'open'", (number,)).fetchall() == [
        ("drive",)
    ]


def test_what_cannot_be_given_away_is_pushed_all_the_same_where_it_is(connection: Connection, clock: Traveller) -> None:
    number = graded(2, clock)
    does(number, decision="hand_out", classes={"hard": {"unit": "east", "action": "chase"}})
    told = connection.execute("SELECT DISTINCT user_id FROM personal_notice WHERE kind = 'campaign'").fetchall()
    at_work = connection.execute(
        """SELECT DISTINCT p.user_id FROM work_item w JOIN "position" p ON p.unit = w.unit AND p.role = w.role
           WHERE w.process = 'errand' AND w.state = 'open'"""
    ).fetchall()
    assert at_work
    assert set(at_work) <= set(told)


def test_a_case_that_waits_for_its_callback_has_somebody_to_push_and_to_be_given_to(
    connection: Connection, clock: Traveller
) -> None:
    cases = late_errands(clock, 1)
    town.complete(cases[0], town.CLERK)
    number = campaign(which="open")
    does(number, use="table", basis="清零行动办理标准")
    caller = town.CALLER.user_id
    does(number, decision="hand_out", classes={kind: {"person": str(caller), "action": "chase"} for kind in KINDS})
    assert file_of(connection, number)["hand_out"] == {"done": 1}
    held = connection.execute("SELECT element, assignee_id FROM work_item WHERE process = 'errand' AND state = 'open'").fetchall()
    assert [who for _, who in held] == [caller]


def test_who_has_a_case_already_is_given_it_once_more_without_complaint(connection: Connection, clock: Traveller) -> None:
    (case,) = late_errands(clock, 1)
    town.complete(case, town.CLERK)
    drain()
    caller = town.CALLER.user_id or 0
    for key in ("monday", "tuesday"):
        give_to_person(case, caller, town.SUPERVISOR, key=key)
    town.complete(case, town.CALLER, satisfied=True)
    with pytest.raises(NobodyHandles):
        give_to_person(case, caller, town.SUPERVISOR, key="wednesday")
