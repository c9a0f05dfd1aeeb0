"""Who stands above whom: what the engine asks the organisation. The answers come from the caller; nothing is cached here."""

from __future__ import annotations

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


def org_functions(directory: Directory) -> dict[str, Any]:
    """The namespace `org` of FEEL."""
    return {
        "superior": feel.function("superior", ("unit",), directory.superior),
        "tier": feel.function("tier", ("unit",), directory.tier),
        "ancestor": feel.function("ancestor", ("unit", "tier"), directory.ancestor),
        "nearest": feel.function("nearest", ("unit", "role"), directory.nearest),
    }
