"""A net: what a diagram allows, reduced to the steps that a history can show.

A marking is the set of places that hold a token (never two in one: a second one changes nothing). A transition takes tokens,
clears what it ends, and puts tokens; it is visible when a history shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Marking = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """Fires when all of `takes` are marked and none of `blocks` is. `label`: the step it shows, None: silent."""

    takes: frozenset[str]
    puts: frozenset[str]
    clears: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    label: str | None = None

    def fire(self, marking: Marking) -> Marking:
        return (marking - self.takes - self.clears) | self.puts


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """A run begins at `start` and may end when no place is marked; when it `may_stop`, at any time. `labels`: every step it can
    show."""

    start: Marking
    may_stop: bool
    transitions: Sequence[Transition]
    by_place: Mapping[str, Sequence[Transition]] = field(repr=False)

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(one.label for one in self.transitions if one.label is not None)

    def enabled(self, marking: Marking) -> Iterator[Transition]:
        """Each once: a transition is looked up at the first of the places it takes."""
        for place in marking:
            for one in self.by_place.get(place, ()):
                if one.takes <= marking and not one.blocks & marking:
                    yield one


def net(start: Iterable[str], transitions: Iterable[Transition], *, may_stop: bool = False) -> Net:
    """The net without tokens that nothing ever comes of (notices that are sent beside the way, say)."""
    found = [one for one in dict.fromkeys(transitions) if one.takes]
    idle = _idle(found)
    found = [
        Transition(takes=one.takes, puts=one.puts - idle, clears=one.clears - idle, blocks=one.blocks - idle, label=one.label)
        for one in found
        if not one.takes & idle
    ]
    found, same = _fused(found)
    by_place: dict[str, list[Transition]] = {}
    for one in found:
        by_place.setdefault(min(one.takes), []).append(one)
    begin = frozenset(same.get(place, place) for place in start) - idle
    return Net(start=begin, may_stop=may_stop, transitions=found, by_place=by_place)


def _idle(transitions: Sequence[Transition]) -> frozenset[str]:
    """Places whose token can only vanish, unseen and without effect."""
    takers: dict[str, list[Transition]] = {}
    for one in transitions:
        for place in one.takes:
            takers.setdefault(place, []).append(one)
    idle = set(takers)
    while busy := {place for place in idle if not all(_is_nothing(one, idle) for one in takers[place])}:
        idle -= busy
    return frozenset(idle)


def _is_nothing(one: Transition, idle: set[str]) -> bool:
    return one.label is None and not one.clears and len(one.takes) == 1 and one.puts <= idle


def _fused(transitions: list[Transition]) -> tuple[list[Transition], dict[str, str]]:
    """Two places with nothing but one silent way from the first to the second are one. (transitions, place -> its place)."""
    takers: dict[str, list[Transition]] = {}
    for one in transitions:
        for place in one.takes:
            takers.setdefault(place, []).append(one)
    onward = {
        place: next(iter(only.puts))
        for place, (only, *others) in takers.items()
        if not others and only.label is None and not only.clears and not only.blocks and len(only.takes) == len(only.puts) == 1
    }
    same: dict[str, str] = {}
    for place in onward:
        last, seen = place, {place}
        while last in onward and onward[last] not in seen:
            last = onward[last]
            seen.add(last)
        same[place] = last

    def there(places: frozenset[str]) -> frozenset[str]:
        return frozenset(same.get(place, place) for place in places)

    renamed = dict.fromkeys(
        Transition(
            takes=there(one.takes), puts=there(one.puts), clears=one.clears | there(one.clears),
            blocks=one.blocks | there(one.blocks), label=one.label,
        )
        for one in transitions
    )  # fmt: skip
    return [one for one in renamed if one.label is not None or one.takes != one.puts or one.clears], same
