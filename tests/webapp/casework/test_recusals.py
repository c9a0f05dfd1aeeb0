"""Whoever has an interest in a case keeps away from it."""

import psycopg
import pytest
from flask import Flask

from engine.commands import AssignTask, ClaimTask
from engine.now import Traveller
from tests.support import town
from tests.webapp.casework.test_compartments import claim, seen
from webapp.casework import recusals, runtime
from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor
from webapp.casework.execute import execute
from webapp.casework.reasons import NoReason
from webapp.database.connections import Connection


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def declare(connection: Connection, by: Actor, case: int, scope: str = "case", **more: object) -> int:
    directory = runtime.current(connection).directory
    return recusals.declare(connection, by, directory, case_id=case, scope=scope, reason="当事人是亲属", **more)  # type: ignore[arg-type]


def test_the_case_is_gone_the_work_is_back_and_the_leader_knows(app: Flask, connection: Connection) -> None:
    case, other = town.start().case_id, town.start().case_id
    claim(case, town.CLERK)
    declare(connection, town.CLERK, case)
    assert seen(app, town.CLERK) == {other}
    assert connection.execute("SELECT assignee_id FROM work_item WHERE case_id = %s", (case,)).fetchall() == [(None,)]
    assert connection.execute("SELECT user_id, kind FROM personal_notice").fetchall() == [(5, "recusal")]
    with pytest.raises(NotAllowed):
        claim(case, town.CLERK)
    with pytest.raises(NotAllowed):
        execute(AssignTask(command_id=town.new_id(), task=town.open_task(case), assignee=1), town.LEADER, case_id=case)
    claim(case, town.OTHER_CLERK)


@pytest.mark.parametrize(("scope", "gone"), [("category", {"lamp", "deep"}), ("unit", {"lamp", "deep", "road"})])
def test_a_standing_interest_covers_what_comes_later(app: Flask, connection: Connection, scope: str, gone: set[str]) -> None:
    first = town.start(category="light").case_id
    declare(connection, town.CLERK, first, scope)
    later = {
        "lamp": town.start(category="light").case_id,
        "deep": town.start(category="light.street").case_id,
        "road": town.start(category="road").case_id,
    }
    assert {name for name, case in later.items() if case not in seen(app, town.CLERK)} == gone
    for name in gone:
        with pytest.raises(NotAllowed):
            claim(later[name], town.CLERK)


def test_only_a_supervisor_lifts_it_and_says_why(app: Flask, connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    number = declare(connection, town.CLERK, case)
    directory = runtime.current(connection).directory
    for by in (town.CLERK, town.LEADER):
        with pytest.raises(NotAllowed):
            recusals.lift(connection, by, directory, number, "已核实无关")
    with pytest.raises(NoReason):
        recusals.lift(connection, town.SUPERVISOR, directory, number, "")
    recusals.lift(connection, town.SUPERVISOR, directory, number, "已核实无关")
    assert seen(app, town.CLERK) == {case}
    claim(case, town.CLERK)
    rows = connection.execute("SELECT lifted_by, lift_reason, lifted_at FROM recusal").fetchall()
    assert rows == [(4, "已核实无关", clock.moment)]


def test_intake_keeps_a_named_colleague_away_but_only_from_this_case(app: Flask, connection: Connection) -> None:
    case = town.start().case_id
    with pytest.raises(NotAllowed):
        declare(connection, town.OTHER_CLERK, case, user_id=1)
    with pytest.raises(NotAllowed):
        declare(connection, town.SUPERVISOR, case, "category", user_id=1)
    declare(connection, town.SUPERVISOR, case, user_id=1)
    assert seen(app, town.CLERK) == set()


def test_a_declared_interest_is_never_removed(connection: Connection) -> None:
    declare(connection, town.CLERK, town.start().case_id)
    with pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute("DELETE FROM recusal")


def test_a_program_that_acts_for_the_person_keeps_away_too(connection: Connection) -> None:
    case = town.start().case_id
    declare(connection, town.CLERK, case)
    program = Actor(kind="api", user_id=1, positions=town.CLERK.positions, may_be_recused=False)
    with pytest.raises(NotAllowed):
        execute(ClaimTask(command_id=town.new_id(), task=town.open_task(case), assignee=1), program, case_id=case)


def test_whoever_keeps_away_from_a_case_keeps_away_from_what_supervises_it(app: Flask, connection: Connection) -> None:
    case, other, supervision = (town.start().case_id for _ in range(3))
    for source, kind in ((supervision, "supervises"), (other, "merged_into")):
        connection.execute("INSERT INTO case_link VALUES (%s, %s, %s, now())", (source, case, kind))
    claim(supervision, town.CLERK)
    declare(connection, town.CLERK, case)
    assert seen(app, town.CLERK) == {other}
    with pytest.raises(NotAllowed):
        claim(supervision, town.CLERK)
    claim(supervision, town.OTHER_CLERK)
