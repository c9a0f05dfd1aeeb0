"""How long cases waited: at services and events themselves; for a flow or gateway, until somebody took the step it led to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from webapp.mining.amounts import Times, times
from webapp.mining.clocks import MICROSECOND, Measure
from webapp.mining.history import Trace
from webapp.mining.passages.reading import Moment, Passages

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def waits(passages: Passages, traces: Sequence[Trace], measure: Measure) -> dict[str, Times]:
    """Element or flow -> the waits. Steps of people are not in it: they have theirs already."""
    taken = {
        (trace.key, step.activity, (step.started - EPOCH) // MICROSECOND): step.waited
        for trace in traces
        for step in trace.steps
        if step.started
    }
    people = {activity for _, activity, _ in taken}
    found: dict[str, list[int | None]] = {}
    for told in passages.told:
        for element, way in told.walk.entered.items():
            if way and element in people:
                here = [taken.get((case, element, at)) for case, at in told.moments]
                for identity in way:
                    found.setdefault(identity, []).extend(here)
    for element, stays in _stays(passages, people).items():
        found[element] = [_between(begin, end, measure) for begin, end in stays]
    return {identity: times(values) for identity, values in found.items()}


def _stays(passages: Passages, people: Collection[str]) -> Mapping[str, list[tuple[int, int]]]:
    """Element -> from when to when cases stood there, in microseconds since 1970; the first to come is the first to go."""
    came: dict[tuple[str, int], list[int]] = {}
    went: dict[tuple[str, int], list[int]] = {}
    for told in passages.told:
        _note(came, [one for one in told.walk.entered if one not in people], told.moments)
        _note(went, [one for one in told.walk.left if one not in people], told.moments)
    found: dict[str, list[tuple[int, int]]] = {}
    for key, ends in went.items():
        begins = sorted(came.get(key, ()))
        found.setdefault(key[0], []).extend(zip(begins, sorted(ends), strict=False))
    return found


def _note(where: dict[tuple[str, int], list[int]], elements: Sequence[str], moments: Sequence[Moment]) -> None:
    for element in elements:
        for case, at in moments:
            where.setdefault((element, case), []).append(at)


def _between(begin: int, end: int, measure: Measure) -> int:
    if end <= begin:
        return 0
    return measure(EPOCH + timedelta(microseconds=begin), EPOCH + timedelta(microseconds=end))
