"""The tree of the demo city as values. Rule: codes, names and order depend on city.yaml alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from webapp.demo.data import load
from webapp.importing.organisation import Unit

ROOT = "lp"


def units() -> list[Unit]:
    """Every unit, parents before children."""
    plan = load("city")
    found = [_territory(plan["code"], None, "city", plan["name"], plan["name_en"])]
    found += _departments(plan, "city", plan["code"])
    for position, district in enumerate(plan["districts"], start=1):
        code = f"{plan['code']}{position}"
        found.append(_territory(code, plan["code"], "district", district["name"], district["name_en"]))
        found += _departments(plan, "district", code)
        for place, street in enumerate(district["streets"], start=1):
            found += _street(plan, street, f"{code}{place:02}", code)
    return found


def _street(plan: dict[str, Any], street: dict[str, Any], code: str, parent: str) -> Iterator[Unit]:
    yield _territory(code, parent, "street", street["name"], street["name_en"])
    yield from _departments(plan, "street", code)
    for place, (name, name_en) in enumerate(street["communities"], start=1):
        community = f"{code}{place:02}"
        yield _territory(community, code, "community", name, name_en)
        for number in range(1, plan["grids_per_community"] + 1):
            yield _territory(f"{community}{number:02}", community, "grid", f"{name}第{number}网格", f"{name_en} grid {number}")


def post_set(unit: Unit) -> str:
    """Which set of posts.yaml staffs the unit. The posts of a grid belong to its community."""
    if unit.kind == "territory":
        return unit.tier
    return "department" if unit.tier == "city" else "squad"


def _territory(code: str, parent: str | None, tier: str, name: str, name_en: str) -> Unit:
    return Unit(code=code, parent=parent, tier=tier, kind="territory", name=name, name_en=name_en)


def _departments(plan: dict[str, Any], tier: str, parent: str) -> Iterator[Unit]:
    for function, name, name_en in plan["departments"][tier]:
        code = f"{parent}-{function}"
        yield Unit(code=code, parent=parent, tier=tier, kind="department", name=name, name_en=name_en)
