"""The demo city as values: complete, staffed, always the same."""

from webapp.demo.city import ROOT, units
from webapp.demo.people import people
from webapp.demo.taxonomy import categories, leaves

TREE = {unit.code: unit for unit in units()}
HELD = {position for person in people() for position in person.account.positions}


def nearest(unit: str, role: str) -> str | None:
    while (unit, role) not in HELD:
        parent = TREE[unit].parent
        if parent is None:
            return None
        unit = parent
    return unit


def test_every_unit_hangs_under_one_above_it() -> None:
    order = ["city", "district", "street", "community", "grid"]
    for unit in TREE.values():
        if unit.code == ROOT:
            assert unit.parent is None
        elif unit.kind == "department":
            assert TREE[unit.parent].tier == unit.tier
        else:
            assert order.index(unit.tier) == order.index(TREE[unit.parent].tier) + 1


def test_whatever_unit_is_asked_somebody_at_or_above_holds_the_role() -> None:
    for unit in TREE:
        for role in ("unit_clerk", "unit_leader", "dispatcher", "quality_reviewer", "callback_agent", "supervisor", "call_taker",
                     "intake_reviewer", "leader_viewer"):  # fmt: skip
            assert nearest(unit, role), (unit, role)


def test_every_territory_dispatches_itself_down_to_the_community() -> None:
    for unit in TREE.values():
        if unit.kind == "territory" and unit.tier != "grid":
            assert nearest(unit.code, "dispatcher") == unit.code


def test_nobody_approves_their_own_reply_or_calls_back_for_their_own_unit() -> None:
    for person in people():
        roles = {role for _, role in person.account.positions}
        assert not {"unit_clerk", "unit_leader"} <= roles, person
        assert not ({"unit_clerk", "unit_leader"} & roles and "callback_agent" in roles), person


def test_every_grid_has_its_four_a_leader_and_two_who_may_check_each_other() -> None:
    for unit in TREE.values():
        if unit.tier == "grid":
            assert all((unit.code, role) in HELD for role in ("grid_worker", "grid_police", "grid_cm", "grid_cleaner"))
            assert nearest(unit.code, "grid_leader") == unit.parent
            workers = [person for person in people() if (unit.code, "grid_worker") in person.account.positions]
            assert len(workers) == 2


def test_roles_of_the_back_office_are_filled() -> None:
    assert {role for _, role in HELD} >= {"auditor", "modeller", "release_manager", "org_admin", "grid_worker", "grid_leader"}


def test_about_a_hundred_people_with_different_logins_and_names() -> None:
    accounts = [person.account for person in people()]
    assert 85 <= len(accounts) <= 115
    assert len({account.login for account in accounts}) == len({account.name for account in accounts}) == len(accounts)


def test_the_taxonomy_has_three_levels_in_both_languages() -> None:
    entries = categories()
    assert {entry.level for entry in entries} == {1, 2, 3}
    assert all(entry.name and entry.name_en for entry in entries)
    assert len({entry.code for entry in entries}) == len(entries)
    assert len(leaves()) >= 40


def test_every_first_level_has_a_department_of_the_city() -> None:
    assert {f"{ROOT}-{entry.code}" for entry in categories() if entry.level == 1} <= set(TREE)


def test_the_city_says_that_it_is_a_demo() -> None:
    assert "演示" in TREE[ROOT].name
    assert "demo" in (TREE[ROOT].name_en or "")


def test_the_city_is_the_same_every_time() -> None:
    assert units() == units()
    assert people() == people()
