"""Whose matter it is, and what dispatchers do on the way there."""

import random

from webapp.casework import directory
from webapp.casework.directory import Directory
from webapp.demo.city import units
from webapp.demo.people import people
from webapp.importing.organisation import Unit
from webapp.simulation.routing import next_step, right_unit, wrong_unit

UNITS = {unit.code: unit for unit in units()}


def _path(unit: Unit) -> str:
    return f"{_path(UNITS[unit.parent]) if unit.parent else '/'}{unit.code}/"


CITY = Directory.of(
    (directory.Unit(u.code, u.parent, u.tier, _path(u)) for u in units()),
    [(number, unit, role) for number, person in enumerate(people()) for unit, role in person.account.positions],
)
GRID = "lp1010102"


def rights(file: dict[str, object]) -> set[str | None]:
    return {right_unit(file, CITY, random.Random(n)) for n in range(60)}


def test_the_unit_that_handled_it_in_the_other_system_is_the_right_one() -> None:
    assert rights({"imported": {"handled_by": "lp2-works"}, "place": {"unit": GRID}}) == {"lp2-works"}


def test_else_the_department_of_the_category_or_where_it_happened() -> None:
    assert rights({"category": "roads.surface.pothole", "place": {"unit": GRID}}) == {"lp-roads", "lp101", "lp10101"}


def test_without_place_and_category_some_department_of_the_city_takes_it() -> None:
    found = rights({"place": {"unit": "lp"}})
    assert len(found) > 3
    assert all(unit and CITY.superior(unit) == "lp" for unit in found)


def test_a_hurried_dispatcher_picks_a_neighbour_with_a_clerk() -> None:
    for n in range(30):
        wrong = wrong_unit("lp-roads", CITY, random.Random(n))
        assert wrong
        assert wrong != "lp-roads"
        assert CITY.superior(wrong) == "lp"
        assert (wrong, "unit_clerk") in CITY.holders


def test_the_order_goes_down_tier_by_tier() -> None:
    assert next_step("lp", "lp101-squad", CITY) == ("refer", "lp1")
    assert next_step("lp1", "lp101-squad", CITY) == ("refer", "lp101")
    assert next_step("lp101", "lp101-squad", CITY) == ("assign", "lp101-squad")
    assert next_step("lp", "lp-roads", CITY) == ("assign", "lp-roads")
    assert next_step("lp1", "lp-roads", CITY) == ("assign", "lp-roads")
