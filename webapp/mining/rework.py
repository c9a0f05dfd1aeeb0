"""Work done more than once, and cases that went back to where they came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from webapp.mining.history import Step, Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """An activity done again in the same case. `cases` of `of`: with a repetition, of those that have it. `again`: times it
    was done beyond the first. `at_once`: of these, directly after itself."""

    activity: str
    cases: Sequence[Trace]
    of: int
    again: int
    at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """From `first` to `second` and back to `first` (A-B-A). `times`: how often, in `cases`."""

    first: str
    second: str
    times: int
    cases: Sequence[Trace]


def repeats(traces: Sequence[Trace]) -> list[Repeat]:
    """In how many cases, the most first."""
    having: dict[str, int] = {}
    again: Counter[str] = Counter()
    at_once: Counter[str] = Counter()
    repeated: dict[str, list[Trace]] = {}
    for trace in traces:
        way = trace.way
        at_once.update(one for one, other in pairwise(way) if one == other)
        for activity, n in Counter(way).items():
            having[activity] = having.get(activity, 0) + 1
            if n > 1:
                again[activity] += n - 1
                repeated.setdefault(activity, []).append(trace)
    found = [
        Repeat(activity=activity, cases=cases, of=having[activity], again=again[activity], at_once=at_once[activity])
        for activity, cases in repeated.items()
    ]
    return sorted(found, key=lambda repeat: (-len(repeat.cases), repeat.activity))


def bounces(traces: Sequence[Trace], whose: Callable[[Step], str | None]) -> list[Bounce]:
    """Hand-overs A-B-A between units (or people, as `whose` says). Steps in a row of the same one are one stay; steps of nobody
    (the program's) do not interrupt a stay."""
    times: Counter[tuple[str, str]] = Counter()
    cases: dict[tuple[str, str], dict[int, Trace]] = {}
    for trace in traces:
        for first, second, third in _threes(stays(trace, whose)):
            if first == third:
                times[first, second] += 1
                cases.setdefault((first, second), {})[trace.key] = trace
    found = [Bounce(first=pair[0], second=pair[1], times=n, cases=list(cases[pair].values())) for pair, n in times.items()]
    return sorted(found, key=lambda bounce: (-bounce.times, bounce.first, bounce.second))


def stays(trace: Trace, whose: Callable[[Step], str | None]) -> list[str]:
    """With whom the case was, one after the other, without repetitions in a row."""
    return [one for one, _ in groupby(filter(None, map(whose, trace.done)))]


def _threes(stayed: Sequence[str]) -> list[tuple[str, str, str]]:
    return list(zip(stayed, stayed[1:], stayed[2:], strict=False))


def handed_over(traces: Sequence[Trace], whose: Callable[[Step], str | None]) -> int:
    """How many cases changed hands at all: what bounces are measured against."""
    return sum(len(stays(trace, whose)) > 1 for trace in traces)
