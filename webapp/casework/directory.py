"""The tree of units and who holds which role where, as a snapshot in memory. Implements engine.directory.Directory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from webapp.database.connections import Connection


@dataclass(frozen=True, slots=True)
class Unit:
    """`successor`: of a closed unit, the one that does its work now."""

    code: str
    parent: str | None
    tier: str
    path: str
    successor: str | None = None


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Directory:
    """Compared by identity: one snapshot is one thing. `holders`: (unit, role) -> ids of the active users
    who hold that role there. `seats`: user id -> (role, unit) pairs. `cleared`: compartment -> user ids."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    holders: Mapping[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    seats: Mapping[int, frozenset[tuple[str, str]]] = field(default_factory=dict)
    cleared: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, units: Iterable[Unit], positions: Iterable[tuple[int, str, str]], grants: Iterable[tuple[int, str]] = ()
    ) -> Directory:
        """`positions`: (user id, unit, role). `grants`: (user id, compartment)."""
        holders: dict[tuple[str, str], set[int]] = {}
        seats: dict[int, set[tuple[str, str]]] = {}
        for user, unit, role in positions:
            holders.setdefault((unit, role), set()).add(user)
            seats.setdefault(user, set()).add((role, unit))
        cleared: dict[str, set[int]] = {}
        for user, compartment in grants:
            cleared.setdefault(compartment, set()).add(user)
        return cls(
            {unit.code: unit for unit in units},
            {place: frozenset(users) for place, users in holders.items()},
            {user: frozenset(held) for user, held in seats.items()},
            {compartment: frozenset(users) for compartment, users in cleared.items()},
        )

    def superior(self, unit: str) -> str | None:
        """The unit above; None at the root and for an unknown unit."""
        known = self.units.get(unit)
        return known.parent if known else None

    def tier(self, unit: str) -> str | None:
        known = self.units.get(unit)
        return known.tier if known else None

    def ancestor(self, unit: str, tier: str) -> str | None:
        """The territory of `tier` at or above `unit`: not a department, which bears the tier of its territory below it."""
        return next((above for above in reversed(list(self.upwards(unit))) if self.units[above].tier == tier), None)

    def nearest(self, unit: str, role: str) -> str | None:
        """The nearest unit at or above `unit` where somebody active holds `role`; of a closed unit, at or above its successor."""
        return next((above for above in self.upwards(self.heir(unit)) if (above, role) in self.holders), None)

    def count(self, unit: str, role: str) -> int:
        """How many active people hold the role in this very unit."""
        return len(self.holders.get((unit, role), ()))

    def others(self, unit: str, role: str, people: Collection[int]) -> int:
        """How many active people hold the role in this very unit who are none of these."""
        return len(self.holders.get((unit, role), frozenset()) - set(people))

    def nearest_cleared(self, unit: str, role: str, compartment: str) -> str | None:
        """As nearest, counting only people cleared for the compartment."""
        cleared = self.cleared.get(compartment, frozenset())
        above = self.upwards(self.heir(unit))
        return next((one for one in above if cleared & self.holders.get((one, role), frozenset())), None)

    def path(self, unit: str) -> str:
        """/code/code/ from the root, for lists of whole subtrees; an unknown unit stands alone."""
        known = self.units.get(unit)
        return known.path if known else f"/{unit}/"

    def is_within(self, unit: str, top: str) -> bool:
        """Whether `unit` is `top` or lies below it; a closed unit also lies where its successor does."""
        return top in self.upwards(unit) or top in self.upwards(self.heir(unit))

    def sits_in(self, units: Iterable[str], top: str | None) -> bool:
        """Whether one of `units` is `top` or lies below it; nobody sits in None."""
        return top is not None and any(self.is_within(unit, top) for unit in units)

    def holds(self, user: int, role: str, unit: str) -> bool:
        return user in self.holders.get((unit, role), ())

    def heir(self, unit: str) -> str:
        """`unit` itself, or of a closed one who does its work now, however often it was passed on."""
        seen = {unit}
        while (known := self.units.get(unit)) and known.successor and known.successor not in seen:
            unit = known.successor
            seen.add(unit)
        return unit

    def upwards(self, unit: str) -> Iterator[str]:
        """`unit` and everything above it. A tree that bites its tail ends the walk instead of hanging it."""
        seen: set[str] = set()
        current: str | None = unit
        while current in self.units and current not in seen:
            seen.add(current)
            yield current
            current = self.units[current].parent


def load(connection: Connection) -> Directory:
    units = connection.execute("SELECT code, parent, tier, path, successor FROM org_unit").fetchall()
    positions = connection.execute(
        'SELECT p.user_id, p.unit, p.role FROM "position" p JOIN "user" u ON u.id = p.user_id WHERE u.active'
    ).fetchall()
    grants = connection.execute("SELECT user_id, compartment FROM compartment_grant WHERE ended_at IS NULL").fetchall()
    return Directory.of((Unit(*row) for row in units), positions, grants)  # type: ignore[arg-type]
