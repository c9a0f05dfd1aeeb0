"""A class of a campaign is given to a person, or to another unit; what cannot be given is told, and the rest goes on."""

from engine.now import Traveller
from tests.webapp.campaigns.conftest import campaign, does, file_of, late_errands
from webapp.database.connections import Connection


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
    assert file_of(connection, number)["hand_out"] == {"message_not_awaited": 2}
    assert connection.execute("SELECT element FROM work_item WHERE case_id = %s AND state = 'open'", (number,)).fetchall() == [
        ("drive",)
    ]
