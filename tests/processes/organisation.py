"""The organisation of the scenarios, from YAML: answers what the engine asks, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """Implements engine.directory.Directory. `units`: code -> {under, tier, kind, roles}."""

    units: dict[str, dict[str, Any]]

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
        return next((u for u in self._upwards(unit) if role in self.units[u]["roles"]), None)

    def count(self, unit: str, role: str) -> int:
        """A role written twice is held by two people."""
        roles: list[str] = self.units.get(unit, {}).get("roles", [])
        return roles.count(role)

    def _upwards(self, unit: str) -> Iterator[str]:
        current: str | None = unit
        while current in self.units:
            yield current
            current = self.superior(current)

    def __hash__(self) -> int:
        return id(self)
