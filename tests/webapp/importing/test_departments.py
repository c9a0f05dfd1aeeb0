"""Units as another system spells them."""

from webapp.importing.departments import Departments
from webapp.importing.organisation import Unit

TOP = Unit(code="q", parent="top", tier="district", kind="territory", name="青原区")
STREET = Unit(code="q-1", parent="q", tier="street", kind="territory", name="河口街道")
COMMUNITY = Unit(code="q-11", parent="q-1", tier="community", kind="territory", name="南桥社区")
TERRITORY = {unit.name: unit for unit in (STREET, COMMUNITY)}


def settled(*spellings: tuple[str, str]) -> tuple[dict[str, Unit], dict[str, str]]:
    departments = Departments(territory=TERRITORY, suffixes=["工作站"])
    for code, name in spellings:
        departments.note(code, name)
    units, stands_for = departments.settle(TOP)
    return {unit.code: unit for unit in units}, stands_for


def test_one_unit_whether_or_not_its_street_stands_in_brackets() -> None:
    units, stands_for = settled(("u1", "河口街道执法队"), ("u1", "河口街道执法队"), ("u1", "河口街道执法队（河口街道办事处）"))
    assert [(unit.name, unit.parent, unit.tier) for unit in units.values()] == [("河口街道执法队", "q-1", "street")]
    assert stands_for == {"u1": "u1"}


def test_every_short_form_of_a_street_in_brackets_is_understood() -> None:
    names = ("水站（河口）", "城管办（河口办）", "供水所(河口辖区)", "河口办事处服务中心")
    units, _ = settled(*((f"u{n}", name) for n, name in enumerate(names)))
    assert {unit.parent for unit in units.values()} == {"q-1"}
    assert [unit.name for unit in units.values()] == ["水站", "城管办", "供水所", "河口办事处服务中心"]


def test_brackets_that_name_no_territory_belong_to_the_name() -> None:
    units, _ = settled(("u1", "财政局（国资办）"))
    assert (units["u1"].name, units["u1"].parent, units["u1"].tier) == ("财政局（国资办）", "q", "district")


def test_a_unit_named_after_a_place_without_saying_street_stays_with_the_district() -> None:
    units, _ = settled(("u1", "河口供电局"))
    assert units["u1"].parent == "q"


def test_the_office_of_a_community_is_the_community() -> None:
    units, stands_for = settled(("u1", "南桥社区"), ("u1", "南桥社区（河口街道办事处）"), ("u2", "南桥社区工作站"))
    assert units == {}
    assert stands_for == {"u1": "q-11", "u2": "q-11"}


def test_the_most_frequent_spelling_names_the_unit() -> None:
    units, _ = settled(("u1", "规土委"), ("u1", "规划国土委"), ("u1", "规划国土委"))
    assert units["u1"].name == "规划国土委"
