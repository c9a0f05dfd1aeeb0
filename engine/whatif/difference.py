"""In what a case would have gone otherwise, and where it began to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.moments import iso
from engine.whatif.course import Course

MOST_FACTS = 12
"""Of one case: the list is for people."""

STOPS, ENDLESS, OUTCOME, MORE, LESS, DECIDED, NOW_LATE, NOW_KEPT, DUE, ENDS, UNHEARD = (
    "stops", "endless", "outcome", "more", "less", "decided", "now_late", "now_kept", "due", "ends", "unheard",
)  # fmt: skip
ROUTE = frozenset((OUTCOME, MORE, LESS))
"""Kinds of facts that mean another way through the diagram."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is otherwise. `values`: JSON by the names that the sentence of the kind uses (what-if-fact-*)."""

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)


def facts(then: Course, now: Course, *, endless: bool, unheard: Mapping[str, int]) -> list[Fact]:
    """What is otherwise, the gravest first; nothing: the case would have gone exactly as it went."""
    return [*_stops(then, now, endless), *_route(then, now), *_decisions(then, now), *_promises(then, now), *_end(then, now),
            *(Fact(kind=UNHEARD, values={"message": name}) for name in sorted(unheard))][:MOST_FACTS]  # fmt: skip


def _stops(then: Course, now: Course, endless: bool) -> Iterator[Fact]:
    before = {element for element, _, _ in then.incidents.values()}
    for element, kind, message in now.incidents.values():
        if element not in before:
            yield Fact(kind=STOPS, values={"element": element, "incident": kind, "message": message[:200]})
    if endless:
        yield Fact(kind=ENDLESS)


def _route(then: Course, now: Course) -> Iterator[Fact]:
    if then.outcome != now.outcome:
        yield Fact(kind=OUTCOME, values={"then": then.outcome, "now": now.outcome})
    was = Counter((step.element, step.unit) for step in then.steps)
    would = Counter((step.element, step.unit) for step in now.steps)
    for kind, steps in ((MORE, would - was), (LESS, was - would)):
        for (element, unit), times in steps.items():
            yield Fact(kind=kind, values={"element": element, "unit": unit, "times": times})


def _decisions(then: Course, now: Course) -> Iterator[Fact]:
    """The first decision of each step that came out otherwise: usually the reason for all the rest."""
    was: dict[str, list[tuple[Any, tuple[str, ...]]]] = {}
    for element, outputs, rules in then.decided:
        was.setdefault(element, []).append((outputs, rules))
    told = set()
    for element, outputs, rules in now.decided:
        left = was.get(element)
        before = left.pop(0) if left else None
        if before is not None and before[0] != outputs and element not in told:
            told.add(element)
            yield Fact(kind=DECIDED, values={
                "element": element, "then": _otherwise(before[0], outputs), "now": _otherwise(outputs, before[0]),
                "rules": list(rules),
            })  # fmt: skip


def _promises(then: Course, now: Course) -> Iterator[Fact]:
    for key in sorted(then.promises.keys() & now.promises.keys()):
        was, would = then.promises[key], now.promises[key]
        values = {"clock": key[0], "run": key[1], "unit": would.unit, "then": _text(was.due), "now": _text(would.due)}
        late_then, late_now = was.overdue is not None, would.overdue is not None
        if late_then != late_now:
            yield Fact(kind=NOW_LATE if late_now else NOW_KEPT, values=values)
        elif was.due != would.due:
            yield Fact(kind=DUE, values=values)


def _end(then: Course, now: Course) -> Iterator[Fact]:
    if then.ended != now.ended:
        yield Fact(kind=ENDS, values={"then": _text(then.ended), "now": _text(now.ended)})


def _otherwise(value: Any, other: Any) -> Any:
    """Of a result with several parts those that differ."""
    if isinstance(value, Mapping) and isinstance(other, Mapping):
        return {name: part for name, part in value.items() if other.get(name) != part}
    return value


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)
