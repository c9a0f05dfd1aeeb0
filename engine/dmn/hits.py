"""Hit policies: what a table answers when some of its rules match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from engine.feel.builtins.statistics import max_, min_, sum_
from engine.feel.equality import equal
from engine.feel.run import Run
from engine.feel.values import List

Rank = Callable[[Any, Run], tuple[int, ...]]
"""The place of a rule's output in the order of priority; smaller is more important."""

Policy = Callable[[Sequence[Any], Rank, Run], tuple[Any, str]]
"""The answer to the outputs of the matching rules (at least one), and a problem or an empty text."""


def unique(hits: Sequence[Any], rank: Rank, run: Run) -> tuple[Any, str]:
    return (hits[0], "") if len(hits) == 1 else (None, "several_rules")


def any_(hits: Sequence[Any], rank: Rank, run: Run) -> tuple[Any, str]:
    same = all(equal(hits[0], other, run) is True for other in hits[1:])
    return (hits[0], "") if same else (None, "different_outputs")


def first(hits: Sequence[Any], rank: Rank, run: Run) -> tuple[Any, str]:
    return hits[0], ""


def priority(hits: Sequence[Any], rank: Rank, run: Run) -> tuple[Any, str]:
    return min(hits, key=lambda hit: rank(hit, run)), ""


def output_order(hits: Sequence[Any], rank: Rank, run: Run) -> tuple[Any, str]:
    return List(sorted(hits, key=lambda hit: rank(hit, run))), ""


def all_(hits: Sequence[Any], rank: Rank, run: Run) -> tuple[Any, str]:
    return List(hits), ""


def total(hits: Sequence[Any], rank: Rank, run: Run) -> tuple[Any, str]:
    return _numbers(sum_(run, List(hits)) if all(type(h) is Decimal for h in hits) else None)


def smallest(hits: Sequence[Any], rank: Rank, run: Run) -> tuple[Any, str]:
    return _numbers(min_(run, List(hits)))


def largest(hits: Sequence[Any], rank: Rank, run: Run) -> tuple[Any, str]:
    return _numbers(max_(run, List(hits)))


def number_of(hits: Sequence[Any], rank: Rank, run: Run) -> tuple[Any, str]:
    return Decimal(len(hits)), ""


def _numbers(value: Any) -> tuple[Any, str]:
    return value, "" if value is not None else "not_comparable"


POLICIES: dict[str, Policy] = {
    "UNIQUE": unique,
    "ANY": any_,
    "FIRST": first,
    "PRIORITY": priority,
    "OUTPUT ORDER": output_order,
    "RULE ORDER": all_,
    "COLLECT": all_,
    "COLLECT SUM": total,
    "COLLECT MIN": smallest,
    "COLLECT MAX": largest,
    "COLLECT COUNT": number_of,
}
SHORT = {"U": "UNIQUE", "A": "ANY", "F": "FIRST", "P": "PRIORITY", "O": "OUTPUT ORDER", "R": "RULE ORDER", "C": "COLLECT"}
RANKED = ("PRIORITY", "OUTPUT ORDER")
ONE_OUTPUT = ("COLLECT SUM", "COLLECT MIN", "COLLECT MAX")
