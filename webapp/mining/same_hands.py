"""Two steps of a case done by the same person: separation of duties in a log that brings no rules of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from webapp.mining.history import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class SameHands:
    """`cases` of `of`: in which one person did both steps, of those in which somebody did each."""

    first: str
    second: str
    cases: Sequence[Trace]
    of: int


def same_hands(traces: Sequence[Trace]) -> list[SameHands]:
    """Every pair of different steps that somebody did both of, the most cases first."""
    both: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, str], list[Trace]] = {}
    for trace in traces:
        people: dict[str, set[str]] = {}
        for step in trace.done:
            if step.who:
                people.setdefault(step.activity, set()).add(step.who)
        for pair in combinations(sorted(people), 2):
            both[pair] += 1
            if people[pair[0]] & people[pair[1]]:
                found.setdefault(pair, []).append(trace)
    pairs = [SameHands(first=one, second=other, cases=cases, of=both[one, other]) for (one, other), cases in found.items()]
    return sorted(pairs, key=lambda pair: (-len(pair.cases), pair.first, pair.second))
