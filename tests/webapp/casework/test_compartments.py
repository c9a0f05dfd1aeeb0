"""Restricted cases exist for few: the same in lists and at the door."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from engine.commands import AmendFile, AssignTask, ClaimTask, PauseClock
from engine.now import Traveller
from tests.support import town
from webapp.casework import clearances, runtime
from webapp.casework.access import NotAllowed
from webapp.casework.actors import PARTY, SYSTEM, Actor, party_of
from webapp.casework.compartments import visible_case, visible_to
from webapp.casework.execute import execute
from webapp.casework.reasons import NoReason
from webapp.database.connections import Connection
from webapp.models import Case, WorkItem, db

ADMIN = Actor(kind="user", user_id=7, positions=frozenset({("org_admin", "city")}))


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def seen(app: Flask, by: Actor) -> set[int]:
    """Cases that exist for `by`; the three forms of the condition agree."""
    with app.app_context():
        cases = set(db.session.scalars(select(Case.id).where(visible_to(by))))
        work = set(db.session.scalars(select(WorkItem.case_id).where(visible_to(by, WorkItem))))
        known = set(db.session.scalars(select(WorkItem.case_id).where(visible_case(by, WorkItem.case_id))))
    assert cases == work == known
    return cases


def claim(case: int, by: Actor) -> None:
    execute(ClaimTask(command_id=town.new_id(), task=town.open_task(case), assignee=by.user_id or 0), by, case_id=case)


def test_a_restricted_case_exists_for_the_cleared_only(app: Flask) -> None:
    plain, secret = town.start().case_id, town.start(compartment="sensitive").case_id
    for by in (town.CLERK, town.LEADER, town.SUPERVISOR, town.AUDITOR, town.cleared(town.CLERK, "informer")):
        assert seen(app, by) == {plain}
        with pytest.raises(NotAllowed):
            execute(PauseClock(command_id=town.new_id(), clock="handle", reason="x"), by, case_id=secret)
    assert seen(app, town.cleared(town.CLERK, "sensitive")) == {plain, secret}
    with pytest.raises(NotAllowed):
        claim(secret, town.CLERK)
    claim(secret, town.cleared(town.CLERK, "sensitive"))


def test_a_compartment_nobody_has_heard_of_is_open_to_nobody(app: Flask) -> None:
    town.start(compartment="ultra")
    assert seen(app, town.cleared(town.CLERK, "sensitive", "confidential", "informer")) == set()


def test_whoever_is_given_the_work_by_name_sees_this_one_case(app: Flask) -> None:
    secret, other = town.start(compartment="sensitive").case_id, town.start(compartment="sensitive").case_id
    leader = town.cleared(town.LEADER, "sensitive")
    with pytest.raises(NotAllowed):
        execute(AssignTask(command_id=town.new_id(), task=town.open_task(secret), assignee=1), town.LEADER, case_id=secret)
    execute(AssignTask(command_id=town.new_id(), task=town.open_task(secret), assignee=1), leader, case_id=secret)
    assert seen(app, town.CLERK) == {secret}
    assert seen(app, leader) == {secret, other}
    town.complete(secret, town.CLERK)
    assert seen(app, town.CLERK) == {secret}


def test_a_complaint_about_a_unit_never_reaches_its_own_people(app: Flask, connection: Connection) -> None:
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (3, 'east', 'unit_clerk')""")
    case = town.start(about_unit="mill").case_id
    for by in (town.CLERK, town.cleared(town.LEADER, "informer")):
        assert seen(app, by) == set()
    assert seen(app, town.SUPERVISOR) == {case}
    both = replace(town.SUPERVISOR, positions=town.SUPERVISOR.positions | {("unit_clerk", "mill")})
    assert seen(app, both) == set()
    with pytest.raises(NotAllowed):
        execute(PauseClock(command_id=town.new_id(), clock="handle", reason="x"), both, case_id=case)


def test_work_on_a_complaint_about_a_unit_goes_to_the_unit_above(connection: Connection) -> None:
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (3, 'east', 'unit_clerk')""")
    case = town.start(about_unit="mill").case_id
    assert connection.execute("SELECT unit FROM work_item WHERE case_id = %s", (case,)).fetchall() == [("east",)]
    other = town.start().case_id
    assert connection.execute("SELECT unit FROM work_item WHERE case_id = %s", (other,)).fetchall() == [("mill",)]


def test_restricted_work_goes_where_somebody_is_cleared_if_anybody_is(connection: Connection, clock: Traveller) -> None:
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (3, 'east', 'unit_clerk')""")
    for user, place in ((None, "mill"), (3, "east"), (1, "mill")):
        if user:
            connection.execute(
                """INSERT INTO compartment_grant (user_id, compartment, reason, granted_by, granted_at)
                   VALUES (%s, 'sensitive', '专人办理', 7, %s)""",
                (user, clock.moment),
            )
        case = town.start(compartment="sensitive").case_id
        assert connection.execute("SELECT unit FROM work_item WHERE case_id = %s", (case,)).fetchall() == [(place,)]


def test_nobody_of_the_unit_complained_about_is_given_the_work(connection: Connection) -> None:
    for user in (1, 3):
        connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (%s, 'east', 'unit_clerk')""", (user,))
    case = town.start(about_unit="mill").case_id
    with pytest.raises(NotAllowed):
        execute(AssignTask(command_id=town.new_id(), task=town.open_task(case), assignee=1), town.SUPERVISOR, case_id=case)
    execute(AssignTask(command_id=town.new_id(), task=town.open_task(case), assignee=3), town.SUPERVISOR, case_id=case)


def test_a_case_restricted_later_disappears_from_the_done_list_of_others(app: Flask) -> None:
    case = town.start().case_id
    town.complete(case, town.CLERK)
    assert seen(app, town.OTHER_CLERK) == {case}
    execute(AmendFile(command_id=town.new_id(), file={"compartment": "informer"}, reason="举报"), SYSTEM, case_id=case)
    assert seen(app, town.OTHER_CLERK) == set()
    assert seen(app, town.CLERK) == {case}


def test_a_requester_sees_the_own_case_and_no_other(app: Flask) -> None:
    mine, _ = town.start(compartment="confidential").case_id, town.start().case_id
    assert seen(app, party_of(mine)) == {mine}
    assert seen(app, PARTY) == set()
    assert len(seen(app, SYSTEM)) == 2


def test_clearances_are_granted_from_above_with_a_reason_and_ended(connection: Connection, clock: Traveller) -> None:
    directory = runtime.current(connection).directory
    with pytest.raises(NoReason):
        clearances.grant(connection, ADMIN, directory, user_id=1, compartment="sensitive", reason=" ")
    for by, user, compartment in ((town.LEADER, 1, "sensitive"), (ADMIN, 7, "sensitive"), (ADMIN, 1, "ultra")):
        with pytest.raises(NotAllowed):
            clearances.grant(connection, by, directory, user_id=user, compartment=compartment, reason="专人办理")
    for _ in range(2):
        clearances.grant(connection, ADMIN, directory, user_id=1, compartment="sensitive", reason="专人办理")
    rows = connection.execute("SELECT id, user_id, granted_by, reason, ended_at FROM compartment_grant").fetchall()
    assert rows == [(1, 1, 7, "专人办理", None)]
    with pytest.raises(NotAllowed):
        clearances.end(connection, town.LEADER, directory, 1)
    clearances.end(connection, ADMIN, directory, 1)
    assert connection.execute("SELECT ended_by, ended_at FROM compartment_grant").fetchall() == [(7, clock.moment)]
    assert connection.execute("SELECT count(*) FROM personal_notice WHERE user_id = 1").fetchone() == (2,)
