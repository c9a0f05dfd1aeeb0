"""An organisation that remembers what it was asked: a story needs to bring along just those units."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from engine.scenarios.organisation import Organisation


class Asked:
    """Implements engine.directory.Directory like the organisation behind it. `units`: those that came up, and all above them."""

    def __init__(self, organisation: Organisation) -> None:
        self._behind = organisation
        self._seen: set[str] = set()

    def superior(self, unit: str) -> str | None:
        return self._behind.superior(self._note(unit))

    def tier(self, unit: str) -> str | None:
        return self._behind.tier(self._note(unit))

    def ancestor(self, unit: str, tier: str) -> str | None:
        return self._behind.ancestor(self._note(unit), tier)

    def nearest(self, unit: str, role: str) -> str | None:
        return self._behind.nearest(self._note(unit), role)

    def nearest_cleared(self, unit: str, role: str, compartment: str) -> str | None:
        return self._behind.nearest_cleared(self._note(unit), role, compartment)

    def count(self, unit: str, role: str) -> int:
        return self._behind.count(self._note(unit), role)

    def others(self, unit: str, role: str, people: Collection[int]) -> int:
        return self._behind.others(self._note(unit), role, people)

    def units(self) -> dict[str, Mapping[str, Any]]:
        """Code -> {under, tier, kind, roles}, in the order of the codes."""
        known, wanted = self._behind.units, set(self._seen)
        for unit in self._seen:
            current = self._behind.superior(unit)
            while current is not None and current in known and current not in wanted:
                wanted.add(current)
                current = self._behind.superior(current)
        return {unit: known[unit] for unit in sorted(wanted)}

    def _note(self, unit: str) -> str:
        if unit in self._behind.units:
            self._seen.add(unit)
        return unit
