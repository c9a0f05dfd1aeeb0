"""A history judged by a diagram: fitness, which traces deviate, and how, by kind and step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from webapp.mining.conformance.alignment import Aligner, Alignment, Move, TooLarge
from webapp.mining.history import Trace
from webapp.mining.variants import Variant

Kind = Literal["unknown", "extra", "missing", "unfinished"]
"""`unknown`: a step the diagram does not have; `extra`: one it does not allow there; `missing`: one it demands before what
follows; `unfinished`: one it still demands at the end."""
MOST_UNCLEAR = 20
"""Variants too large to judge before the rest is left alone too: a diagram that explodes does so for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One variant. `alignment` None: the net is too large to tell."""

    variant: Variant
    alignment: Alignment | None
    deviations: tuple[tuple[Kind, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """`times`: how often, in `cases`."""

    kind: Kind
    label: str
    times: int
    cases: Sequence[Trace]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`fitting` of `cases` go the way of the diagram. `fitness`: mean over judged cases. `unclear`: cases not judged."""

    judged: Sequence[Judged]
    deviations: Sequence[Deviation]
    cases: int
    fitting: int
    fitness: float | None
    unclear: int


def judge(variants: Sequence[Variant], aligner: Aligner, names: Mapping[str, str] | None = None) -> Verdict:
    """`names`: activity of the history -> step of the diagram; without it they are the same. Activities that it does not name
    keep their own."""
    judged: list[Judged] = []
    unclear = 0
    for variant in variants:
        found = _unclear(variant) if unclear >= MOST_UNCLEAR else _judged(variant, aligner, names or {})
        unclear += found.alignment is None
        judged.append(found)
    known = [(one.alignment, len(one.variant.cases)) for one in judged if one.alignment]
    cases = sum(n for _, n in known)
    return Verdict(
        judged=judged, deviations=_added(judged), cases=cases, fitting=sum(n for one, n in known if not one.cost),
        fitness=sum(one.fitness * n for one, n in known) / cases if cases else None,
        unclear=sum(len(one.variant.cases) for one in judged if one.alignment is None),
    )  # fmt: skip


def _judged(variant: Variant, aligner: Aligner, names: Mapping[str, str]) -> Judged:
    try:
        found = aligner.align([names.get(activity, activity) for activity in variant.way])
    except TooLarge:
        return _unclear(variant)
    return Judged(variant=variant, alignment=found, deviations=_kinds(found.moves, aligner.labels))


def _unclear(variant: Variant) -> Judged:
    return Judged(variant=variant, alignment=None, deviations=())


def _kinds(moves: Sequence[Move], known: frozenset[str]) -> tuple[tuple[Kind, str], ...]:
    last = max((place for place, move in enumerate(moves) if move.kind != "missing"), default=-1)
    found: list[tuple[Kind, str]] = []
    for place, move in enumerate(moves):
        if move.kind == "extra":
            found.append(("extra" if move.label in known else "unknown", move.label))
        elif move.kind == "missing":
            found.append(("missing" if place < last else "unfinished", move.label))
    return tuple(found)


def _added(judged: Sequence[Judged]) -> list[Deviation]:
    """By kind and step, what concerns most cases first."""
    times: dict[tuple[Kind, str], int] = {}
    cases: dict[tuple[Kind, str], list[Trace]] = {}
    for one in judged:
        for deviation in one.deviations:
            times[deviation] = times.get(deviation, 0) + len(one.variant.cases)
        for deviation in set(one.deviations):
            cases.setdefault(deviation, []).extend(one.variant.cases)
    found = [Deviation(kind=kind, label=label, times=n, cases=cases[kind, label]) for (kind, label), n in times.items()]
    return sorted(found, key=lambda deviation: (-len(deviation.cases), deviation.kind, deviation.label))
