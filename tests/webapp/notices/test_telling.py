"""Who hears what, and who does not."""

from datetime import timedelta

import pytest

from engine.commands import AssignTask
from engine.now import Traveller
from tests.support import town
from webapp.casework.execute import execute
from webapp.database.connections import Connection
from webapp.notices import Seat, tell
from webapp.workers.drain import drain


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def told(connection: Connection) -> set[int]:
    return {row[0] for row in connection.execute("SELECT user_id FROM personal_notice").fetchall()}  # type: ignore[misc]


def test_everybody_in_a_seat_is_told_once(connection: Connection) -> None:
    assert tell(connection, "arrivals", key="k", seats=[Seat("mill", "unit_clerk")]) == 2
    assert tell(connection, "arrivals", key="k", seats=[Seat("mill", "unit_clerk")]) == 0
    assert told(connection) == {1, 2}


def test_a_seat_without_a_role_is_the_whole_unit(connection: Connection) -> None:
    tell(connection, "arrivals", key="k", seats=[Seat("mill")], but=[2])
    assert told(connection) == {1, 5}


def test_deputies_hear_what_the_seat_hears_and_only_meanwhile(connection: Connection, clock: Traveller) -> None:
    connection.execute(
        """INSERT INTO delegation (user_id, deputy_id, role, unit, starts_at, ends_at, reason, set_by, set_at)
           VALUES (1, 6, 'unit_clerk', 'mill', %s, %s, '休假', 1, %s)""",
        (clock.moment, clock.moment + timedelta(days=1), clock.moment),
    )
    tell(connection, "arrivals", key="today", seats=[Seat("mill", "unit_clerk")])
    assert told(connection) == {1, 2, 6}
    clock.move(timedelta(days=1))
    assert tell(connection, "arrivals", key="tomorrow", seats=[Seat("mill", "unit_clerk")]) == 2


def test_watchers_are_told(connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    connection.execute("INSERT INTO watch (user_id, case_id, since) VALUES (3, %s, %s)", (case, clock.moment))
    tell(connection, "watched", key="k", watchers=True, case_id=case)
    assert told(connection) == {3}


def test_nobody_hears_of_a_restricted_case_but_the_cleared_and_those_at_work_on_it(
    connection: Connection, clock: Traveller
) -> None:
    case = town.start(compartment="sensitive").case_id
    everybody = list(town.PEOPLE)
    assert tell(connection, "case", key="nobody", users=everybody, case_id=case) == 0
    connection.execute(
        """INSERT INTO compartment_grant (user_id, compartment, reason, granted_by, granted_at)
           VALUES (5, 'sensitive', '分管', 6, %s)""",
        (clock.moment,),
    )
    leader = town.cleared(town.LEADER, "sensitive")
    execute(AssignTask(command_id=town.new_id(), task=town.open_task(case), assignee=1), leader, case_id=case)
    tell(connection, "case", key="some", users=everybody, case_id=case)
    assert told(connection) == {1, 5}


def test_a_unit_is_not_told_of_complaints_about_itself(connection: Connection) -> None:
    case = town.start(about_unit="mill").case_id
    tell(connection, "case", key="k", users=list(town.PEOPLE), case_id=case)
    assert told(connection) == {3, 4, 6}


def test_the_recused_are_not_told(connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    connection.execute(
        "INSERT INTO recusal (user_id, unit, reason, declared_by, declared_at) VALUES (3, 'mill', '亲属', 3, %s)", (clock.moment,)
    )
    tell(connection, "case", key="k", users=[3, 4], case_id=case)
    assert told(connection) == {4}


def test_a_diagram_tells_the_people_in_charge_of_a_unit(connection: Connection) -> None:
    case = town.start().case_id
    town.complete(case, town.CLERK)
    drain()
    rows = connection.execute("SELECT user_id, kind, facts ->> 'template' FROM personal_notice").fetchall()
    assert rows == [(5, "case", "handled")]


def test_an_unknown_kind_is_refused(connection: Connection) -> None:
    with pytest.raises(ValueError, match="gossip"):
        tell(connection, "gossip", key="k", users=[1])
