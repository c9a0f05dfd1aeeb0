"""Units are added, renamed and closed by who administers what is above them; what is gone stays in the tree for its old cases."""

from __future__ import annotations

from typing import Any

import pytest

from engine.errors import Rejection
from engine.now import Traveller
from tests.support import offices
from tests.support.offices import ADMIN, LOCAL, logged
from webapp.casework import directory
from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor
from webapp.database.connections import Connection
from webapp.organisation import units
from webapp.organisation.units import CannotClose, UnfitUnit


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    offices.build(connection)


def add(connection: Connection, by: Actor = LOCAL, **changed: Any) -> None:
    wanted = {
        "code": "dock",
        "parent": "east",
        "kind": "territory",
        "name": "码头街道",
        "name_en": "",
        "reason": "新设街道",
        **changed,
    }
    units.add(connection, by, directory.load(connection), **wanted)


def close(connection: Connection, code: str, successor: str, by: Actor = LOCAL) -> int:
    return units.close(connection, by, directory.load(connection), code, successor=successor, reason="街道合并")


def test_a_new_unit_stands_where_it_was_put(connection: Connection) -> None:
    add(connection)
    add(connection, code="dock-roads", parent="dock", kind="department", name="市政所")
    tree = directory.load(connection).units
    assert (tree["dock"].path, tree["dock"].tier) == ("/city/east/dock/", "street")
    assert (tree["dock-roads"].path, tree["dock-roads"].tier) == ("/city/east/dock/dock-roads/", "street")
    assert [one["what"] for one in logged(connection, "unit_changed")] == ["added", "added"]


@pytest.mark.parametrize(("changed", "refusal"), [
    ({"code": "mill"}, UnfitUnit), ({"code": "码头"}, UnfitUnit), ({"name": ""}, UnfitUnit), ({"kind": "moon"}, UnfitUnit),
    ({"parent": "city"}, NotAllowed), ({"parent": "nowhere"}, NotAllowed),
])  # fmt: skip
def test_what_is_no_unit_is_refused(connection: Connection, changed: dict[str, Any], refusal: type[Rejection]) -> None:
    with pytest.raises(refusal):
        add(connection, **changed)


def test_a_new_name_is_told_with_the_old_one(connection: Connection) -> None:
    units.rename(connection, LOCAL, directory.load(connection), "mill", name="磨坊镇", name_en="Mill", reason="撤街设镇")
    assert connection.execute("SELECT name, name_en FROM org_unit WHERE code = 'mill'").fetchone() == ("磨坊镇", "Mill")
    assert {"before": "mill", "after": "磨坊镇"}.items() <= logged(connection, "unit_changed")[0].items()


def test_a_closed_unit_has_nobody_and_a_successor(connection: Connection) -> None:
    add(connection)
    assert close(connection, "mill", "dock") == 3
    known = directory.load(connection)
    assert known.heir("mill") == "dock"
    assert known.count("mill", "unit_clerk") == 0
    assert len(logged(connection, "position_revoked")) == 3
    assert connection.execute("SELECT active FROM org_unit WHERE code = 'mill'").fetchone() == (False,)


@pytest.mark.parametrize(("code", "successor", "by", "refusal"), [
    ("mill", "mill", LOCAL, CannotClose), ("east", "mill", ADMIN, CannotClose), ("east", "city", LOCAL, NotAllowed),
    ("city", "east", ADMIN, NotAllowed), ("mill", "nowhere", LOCAL, NotAllowed),
])  # fmt: skip
def test_what_cannot_be_closed_stays(
    connection: Connection, code: str, successor: str, by: Actor, refusal: type[Rejection]
) -> None:
    with pytest.raises(refusal):
        close(connection, code, successor, by)


def test_a_unit_with_units_in_it_is_closed_from_below(connection: Connection) -> None:
    add(connection, code="dock", parent="east")
    add(connection, code="pier", parent="mill", name="码头社区")
    with pytest.raises(CannotClose):
        close(connection, "mill", "dock")
    close(connection, "pier", "dock")
    assert close(connection, "mill", "dock") == 3
    with pytest.raises(CannotClose):
        close(connection, "mill", "dock")
