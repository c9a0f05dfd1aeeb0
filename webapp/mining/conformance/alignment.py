"""Optimal alignments of traces with a net: Adriansyah, van Dongen and van der Aalst, "Conformance checking using cost-based
fitness analysis" (EDOC 2011), standard cost: a step of the log that the net does not allow there costs 1, a step of the net that
the log does not have costs 1, what agrees and what is silent costs nothing.

Fitness of a trace = 1 - cost / (steps of the trace + steps of the shortest run of the net)."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from webapp.mining.conformance.net import Marking, Net

Kind = Literal["agrees", "extra", "missing"]
"""`extra`: only in the log; `missing`: only in the net."""

MOST_MARKINGS = 20_000
"""Markings passed silently from one step to the next, and states of one search; a net or trace beyond that is not judged."""


State = tuple[Marking, int]
"""Where in the net, and how many steps of the trace are behind."""

MOST_KNOWN = 50_000
"""Ways whose alignment is remembered."""


class TooLarge(RuntimeError):
    """The net has more states than are looked at."""


@dataclass(frozen=True, slots=True)
class Move:
    kind: Kind
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """`cost`: moves that do not agree."""

    moves: tuple[Move, ...]
    cost: int
    fitness: float


class Aligner:
    """Aligns traces with nets side by side, each with the steps it knows. What it learns is used for the next trace."""

    def __init__(self, nets: Sequence[Net]) -> None:
        """Raises TooLarge."""
        self._nets = [_OfNet(net) for net in nets]
        self.labels = frozenset(label for net in nets for label in net.labels)
        self.shortest = sum(one.shortest for one in self._nets)
        self._known: dict[tuple[str, ...], Alignment] = {}

    def align(self, way: Sequence[str]) -> Alignment:
        """Steps that no net knows are extra. Raises TooLarge."""
        found = self._known.get(tuple(way)) or self._aligned(way)
        if len(self._known) < MOST_KNOWN:
            self._known[tuple(way)] = found
        return found

    def _aligned(self, way: Sequence[str]) -> Alignment:
        placed = [(position, Move("extra", label)) for position, label in enumerate(way) if label not in self.labels]
        for one in self._nets:
            mine = [position for position, label in enumerate(way) if label in one.labels]
            placed += one.align([way[position] for position in mine], mine, len(way))
        moves = tuple(move for _, move in sorted(placed, key=lambda found: found[0]))
        cost, worst = sum(move.kind != "agrees" for move in moves), len(way) + self.shortest
        return Alignment(moves=moves, cost=cost, fitness=1 - cost / worst if worst else 1.0)


class _OfNet:
    def __init__(self, net: Net) -> None:
        self._net, self.labels = net, net.labels
        self._onward: dict[Marking, tuple[dict[str, list[Marking]], bool]] = {}
        self.shortest = self._shortest()

    def align(self, way: Sequence[str], places: Sequence[int], end: int) -> list[tuple[int, Move]]:
        """Moves with their places in the whole trace: `places` of the steps of `way`; what is missing comes before the next one,
        or at the `end`."""
        start = (self._net.start, 0)
        cost: dict[State, int] = {start: 0}
        came: dict[State, tuple[State, Move]] = {}
        waiting = deque([start])
        settled: set[State] = set()
        while waiting:
            state = waiting.popleft()
            if state in settled:
                continue
            settled.add(state)
            if len(settled) > MOST_MARKINGS:
                raise TooLarge
            marking, position = state
            steps, may_end = self._from(marking)
            if position == len(way) and may_end:
                return _moves(state, came, [*places, end])
            here = way[position] if position < len(way) else None
            for next_state, move in _next(marking, position, here, steps):
                paid = cost[state] + (move.kind != "agrees")
                if paid < cost.get(next_state, 1 << 30):
                    cost[next_state], came[next_state] = paid, (state, move)
                    if move.kind == "agrees":
                        waiting.appendleft(next_state)
                    else:
                        waiting.append(next_state)
        raise TooLarge

    def _from(self, marking: Marking) -> tuple[dict[str, list[Marking]], bool]:
        """Steps that may be shown next, with the markings after them; whether the run may end here. Silent ways are passed."""
        known = self._onward.get(marking)
        if known is not None:
            return known
        seen, waiting = {marking}, [marking]
        steps: dict[str, dict[Marking, None]] = {}
        may_end = self._net.may_stop
        while waiting:
            one = waiting.pop()
            may_end |= not one
            for transition in self._net.enabled(one):
                after = transition.fire(one)
                if transition.label is not None:
                    steps.setdefault(transition.label, {})[after] = None
                elif after not in seen:
                    seen.add(after)
                    if len(seen) > MOST_MARKINGS:
                        raise TooLarge
                    waiting.append(after)
        found = {label: list(afters) for label, afters in sorted(steps.items())}, may_end
        self._onward[marking] = found
        return found

    def _shortest(self) -> int:
        """Steps of the shortest run. Raises TooLarge when no run ends."""
        seen, level, steps = {self._net.start}, [self._net.start], 0
        while level:
            following: list[Marking] = []
            for marking in level:
                onward, may_end = self._from(marking)
                if may_end:
                    return steps
                for after in (one for afters in onward.values() for one in afters):
                    if after not in seen:
                        seen.add(after)
                        following.append(after)
            if len(seen) > MOST_MARKINGS:
                break
            level, steps = following, steps + 1
        raise TooLarge


def _next(marking: Marking, position: int, here: str | None, steps: dict[str, list[Marking]]) -> list[tuple[State, Move]]:
    found: list[tuple[State, Move]] = []
    if here is not None:
        found += [((after, position + 1), Move("agrees", here)) for after in steps.get(here, ())]
        found.append(((marking, position + 1), Move("extra", here)))
    return found + [((after, position), Move("missing", label)) for label, afters in steps.items() for after in afters]


def _moves(state: State, came: Mapping[State, tuple[State, Move]], places: Sequence[int]) -> list[tuple[int, Move]]:
    """Backwards from the last state to the first."""
    moves: list[tuple[int, Move]] = []
    while state in came:
        state, move = came[state]
        moves.append((places[state[1]], move))
    return moves[::-1]
