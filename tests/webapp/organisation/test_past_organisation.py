"""The organisation of any past moment is what it was at that moment, whatever was changed since."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.now import Traveller, at, now
from tests.support import town
from webapp.casework import directory
from webapp.casework.directory import Directory
from webapp.database.connections import Connection
from webapp.organisation.change import changing
from webapp.organisation.past import Name, as_of, people_names, unit_names

CHANGES = (
    """INSERT INTO "position" (user_id, unit, role) VALUES ({user}, '{unit}', 'unit_clerk') ON CONFLICT DO NOTHING""",
    """DELETE FROM "position" WHERE user_id = {user} AND unit = '{unit}'""",
    """UPDATE "user" SET active = NOT active WHERE id = {user}""",
    """UPDATE "user" SET name = name || '{unit}' WHERE id = {user}""",
    """UPDATE "user" SET failed_sign_ins = failed_sign_ins + 1 WHERE id = {user}""",
    """UPDATE org_unit SET name = name || '{user}' WHERE code = '{unit}'""",
    """UPDATE org_unit SET active = NOT active, successor = 'east' WHERE code = '{unit}'""",
    """UPDATE org_unit SET parent = 'city', path = '/city/{unit}/' WHERE code = '{unit}' AND parent IS NOT NULL""",
    """INSERT INTO org_unit (code, parent, path, tier, kind, name, sort_key, active)
       VALUES ('new{user}', '{unit}', '/city/{unit}/new{user}/', 'street', 'territory', 'new', '', true)
       ON CONFLICT DO NOTHING""",
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(CHANGES), st.sampled_from([*town.PEOPLE]), st.sampled_from(["city", "east", "mill"]), st.integers(0, 40)
    ),
    max_size=14,
)


def told(units: Directory) -> dict[str, Any]:
    return {"units": units.units, "holders": units.holders, "seats": units.seats, "cleared": units.cleared}


def names(connection: Connection) -> dict[str, Any]:
    """As they are called today."""
    units = connection.execute("SELECT code, name, name_en FROM org_unit").fetchall()
    people = connection.execute('SELECT id, name, name_en FROM "user"').fetchall()
    return {"units": {row[0]: Name(*row[1:]) for row in units}, "people": {row[0]: Name(*row[1:]) for row in people}}  # type: ignore[arg-type]


def names_at(connection: Connection, moment: Any) -> dict[str, Any]:
    codes = [row[0] for row in connection.execute("SELECT code FROM org_unit").fetchall()]
    return {"units": unit_names(connection, codes, moment), "people": people_names(connection, [*town.PEOPLE], moment)}  # type: ignore[arg-type]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_past_moment_is_as_it_was(connection: Connection, clock: Traveller, steps: list[Any]) -> None:
    if directory.load(connection).units == {}:
        town.build(connection)
    with connection.transaction(force_rollback=True):
        was = {}
        for change, user, unit, minutes in steps:
            clock.move(timedelta(minutes=minutes))
            with changing(connection, "user:6", "改组"):
                connection.execute(change.format(user=user, unit=unit))
            was[now()] = told(directory.load(connection)), names(connection)
        for moment, (then, called) in was.items():
            assert told(as_of(connection, moment)) == then
            assert names_at(connection, moment) == called


def test_each_change_says_by_whom_and_why(connection: Connection, clock: Traveller) -> None:
    town.build(connection)
    clock.move(timedelta(days=1))
    with changing(connection, "user:6", "轮岗"):
        connection.execute("""DELETE FROM "position" WHERE user_id = 1""")
    row = connection.execute("SELECT ends_at, ended_by, ended_because FROM position_history WHERE user_id = 1").fetchone()
    assert row == (now(), "user:6", "轮岗")


def test_a_change_past_our_functions_is_kept_too_but_without_a_name(connection: Connection) -> None:
    town.build(connection)
    with changing(connection, "user:6", "轮岗"):
        connection.execute("""DELETE FROM "position" WHERE user_id = 1""")
    connection.execute("""DELETE FROM "position" WHERE user_id = 2""")
    rows = connection.execute(
        "SELECT ended_by, ends_at > now() - interval '1 hour' FROM position_history WHERE user_id = 2"
    ).fetchall()
    assert rows == [(None, True)]


def test_what_was_there_before_anybody_kept_books_was_there_all_along(connection: Connection, clock: Traveller) -> None:
    town.build(connection)
    with at(now() - timedelta(days=4000)):
        assert as_of(connection, now()).holds(1, "unit_clerk", "mill")


@pytest.mark.parametrize("statement", [
    "DELETE FROM position_history", "UPDATE org_unit_history SET name = 'other'",
    "UPDATE position_history SET ends_at = now() + interval '1 day' WHERE user_id = 1",
])  # fmt: skip
def test_what_was_is_never_rewritten(connection: Connection, statement: str) -> None:
    town.build(connection)
    connection.execute("""DELETE FROM "position" WHERE user_id = 1""")
    with pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(statement)
