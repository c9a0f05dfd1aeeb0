"""Who stands above whom: what the engine asks the organisation. The answers come from the caller; nothing is cached here."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from engine import feel


class Directory(Protocol):
    """Units are known by their codes."""

    def superior(self, unit: str) -> str | None:
        """The unit directly above."""

    def tier(self, unit: str) -> str | None:
        """city, district, street, community, grid or department."""

    def ancestor(self, unit: str, tier: str) -> str | None:
        """The unit itself or the nearest one above it that is of this tier."""

    def nearest(self, unit: str, role: str) -> str | None:
        """The unit itself or the nearest one above it where somebody holds the role."""

    def count(self, unit: str, role: str) -> int:
        """How many people hold the role in this very unit."""

    def others(self, unit: str, role: str, people: Collection[int]) -> int:
        """How many hold the role in this very unit who are none of these."""

    def nearest_cleared(self, unit: str, role: str, compartment: str) -> str | None:
        """As nearest, counting only people cleared for the compartment."""


class Flat:
    """An organisation in which every unit exists, stands alone and holds every role: for models tried out without people."""

    def superior(self, unit: str) -> str | None:
        return None

    def tier(self, unit: str) -> str | None:
        return None

    def ancestor(self, unit: str, tier: str) -> str | None:
        return unit

    def nearest(self, unit: str, role: str) -> str | None:
        return unit

    def nearest_cleared(self, unit: str, role: str, compartment: str) -> str | None:
        return unit

    def count(self, unit: str, role: str) -> int:
        return 1

    def others(self, unit: str, role: str, people: Collection[int]) -> int:
        return 1


def is_within(directory: Directory, unit: str, above: str) -> bool:
    """Whether `unit` is `above` or stands somewhere below it."""
    current: str | None = unit
    while current is not None and current != above:
        current = directory.superior(current)
    return current is not None


def org_functions(directory: Directory) -> dict[str, Any]:
    """The namespace `org` of FEEL. `within`: whether a unit is another one or stands somewhere below it."""

    def within(unit: str, above: str) -> bool:
        return is_within(directory, unit, above)

    return {
        "superior": feel.function("superior", ("unit",), directory.superior),
        "tier": feel.function("tier", ("unit",), directory.tier),
        "ancestor": feel.function("ancestor", ("unit", "tier"), directory.ancestor),
        "nearest": feel.function("nearest", ("unit", "role"), directory.nearest),
        "count": feel.function("count", ("unit", "role"), directory.count),
        "within": feel.function("within", ("unit", "above"), within),
    }
