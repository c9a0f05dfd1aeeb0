"""Bringing the demo city into a database."""

import pytest

from webapp import demo
from webapp.casework import directory
from webapp.database.connections import Connection
from webapp.demo.city import units
from webapp.demo.taxonomy import categories
from webapp.passwords import matches

pytestmark = pytest.mark.usefixtures("database")


def counts(connection: Connection) -> list[int]:
    tables = ("org_unit", "category", '"user"', "position")
    return [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]  # type: ignore[index]


def test_a_second_time_changes_nothing(connection: Connection) -> None:
    assert not demo.present()
    assert demo.ensure()
    assert demo.present()
    first = counts(connection)
    assert not demo.ensure()
    assert counts(connection) == first
    assert first[:2] == [len(units()), len(categories())]


def test_everybody_can_sign_in_with_the_printed_password(connection: Connection) -> None:
    demo.ensure()
    hashes = dict(connection.execute('SELECT login, password_hash FROM "user"').fetchall())
    assert all(sign_in.login in hashes for sign_in in demo.sign_ins())
    assert matches(hashes["call"], demo.PASSWORD)
    assert hashes["call"].startswith("$argon2id$")


def test_what_an_administrator_changed_stays_so(connection: Connection) -> None:
    demo.ensure()
    connection.execute("UPDATE \"user\" SET password_hash = 'mine' WHERE login = 'call'")
    connection.execute("DELETE FROM position WHERE role = 'auditor'")
    demo.ensure()
    assert connection.execute("SELECT password_hash FROM \"user\" WHERE login = 'call'").fetchone() == ("mine",)
    assert connection.execute("SELECT count(*) FROM position WHERE role = 'auditor'").fetchone() == (0,)


def test_the_tree_is_one_and_reaches_the_city_from_every_grid(connection: Connection) -> None:
    demo.ensure()
    tree = directory.load(connection)
    for unit in units():
        assert tree.ancestor(unit.code, "city") == "lp" or unit.code == "lp"
        assert tree.path(unit.code).startswith("/lp/")
    assert tree.nearest("lp2020203", "unit_clerk") == "lp20202"
    assert tree.nearest("lp101-squad", "unit_leader") == "lp101"
