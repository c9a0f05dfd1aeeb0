"""Who could see a case then: by the organisation of that moment, whatever became of it since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.now import Traveller
from tests.support import town
from webapp.casework.checking import check
from webapp.casework.past import Past, agrees, past
from webapp.casework.readmodel import Row
from webapp.casework.rebuild import rebuild
from webapp.database.connections import Connection
from webapp.organisation.change import changing

CALLER, LATER, BYSTANDER = 3, 7, 8


@pytest.fixture
def case(connection: Connection, clock: Traveller) -> int:
    """Begun on Monday. On Tuesday the callback agent leaves, somebody comes to the district, the street goes to another
    district; on Wednesday the case goes on."""
    town.build(connection)
    connection.execute(
        """INSERT INTO org_unit (code, parent, path, tier, kind, name, sort_key, active)
           VALUES ('west', 'city', '/city/west/', 'district', 'territory', 'west', 'west', true)"""
    )
    case_id = town.start().case_id
    clock.move(timedelta(days=1))
    with changing(connection, "user:9", "轮岗"):
        connection.execute('DELETE FROM "position" WHERE user_id = %s', (CALLER,))
        for user, unit in ((LATER, "east"), (BYSTANDER, "west")):
            connection.execute(
                """INSERT INTO "user" (id, login, name, password_hash, locale, active, failed_sign_ins)
                   VALUES (%s, %s, '', '', 'en', true, 0)""",
                (user, f"user{user}"),
            )
            connection.execute('INSERT INTO "position" (user_id, unit, role) VALUES (%s, %s, %s)', (user, unit, "callback_agent"))
        connection.execute("UPDATE org_unit SET parent = 'west', path = '/city/west/mill/' WHERE code = 'mill'")
    clock.move(timedelta(days=1))
    town.complete(case_id, town.CLERK)
    return case_id


def _readers(connection: Connection, case: int, seq: int) -> set[int]:
    return {one.user for one in _past(connection, case, seq).readers}


def _past(connection: Connection, case: int, seq: int) -> Past:
    row = connection.execute('SELECT number FROM "case" WHERE id = %s', (case,)).fetchone()
    assert row
    return past(connection, case, str(row[0]), seq)


def test_who_left_since_is_named_and_who_came_later_is_not(case: int, connection: Connection) -> None:
    assert {CALLER} == _readers(connection, case, 5) & {CALLER, LATER, BYSTANDER}
    assert {BYSTANDER} == _readers(connection, case, 10_000) & {CALLER, LATER, BYSTANDER}


def test_the_engine_agrees_by_the_organisation_of_then(case: int, connection: Connection) -> None:
    """The clearance list and the tasks are those of the units of each day, also when all is made anew."""
    assert agrees(connection, _past(connection, case, 10_000), case)
    before: list[Row] = connection.execute("SELECT * FROM work_item ORDER BY task").fetchall()  # type: ignore[assignment]
    assert (check(connection).found, check(connection).lawful) == ([], [])
    rebuild(connection)
    assert connection.execute("SELECT * FROM work_item ORDER BY task").fetchall() == before
