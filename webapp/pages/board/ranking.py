"""Units side by side, fairly: a place only among those with enough cases, with the range in which the share lies, and no order
for the others. National rules forbid ranking by rates alone (domain B.4), so the number of cases stands beside every share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from webapp.boards import figures, scope
from webapp.boards.figures import Number, Sums
from webapp.boards.look import Look
from webapp.boards.measures import Measure
from webapp.pages.board.breakdowns import Line
from webapp.pages.board.words import value_words
from webapp.pages.running import running

FEWEST = 3
"""Units with enough cases without which there is no place and no middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a unit stands among its peers by one measure. `place` of `ranked` peers with enough cases; None: it or too many of
    them have too few, or the measure knows no better and worse. `middle`: the middle one of them, in words."""

    place: int | None
    ranked: int
    peers: int
    middle: str


def sums_of(look: Look, codes: Sequence[str]) -> dict[str, Sums]:
    """Each of these units with everything below it."""
    found = figures.by_unit(look.of(None))
    directory = running().directory
    whole = figures.added(list(found.values()))
    sums = {}
    for code in codes:
        below = scope.below(directory, code)
        sums[code] = whole if below is None else figures.added([found[unit] for unit in below if unit in found])
    return sums


def standing(measure: Measure, code: str, sums: dict[str, Sums]) -> Standing | None:
    """None for measures that are not compared: counts, medians."""
    if measure.kind not in ("rate", "hours") or len(sums) < 2:
        return None
    numbers = {unit: figures.number(measure, values) for unit, values in sums.items()}
    known = {unit: one for unit, one in numbers.items() if one.value is not None and not one.is_thin}
    order = sorted(known, key=lambda unit: merit(known[unit]))
    is_placed = code in known and measure.better and len(known) >= FEWEST
    middle = _middle(measure, list(known.values())) if len(known) >= FEWEST else ""
    return Standing(place=order.index(code) + 1 if is_placed else None, ranked=len(known), peers=len(sums), middle=middle)


def apart(measure: Measure, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Lines with enough cases, the best first; and the others, as they came."""
    enough = [one for one in lines if not one.numbers[measure.code].is_thin]
    few = [one for one in lines if one.numbers[measure.code].is_thin]
    return sorted(enough, key=lambda one: merit(one.numbers[measure.code])), few


def merit(number: Number) -> tuple[float, int]:
    """To sort by, the best first; of equals the one with more cases."""
    sign = -1 if number.measure.better == "up" else 1
    return sign * (number.value or 0), -(number.d or 0)


def _middle(measure: Measure, numbers: Sequence[Number]) -> str:
    values = [one.value for one in numbers if one.value is not None]
    return value_words(Number(measure=measure, n=0, d=None, value=median(values)))
