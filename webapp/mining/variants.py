"""Variants: the different ways cases went, the most frequent first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.mining.amounts import Times, times
from webapp.mining.history import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """`key`: short and the same for the same way. `of`: all cases looked at. `before`: cases of more frequent variants.
    `times`: of its cases that ended. `late`, `judged`: cases with a broken promise, of those that had one."""

    key: str
    way: tuple[str, ...]
    cases: Sequence[Trace]
    of: int
    before: int
    times: Times
    late: int
    judged: int

    @property
    def share(self) -> float:
        return len(self.cases) / self.of

    @property
    def together(self) -> float:
        """Share of this one and all more frequent ones."""
        return (self.before + len(self.cases)) / self.of


def key_of(way: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(way).encode()).hexdigest()[:12]


def variants(traces: Sequence[Trace]) -> list[Variant]:
    """Ways of equal frequency come in the order of their activities: the same history gives the same list."""
    ways: dict[tuple[str, ...], list[Trace]] = {}
    for trace in traces:
        ways.setdefault(trace.way, []).append(trace)
    found, before = [], 0
    for way, cases in sorted(ways.items(), key=lambda item: (-len(item[1]), item[0])):
        judged = [trace.late for trace in cases if trace.late is not None]
        found.append(Variant(
            key=key_of(way), way=way, cases=cases, of=len(traces), before=before,
            times=times(trace.length for trace in cases if trace.ended), late=sum(judged), judged=len(judged),
        ))  # fmt: skip
        before += len(cases)
    return found
