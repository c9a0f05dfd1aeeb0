"""Handling units as another system spells them -> one unit each. Names occur with and without their superior in
brackets, and a community's own office is the community itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.importing.organisation import Unit

_BRACKETS = re.compile(r"^(?P<base>.+?)[（(](?P<inside>[^（）()]+)[）)]$")
_TERRITORY_ENDINGS = ("街道", "社区", "镇", "乡", "村", "区", "县", "市")
_OFFICE = "办事处"
_INSIDE_ENDINGS = ("", "办", "辖区", "街道", "街道办", _OFFICE, f"街道{_OFFICE}")


@dataclass(slots=True)
class Departments:
    """Collects every spelling of every code, then says which units there are. `territory`: name -> unit, of streets and
    communities; `suffixes` as in the mapping."""

    territory: Mapping[str, Unit]
    suffixes: Sequence[str]
    seen: dict[str, Counter[str]] = field(default_factory=dict)

    def note(self, code: str, name: str) -> None:
        self.seen.setdefault(code, Counter())[name] += 1

    def settle(self, top: Unit) -> tuple[list[Unit], dict[str, str]]:
        """New units below `top`, and which unit each code stands for (itself, or the territory whose office it is)."""
        fresh: list[Unit] = []
        stands_for: dict[str, str] = {}
        for code, spellings in self.seen.items():
            superior, base = self._read(spellings)
            home = self._own_office(base)
            if home:
                stands_for[code] = home.code
                continue
            above = superior or top
            fresh.append(Unit(code=code, parent=above.code, tier=above.tier, kind="department", name=base))
            stands_for[code] = code
        return fresh, stands_for

    def _read(self, spellings: Counter[str]) -> tuple[Unit | None, str]:
        """Superior named in any spelling, and the most frequent name without it."""
        bases: Counter[str] = Counter()
        superior: Unit | None = None
        for name, times in sorted(spellings.items()):
            named, base = self._split(name)
            superior = superior or named
            bases[base] += times
        base = max(bases, key=lambda one: (bases[one], -len(one)))
        return superior or self._leading(base), base

    def _split(self, name: str) -> tuple[Unit | None, str]:
        """Brackets are cut off only when they name a territory: "财政局（国资办）" keeps its own."""
        match = _BRACKETS.match(name)
        if match:
            for unit in self.territory.values():
                if match["inside"] in {_stem(unit.name) + ending for ending in _INSIDE_ENDINGS}:
                    return unit, match["base"]
        return None, name

    def _leading(self, base: str) -> Unit | None:
        """The territory a name begins with, spelled in full: the bare stem may mean the district as well."""
        for unit in self.territory.values():
            if base.startswith((unit.name, _stem(unit.name) + _OFFICE)) and base != unit.name:
                return unit
        return None

    def _own_office(self, base: str) -> Unit | None:
        for suffix in ("", *self.suffixes):
            if base.endswith(suffix) and (home := self.territory.get(base.removesuffix(suffix))):
                return home
        return None


def _stem(name: str) -> str:
    for ending in _TERRITORY_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name
