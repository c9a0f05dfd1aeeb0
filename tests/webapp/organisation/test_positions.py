"""Positions are given and taken by who administers the unit, with a reason, in the log; never to oneself, and not against the
separation of duties without saying so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine.now import Traveller, now
from tests.support import offices
from tests.support.offices import ADMIN, LOCAL, logged
from webapp.casework import directory
from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor
from webapp.casework.reasons import NoReason
from webapp.database.connections import Connection
from webapp.organisation import plans, positions
from webapp.organisation.plans import PastDay
from webapp.organisation.positions import DutiesExclude


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    offices.build(connection)


def grant(connection: Connection, by: Actor = ADMIN, **changed: Any) -> bool:
    wanted = {"user_id": 4, "role": "leader_viewer", "unit": "east", "reason": "班子分工调整", **changed}
    return positions.grant(connection, by, directory.load(connection), **wanted)


def revoke(connection: Connection, by: Actor = ADMIN, **changed: Any) -> bool:
    wanted = {"user_id": 1, "role": "unit_clerk", "unit": "mill", "reason": "轮岗交流", **changed}
    return positions.revoke(connection, by, directory.load(connection), **wanted)


def plan(connection: Connection, by: Actor = ADMIN, **changed: Any) -> None:
    """For tomorrow."""
    wanted = {"deed": plans.GRANT, "user_id": 4, "role": "leader_viewer", "unit": "east", "reason": "挂职三个月"}
    plans.plan(connection, by, directory.load(connection), **{"due_at": now() + timedelta(days=1), **wanted, **changed})


def holds(connection: Connection, user: int, role: str, unit: str) -> bool:
    return directory.load(connection).holds(user, role, unit)


def test_a_position_is_given_once_and_everybody_knows_by_whom_and_why(connection: Connection) -> None:
    assert grant(connection)
    assert not grant(connection)
    assert holds(connection, 4, "leader_viewer", "east")
    assert logged(connection, "position_granted") == [
        {"user": 4, "role": "leader_viewer", "unit": "east", "reason": "班子分工调整"}
    ]
    history = "SELECT begins_at, begun_by, begun_because FROM position_history WHERE role = 'leader_viewer'"
    assert connection.execute(history).fetchall() == [(now(), "user:7", "班子分工调整")]
    told = connection.execute("SELECT user_id, facts ->> 'role' FROM personal_notice WHERE kind = 'position'").fetchall()
    assert told == [(4, "leader_viewer")]


def test_a_position_is_taken_away(connection: Connection) -> None:
    assert revoke(connection)
    assert not revoke(connection)
    assert not holds(connection, 1, "unit_clerk", "mill")
    assert [one["reason"] for one in logged(connection, "position_revoked")] == ["轮岗交流"]


@pytest.mark.parametrize(("by", "changed"), [
    (ADMIN, {"user_id": 7}),
    (LOCAL, {"user_id": 8}),
    (LOCAL, {"unit": "city"}),
    (LOCAL, {"role": "auditor"}),
    (LOCAL, {"role": "release_manager", "unit": "mill"}),
    (ADMIN, {"role": "emperor"}),
    (ADMIN, {"unit": "nowhere"}),
    (ADMIN, {"user_id": 99}),
    (Actor(kind="user", user_id=4, positions=frozenset({("supervisor", "east")})), {"user_id": 1}),
])  # fmt: skip
def test_nobody_gives_what_is_not_his_to_give(connection: Connection, by: Actor, changed: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        grant(connection, by, **changed)
    with pytest.raises(NotAllowed):
        plan(connection, by, **changed)
    assert logged(connection, "position_granted") == logged(connection, "position_planned") == []


def test_a_seat_that_one_only_stands_in_gives_no_rights(connection: Connection) -> None:
    deputy = Actor(
        kind="user", user_id=4, positions=frozenset({("org_admin", "city")}), stands_in=frozenset({("org_admin", "city", 7)})
    )
    with pytest.raises(NotAllowed):
        grant(connection, deputy, user_id=1)


def test_what_does_not_go_together_needs_a_second_word_and_is_written_down(connection: Connection) -> None:
    with pytest.raises(DutiesExclude) as refused:
        grant(connection, user_id=1, role="callback_agent", unit="mill")
    assert refused.value.facts["clashes"] == [("handling-checking", "unit_clerk")]
    assert grant(connection, user_id=1, role="callback_agent", unit="mill", in_spite=True)
    assert logged(connection, "position_granted")[0]["in_spite_of"] == ["handling-checking"]


def test_without_a_reason_nothing_happens(connection: Connection) -> None:
    with pytest.raises(NoReason):
        grant(connection, reason="  ")
    with pytest.raises(NoReason):
        revoke(connection, reason="好")


def test_a_position_begins_and_ends_on_its_day(connection: Connection, clock: Traveller) -> None:
    plan(connection)
    plan(connection, deed=plans.REVOKE, due_at=now() + timedelta(days=90))
    assert plans.carry_out_due() == 0
    clock.move(timedelta(days=1))
    assert plans.carry_out_due() == 1
    assert holds(connection, 4, "leader_viewer", "east")
    clock.move(timedelta(days=90))
    assert plans.carry_out_due() == 1
    assert not holds(connection, 4, "leader_viewer", "east")
    actors = connection.execute("SELECT actor FROM audit_event WHERE kind LIKE 'position_%' ORDER BY seq").fetchall()
    assert actors == [("user:7",)] * 4


def test_what_was_planned_may_be_withdrawn_and_yesterday_cannot_be_planned(connection: Connection, clock: Traveller) -> None:
    units = directory.load(connection)
    with pytest.raises(PastDay):
        plan(connection, due_at=now())
    plan(connection)
    ((number, *_),) = plans.open_plans(connection, 4)
    plans.withdraw(connection, LOCAL, units, number)
    clock.move(timedelta(days=2))
    assert plans.carry_out_due() == 0
    with pytest.raises(NotAllowed):
        plans.withdraw(connection, ADMIN, units, number)


def test_only_who_may_give_a_central_role_withdraws_the_plan_for_it(connection: Connection) -> None:
    units = directory.load(connection)
    plan(connection, role="auditor", in_spite=True)
    ((number, *_),) = plans.open_plans(connection, 4)
    with pytest.raises(NotAllowed):
        plans.withdraw(connection, LOCAL, units, number)
    plans.withdraw(connection, ADMIN, units, number)
    assert plans.open_plans(connection, 4) == []


def test_a_planned_position_in_a_unit_that_was_closed_is_refused(connection: Connection, clock: Traveller) -> None:
    plan(connection, unit="mill")
    connection.execute("UPDATE org_unit SET active = false, successor = 'east' WHERE code = 'mill'")
    clock.move(timedelta(days=2))
    assert plans.carry_out_due() == 1
    assert connection.execute("SELECT outcome FROM position_plan").fetchall() == [("refused",)]
