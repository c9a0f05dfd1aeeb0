"""The organisation of a story as plain values: answers what the engine asks, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, kw_only=True, eq=False)
class Organisation:
    """Implements engine.directory.Directory. `units`: code -> {under, tier, kind, roles}; a unit with a `kind` is no territory,
    a role written twice is held by two people."""

    units: Mapping[str, Mapping[str, Any]]

    @classmethod
    def read(cls, path: Path) -> Organisation:
        return cls(units=yaml.safe_load(path.read_text()))

    def superior(self, unit: str) -> str | None:
        return self.units.get(unit, {}).get("under")

    def tier(self, unit: str) -> str | None:
        return self.units.get(unit, {}).get("tier")

    def ancestor(self, unit: str, tier: str) -> str | None:
        """A territory: a department is nobody's ancestor."""
        return next((u for u in self._upwards(unit) if self.tier(u) == tier and "kind" not in self.units[u]), None)

    def nearest_cleared(self, unit: str, role: str, compartment: str) -> str | None:
        """Everybody here is cleared for everything."""
        return self.nearest(unit, role)

    def nearest(self, unit: str, role: str) -> str | None:
        return next((u for u in self._upwards(unit) if role in (self.units[u].get("roles") or ())), None)

    def count(self, unit: str, role: str) -> int:
        """A role written twice is held by two people."""
        roles: list[str] = self.units.get(unit, {}).get("roles") or []
        return roles.count(role)

    def others(self, unit: str, role: str, people: Collection[int]) -> int:
        """Who exactly holds a role is nowhere said: these do."""
        return max(0, self.count(unit, role) - len(set(people)))

    def _upwards(self, unit: str) -> Iterator[str]:
        """A tree that bites its tail ends the walk instead of hanging it."""
        seen: set[str] = set()
        current: str | None = unit
        while current is not None and current in self.units and current not in seen:
            seen.add(current)
            yield current
            current = self.superior(current)
