"""Nothing is left without an owner: work of people who lost the seat goes back, work of closed units goes to their successors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine.commands import ClaimTask
from engine.now import Traveller, now
from tests.support import offices, town
from tests.support.offices import ADMIN
from webapp.casework import directory, reading
from webapp.casework.execute import execute
from webapp.database.connections import Connection
from webapp.organisation import accounts, positions, strays, units
from webapp.organisation.strays import Found
from webapp.workers.drain import run_waiting_jobs


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    offices.build(connection)


@pytest.fixture
def case(connection: Connection) -> int:
    """An errand in the street that the first clerk has taken."""
    number = town.start().case_id
    execute(ClaimTask(command_id="c", task=town.open_task(number), assignee=1), town.CLERK, case_id=number)
    return number


def work(connection: Connection, case: int) -> Any:
    return connection.execute("SELECT unit, assignee_id FROM work_item WHERE case_id = %s AND state = 'open'", (case,)).fetchone()


def kinds(connection: Connection, case: int) -> list[str]:
    rows = connection.execute("SELECT kind FROM case_event WHERE case_id = %s ORDER BY seq", (case,)).fetchall()
    return [str(row[0]) for row in rows]


def told(connection: Connection) -> list[Any]:
    """Who heard of work that came back."""
    return connection.execute("SELECT user_id, facts FROM personal_notice WHERE kind = 'work_back' ORDER BY user_id").fetchall()


def test_who_loses_the_position_gives_back_what_he_took_and_the_leader_hears(connection: Connection, case: int) -> None:
    positions.revoke(connection, ADMIN, directory.load(connection), user_id=1, role="unit_clerk", unit="mill", reason="轮岗交流")
    run_waiting_jobs()
    assert work(connection, case) == ("mill", None)
    assert kinds(connection, case)[-1] == "TaskReleased"
    assert told(connection) == [(5, {"person": 1, "role": "unit_clerk", "unit": "mill"})]
    assert strays.put_back() == Found(given_back=0, rerouted=0)


def test_who_is_switched_off_gives_back_too(connection: Connection, case: int) -> None:
    accounts.switch(connection, ADMIN, directory.load(connection), 1, on=False, reason="退休离岗")
    run_waiting_jobs()
    assert work(connection, case) == ("mill", None)


def test_who_keeps_the_seat_keeps_the_work(connection: Connection, case: int) -> None:
    assert strays.put_back() == Found(given_back=0, rerouted=0)
    assert work(connection, case) == ("mill", 1)


def test_a_deputy_keeps_what_he_took_while_he_sits_there(connection: Connection, case: int) -> None:
    connection.execute("""DELETE FROM "position" WHERE user_id = 1""")
    connection.execute(
        """INSERT INTO delegation (user_id, deputy_id, role, unit, starts_at, ends_at, reason, set_by, set_at)
           VALUES (2, 1, 'unit_clerk', 'mill', %(at)s, %(at)s + interval '1 day', '请假一天', 2, %(at)s)""",
        {"at": now()},
    )
    assert strays.put_back() == Found(given_back=0, rerouted=0)


def test_a_closed_unit_passes_its_work_on_with_the_due_date(connection: Connection, case: int, clock: Traveller) -> None:
    grown(connection)
    due = connection.execute("SELECT due_at FROM work_item").fetchone()
    clock.move(timedelta(hours=1))
    assert units.close(connection, ADMIN, directory.load(connection), "mill", successor="dock", reason="街道合并") == 3
    run_waiting_jobs()
    assert work(connection, case) == ("dock", None)
    assert connection.execute("SELECT due_at FROM work_item").fetchone() == due
    assert connection.execute('SELECT unit FROM "case"').fetchall() == [("dock",)]
    assert (9, {"left": "mill", "unit": "dock"}) in told(connection)
    assert strays.forsaken(connection) == []


def test_people_of_the_successor_read_the_old_cases(connection: Connection, case: int) -> None:
    grown(connection)
    seat = offices.Actor(kind="user", user_id=9, positions=frozenset({("unit_clerk", "dock")}))
    before = directory.load(connection)
    units.close(connection, ADMIN, before, "mill", successor="dock", reason="街道合并")
    assert not reading.may_read(seat, before, places=["mill"])
    assert reading.may_read(seat, directory.load(connection), places=["mill"])
    assert reading.may_read(town.SUPERVISOR, directory.load(connection), places=["mill"])


def test_work_for_which_nobody_is_left_goes_to_whoever_stands_above(connection: Connection, case: int) -> None:
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (4, 'east', 'unit_clerk')""")
    connection.execute("""DELETE FROM "position" WHERE role = 'unit_clerk' AND unit = 'mill'""")
    assert strays.put_back() == Found(given_back=1, rerouted=1)
    assert work(connection, case) == ("east", None)


def test_where_nobody_stands_above_it_stays_and_is_listed(connection: Connection, case: int) -> None:
    connection.execute("""DELETE FROM "position" WHERE role = 'unit_clerk' AND unit = 'mill'""")
    assert strays.put_back() == Found(given_back=1, rerouted=0)
    assert [(one.unit, one.role, one.tasks) for one in strays.forsaken(connection)] == [("mill", "unit_clerk", 1)]


def test_a_look_with_too_much_to_do_leaves_the_rest_to_the_next(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    forsaken_by_all(connection, monkeypatch)
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (4, 'east', 'unit_clerk')""")
    assert [strays.put_back().rerouted for _ in range(3)] == [2, 1, 0]


def test_what_can_go_nowhere_does_not_keep_the_next_look_from_the_rest(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    forsaken_by_all(connection, monkeypatch)
    assert strays.put_back().rerouted == 0
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (4, 'east', 'unit_clerk')""")
    assert [strays.put_back().rerouted for _ in range(2)] == [1, 2]  # on behind the two that stayed, then from the head again


def forsaken_by_all(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three errands wait for a clerk where none sits any more; one look does two of them."""
    monkeypatch.setattr(strays, "MOST_AT_ONCE", 2)
    for _ in range(3):
        town.start()
    connection.execute("""DELETE FROM "position" WHERE role = 'unit_clerk' AND unit = 'mill'""")


def grown(connection: Connection) -> None:
    """A second street with a clerk (9)."""
    connection.execute(
        """INSERT INTO org_unit (code, parent, path, tier, kind, name, sort_key, active)
           VALUES ('dock', 'east', '/city/east/dock/', 'street', 'territory', 'dock', '', true)"""
    )
    connection.execute(
        """INSERT INTO "user" (id, login, name, password_hash, locale, active, failed_sign_ins)
           VALUES (9, 'user9', 'User 9', '', 'en', true, 0)"""
    )
    for role in ("unit_clerk", "unit_leader"):
        connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (9, 'dock', %s)""", (role,))
