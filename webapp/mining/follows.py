"""Which activity came directly after which: the directly-follows graph, for histories without a diagram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from webapp.mining.amounts import Times, times
from webapp.mining.history import Trace

BEGIN, END = "\x02", "\x03"
"""Not activities: where cases begin and end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """`times`: how often; `cases`: in how many cases. `between`: time from the end of the one to the end of the other."""

    source: str
    target: str
    times: int
    cases: int
    between: Times


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """`nodes`: activity -> how often it was done. `shown`: share of all passages that the arcs hold."""

    nodes: dict[str, int]
    arcs: list[Arc]
    shown: float


def graph(traces: Sequence[Trace], keep: float = 1.0) -> Graph:
    """The arcs, the most frequent first; with `keep` < 1 as many of them as hold this share of all passages, and the activities
    they touch."""
    count: Counter[tuple[str, str]] = Counter()
    cases: dict[tuple[str, str], set[int]] = {}
    spans: dict[tuple[str, str], list[int | None]] = {}
    nodes: Counter[str] = Counter()
    for trace in traces:
        done = trace.done
        nodes.update(step.activity for step in done)
        names = [BEGIN, *(step.activity for step in done), *([END] if trace.ended else ())]
        for position, pair in enumerate(pairwise(names)):
            count[pair] += 1
            cases.setdefault(pair, set()).add(trace.key)
            if 0 < position < len(done):  # between two steps, not at the ends
                step = done[position]
                spans.setdefault(pair, []).append((step.waited or 0) + step.took if step.took is not None else None)
    arcs = [
        Arc(source=pair[0], target=pair[1], times=n, cases=len(cases[pair]), between=times(spans.get(pair, ())))
        for pair, n in count.items()
    ]
    arcs.sort(key=lambda arc: (-arc.times, arc.source, arc.target))
    kept = _kept(arcs, keep)
    touched = {name for arc in kept for name in (arc.source, arc.target)} - {BEGIN, END}
    whole = sum(arc.times for arc in arcs)
    return Graph(
        nodes={name: n for name, n in nodes.items() if name in touched}, arcs=kept,
        shown=sum(arc.times for arc in kept) / whole if whole else 1.0,
    )  # fmt: skip


def _kept(arcs: Sequence[Arc], keep: float) -> list[Arc]:
    wanted, held, kept = keep * sum(arc.times for arc in arcs), 0, []
    for arc in arcs:
        if held >= wanted:
            break
        held += arc.times
        kept.append(arc)
    return kept
