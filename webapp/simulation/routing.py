"""Who should handle a request, and what a dispatcher on the way there does."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from webapp.casework.directory import Directory

HANDLER = "unit_clerk"
LOCAL_SHARE = 0.45
"""Of requests a street or community could settle itself, when nothing else says who handled them."""


def right_unit(file: Mapping[str, Any], directory: Directory, chance: random.Random) -> str | None:
    """The unit whose matter it is: the one that handled it in the other system, else the city's department for the category
    or the street or community where it happened. Always a unit with a clerk of its own; None when there is none."""
    recorded = (file.get("imported") or {}).get("handled_by")
    if recorded and (recorded, HANDLER) in directory.holders:
        return str(recorded)
    place = (file.get("place") or {}).get("unit") or ""
    local = [unit for unit in directory.upwards(place) if directory.tier(unit) in {"street", "community"}]
    staffed = [unit for unit in local if (unit, HANDLER) in directory.holders]
    if staffed and chance.random() < LOCAL_SHARE:
        return chance.choice(staffed)
    return _department(file, directory, chance) or (staffed[0] if staffed else None)


def _department(file: Mapping[str, Any], directory: Directory, chance: random.Random) -> str | None:
    """The department at the top that bears the code of the category's first level; any department there otherwise."""
    roots = {unit.code for unit in directory.units.values() if unit.parent is None}
    offices = sorted(
        unit.code for unit in directory.units.values() if unit.parent in roots and (unit.code, HANDLER) in directory.holders
    )
    function = str(file.get("category") or "").split(".")[0]
    matching = [code for code in offices if code.endswith(f"-{function}")]
    return matching[0] if matching else chance.choice(offices) if offices else None


def wrong_unit(right: str, directory: Directory, chance: random.Random) -> str | None:
    """A neighbour under the same superior, such as a hurried dispatcher picks."""
    superior = directory.superior(right)
    neighbours = sorted(
        unit.code
        for unit in directory.units.values()
        if unit.parent == superior and unit.code != right and (unit.code, HANDLER) in directory.holders
    )
    return chance.choice(neighbours) if neighbours else None


def next_step(desk: str, target: str, directory: Directory) -> tuple[str, str]:
    """("assign", target), or ("refer", unit) when a dispatcher sits between `desk` and the target's superior."""
    above = list(directory.upwards(target))
    for unit in reversed(above[: above.index(desk)] if desk in above else []):
        if unit != target and (unit, "dispatcher") in directory.holders:
            return "refer", unit
    return "assign", target
