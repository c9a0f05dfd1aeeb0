"""Which rule of the old table is which rule of the new one, and which of them changed places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.releases.differences.change import Path

ALIKE = 0.5
"""Two rules without a common id are one that was changed when at least this share of their entries is the same."""
MOST_COMPARED = 300
"""Rules that are compared with each other one by one; more of them without ids are new ones and gone ones."""


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of a rule. `rest`: whatever else stands at it."""

    id: str | None
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    note: str | None
    rest: Mapping[Path, str]

    def cell(self, kind: str, place: int | None) -> str | None:
        """Of the input or output at `place`; None where there is none."""
        values = self.inputs if kind == "input" else self.outputs
        return values[place] if place is not None and place < len(values) else None


@dataclass(frozen=True, slots=True)
class Aligned:
    """Places in the old and the new table, from 0; None: not there."""

    before: int | None
    after: int | None
    is_moved: bool = False


def aligned(was: Sequence[Row], now: Sequence[Row]) -> list[Aligned]:
    """In the order of the new table; what is gone follows what stood before it."""
    partner = _partners(was, now)
    stays = _longest_rise([partner[place] for place in range(len(now)) if place in partner])
    back = {before: after for after, before in partner.items()}
    gone_behind: dict[int, list[Aligned]] = {}
    anchor = -1
    for place in range(len(was)):
        if place not in back:
            gone_behind.setdefault(anchor, []).append(Aligned(place, None))
        elif place in stays:
            anchor = back[place]
    found = list(gone_behind.get(-1, ()))
    for place in range(len(now)):
        before = partner.get(place)
        found.append(Aligned(before, place, is_moved=before is not None and before not in stays))
        found += gone_behind.get(place, ())
    return found


def _partners(was: Sequence[Row], now: Sequence[Row]) -> dict[int, int]:
    """Place in the new table -> place in the old one: by id, by content, then the most alike of what is left."""
    known = {row.id: place for place, row in enumerate(was) if row.id}
    found: dict[int, int] = {}
    for place, row in enumerate(now):
        if row.id in known:
            found[place] = known.pop(row.id)
    taken = set(found.values())
    left = [place for place in range(len(was)) if place not in taken]
    fresh = [place for place in range(len(now)) if place not in found]
    if max(len(left), len(fresh)) > MOST_COMPARED:
        return found
    for least in (1.0, ALIKE):
        for place in fresh:
            best = max(left, key=lambda old: _alike(was[old], now[place]), default=None)
            if place not in found and best is not None and _alike(was[best], now[place]) >= least:
                found[place] = best
                left.remove(best)
    return found


def _alike(one: Row, other: Row) -> float:
    """Share of entries that are the same, 0 to 1."""
    pairs = list(zip((*one.inputs, *one.outputs), (*other.inputs, *other.outputs), strict=False))
    return sum(old == new for old, new in pairs) / len(pairs) if pairs else 0.0


def _longest_rise(places: Sequence[int]) -> frozenset[int]:
    """The old places that kept their order; the others were moved."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    run: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        run.append(last)
        last = before[last]
    return frozenset(run)
