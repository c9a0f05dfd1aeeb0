"""Deputies sit in the seats of absent colleagues, for a time, in the colleague's name, and never on both sides."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from engine.commands import ClaimTask, CompleteTask
from engine.now import Traveller
from tests.support import town
from webapp.casework import deputies, runtime
from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor, absent_in, user_in
from webapp.casework.deputies import NotLent, WrongPeriod
from webapp.casework.execute import Receipt, execute
from webapp.casework.reasons import NoReason
from webapp.casework.standing import standing_of
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.workers.drain import drain

SEAT = ("unit_clerk", "mill")


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (6, 'city', 'dispatcher')""")


def now(app: Flask, clock: Traveller, user: int) -> Actor:
    """This person as a request finds him at this moment."""
    with app.app_context():
        return standing_of(user, clock.moment).actor("user", user)


def arrange(connection: Connection, clock: Traveller, by: Actor = town.CLERK, **changed: object) -> None:
    wanted = {
        "user_id": 1, "deputy_id": 6, "seats": [SEAT], "starts_at": clock.moment + timedelta(hours=1),
        "ends_at": clock.moment + timedelta(days=3), "reason": "休假三天", **changed,
    }  # fmt: skip
    deputies.arrange(connection, by, runtime.current(connection).directory, **wanted)  # type: ignore[arg-type]


def finish(case: int, by: Actor) -> Receipt:
    task = town.open_task(case)
    return execute(CompleteTask(command_id=town.new_id(), task=task, assignee=by.user_id), by, case_id=case)


def test_it_begins_and_ends_by_itself(app: Flask, connection: Connection, clock: Traveller) -> None:
    arrange(connection, clock)
    assert SEAT not in now(app, clock, 6).positions
    clock.move(timedelta(hours=1))
    assert SEAT in now(app, clock, 6).positions
    clock.move(timedelta(days=3))
    assert SEAT not in now(app, clock, 6).positions
    assert {row[0] for row in connection.execute("SELECT user_id FROM personal_notice").fetchall()} == {6}


def test_what_is_done_there_is_recorded_as_done_for_the_colleague(app: Flask, connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    arrange(connection, clock)
    clock.move(timedelta(hours=2))
    deputy = now(app, clock, 6)
    execute(ClaimTask(command_id=town.new_id(), task=town.open_task(case), assignee=6), deputy, case_id=case)
    finish(case, deputy)
    actors = connection.execute("SELECT DISTINCT actor FROM case_event WHERE actor LIKE 'user%%'").fetchall()
    assert actors == [("user:6 for user:1",)]
    assert (user_in("user:6 for user:1"), absent_in("user:6 for user:1"), absent_in("user:6")) == (6, 1, None)
    assert connection.execute("SELECT ended_by FROM work_item WHERE phase = 'handling'").fetchall() == [(6,)]


def test_the_own_seat_comes_first(app: Flask, connection: Connection, clock: Traveller) -> None:
    arrange(connection, clock, deputy_id=2, starts_at=clock.moment)
    deputy = now(app, clock, 2)
    assert deputy.stands_in == frozenset()
    case = town.start().case_id
    finish(case, deputy)
    assert connection.execute("SELECT DISTINCT actor FROM case_event WHERE kind = 'TaskCompleted'").fetchall() == [("user:2",)]


def test_a_deputy_takes_over_what_the_colleague_had_taken(app: Flask, connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    execute(ClaimTask(command_id=town.new_id(), task=town.open_task(case), assignee=1), town.CLERK, case_id=case)
    arrange(connection, clock, starts_at=clock.moment)
    assert all(isinstance(answer, Receipt) for answer in deputies.take_over(now(app, clock, 6)))
    assert connection.execute("SELECT assignee_id FROM work_item").fetchall() == [(6,)]
    assert connection.execute("SELECT actor FROM case_event WHERE kind = 'TaskAssigned'").fetchall() == [("user:6 for user:1",)]
    finish(case, now(app, clock, 6))


def test_the_callback_is_never_done_from_the_seat_of_whoever_handled(
    app: Flask, connection: Connection, clock: Traveller
) -> None:
    """3 calls back and stands in for nobody of the unit; 4 is given the seat of 3, having handled himself."""
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (4, 'mill', 'co_unit_clerk')""")
    case = town.start().case_id
    finish(case, town.CLERK)
    drain()
    arrange(connection, clock, town.LEADER, deputy_id=6, starts_at=clock.moment)
    seat = Actor(
        kind="user", user_id=6, positions=frozenset({("callback_agent", "east"), SEAT}), stands_in=frozenset({(*SEAT, 1)})
    )
    with pytest.raises(NotAllowed):
        finish(case, seat)
    in_place_of_the_handler = Actor(
        kind="user", user_id=6, positions=frozenset({("callback_agent", "east")}),
        stands_in=frozenset({("callback_agent", "east", 1)}),
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        finish(case, in_place_of_the_handler)
    finish(case, town.CALLER)


def test_duties_that_exclude_each_other_are_not_lent(connection: Connection, clock: Traveller) -> None:
    with pytest.raises(NotLent):
        arrange(connection, clock, deputy_id=3)
    with pytest.raises(NotLent):
        arrange(connection, clock, town.AUDITOR, user_id=6, deputy_id=1, seats=[("auditor", "city")])
    with pytest.raises(NotLent):
        arrange(connection, clock, deputy_id=1)


def test_two_who_arrange_at_once_do_not_put_one_deputy_on_both_sides(connection: Connection, clock: Traveller) -> None:
    seat = [("callback_agent", "east")]
    with ThreadPoolExecutor(1) as pool:
        with connections.take() as other, other.transaction():
            arrange(other, clock)
            answer = pool.submit(arrange, connection, clock, town.CALLER, user_id=3, seats=seat)
            while other.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone() == (0,) and not answer.done():
                pass
        with pytest.raises(NotLent):
            answer.result(timeout=20)
    arrange(connection, clock, town.CALLER, user_id=3, deputy_id=4, seats=seat)


def test_only_the_person_and_who_is_above_arrange_it_within_a_period(connection: Connection, clock: Traveller) -> None:
    with pytest.raises(NotAllowed):
        arrange(connection, clock, town.OTHER_CLERK)
    with pytest.raises(NotAllowed):
        arrange(connection, clock, seats=[("unit_leader", "mill")])
    with pytest.raises(WrongPeriod):
        arrange(connection, clock, ends_at=clock.moment)
    with pytest.raises(NoReason):
        arrange(connection, clock, reason="")
    arrange(connection, clock, town.LEADER)


def test_it_ends_early_when_somebody_says_so(app: Flask, connection: Connection, clock: Traveller) -> None:
    arrange(connection, clock, starts_at=clock.moment)
    directory = runtime.current(connection).directory
    with pytest.raises(NotAllowed):
        deputies.end(connection, town.OTHER_CLERK, directory, 1)
    deputies.end(connection, town.CLERK, directory, 1)
    assert SEAT not in now(app, clock, 6).positions
    assert connection.execute("SELECT ended_by FROM delegation").fetchall() == [(1,)]


def test_a_seat_that_was_taken_away_cannot_be_sat_in(app: Flask, connection: Connection, clock: Traveller) -> None:
    arrange(connection, clock, starts_at=clock.moment)
    connection.execute("""DELETE FROM "position" WHERE user_id = 1""")
    assert SEAT not in now(app, clock, 6).positions
