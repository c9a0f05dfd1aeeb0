"""Units and accounts that an import brings."""

import pytest

from webapp.database.connections import Connection
from webapp.importing import posts
from webapp.importing.organisation import NO_PASSWORD, Unit, add_accounts, add_units, top_unit
from webapp.passwords import matches

pytestmark = pytest.mark.usefixtures("database")
ROOT = Unit(code="top", parent=None, tier="city", kind="territory", name="上城")
OFFICE = Unit(code="top-u1", parent="top", tier="city", kind="department", name="一局")


def test_known_units_stay_as_they_are(connection: Connection) -> None:
    assert add_units([ROOT]) == 1
    connection.execute("UPDATE org_unit SET name = '改名'")
    assert add_units([ROOT, OFFICE]) == 1
    rows = connection.execute("SELECT code, name, path FROM org_unit ORDER BY code").fetchall()
    assert rows == [("top", "改名", "/top/"), ("top-u1", "一局", "/top/top-u1/")]


def test_the_top_unit_is_the_one_without_superior() -> None:
    assert top_unit() is None
    add_units([ROOT, OFFICE])
    assert top_unit() == "top"
    add_units([Unit(code="other", parent=None, tier="city", kind="territory", name="下城")])
    with pytest.raises(ValueError, match="other, top"):
        top_unit()


def test_posts_of_imported_units_have_no_password(connection: Connection) -> None:
    add_units([ROOT, OFFICE])
    made = posts.accounts([ROOT, OFFICE], {"city": ("dispatcher",), "department": ("unit_clerk", "unit_leader")})
    assert [account.login for account in made] == ["top-dispatcher", "top-dispatcher2", "top-u1-clerk", "top-u1-leader"]
    assert add_accounts(made) == 4
    assert add_accounts(made) == 0
    assert not matches(NO_PASSWORD, NO_PASSWORD)
    rows = connection.execute("SELECT unit, role FROM position ORDER BY unit, role").fetchall()
    assert rows == [("top", "dispatcher"), ("top", "dispatcher"), ("top-u1", "unit_clerk"), ("top-u1", "unit_leader")]
