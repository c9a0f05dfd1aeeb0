"""A comparison in front of a person: shares with what they are of, units by load, evenings, each case that differs, explained."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.whatif.compare import Comparison
from webapp.i18n import has
from webapp.pages.names import unit_name
from webapp.pages.process_texts import clock_name, element_name, outcome_name
from webapp.pages.rule_words import value_words
from webapp.pages.texts import moment, t
from webapp.studio.drafts import Draft

MOST_UNITS = 40
LEAST_UNITS = 8
MOST_CASES = 30
FIRST = ("handle", "reply")
"""The promises that a city is measured by, where a process makes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One side: `kept` of `of`."""

    kept: int
    of: int

    @property
    def percent(self) -> float | None:
        return None if not self.of else round(self.kept * 100 / self.of, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A promise, then and now. `change`: percentage points."""

    name: str
    then: Share
    now: Share

    @property
    def change(self) -> float | None:
        if self.then.percent is None or self.now.percent is None:
            return None
        return round(self.now.percent - self.then.percent, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A figure then and now."""

    name: str
    then: float
    now: float

    @property
    def change(self) -> float:
        return round(self.now - self.then, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    number: str
    facts: tuple[str, ...]
    assumed: tuple[str, ...]


class Words:
    """Names come from the draft; what it no longer has, from the version that it began from."""

    def __init__(self, draft: Draft, identity: str) -> None:
        self.identity, self.base = identity, draft.base or identity

    def element(self, name: str) -> str:
        found = element_name(self.identity, name)
        return element_name(self.base, name) if found == name else found

    def clock(self, name: str) -> str:
        found = clock_name(self.identity, name)
        return clock_name(self.base, name) if found == name else found

    def outcome(self, name: str | None) -> str:
        return (outcome_name(self.identity, name) or outcome_name(self.base, name)) if name else t("what-if-still-open")


def kept(found: Comparison, words: Words) -> list[Kept]:
    """By promise: those that a city is measured by first, then the most frequent."""
    clocks = sorted(
        found.then.counted.keys() | found.now.counted.keys(), key=lambda c: (c not in FIRST, -found.then.counted[c], c)
    )
    return [
        Kept(
            name=words.clock(clock), then=Share(kept=found.then.kept[clock], of=found.then.counted[clock]),
            now=Share(kept=found.now.kept[clock], of=found.now.counted[clock]),
        )
        for clock in clocks
    ]  # fmt: skip


def loads(found: Comparison, part: str) -> list[Pair]:
    """By unit, those where most changes first; of the others a few. `part`: tasks, or days that they lay there."""
    then, now = getattr(found.then, part), getattr(found.now, part)
    scale = 100 if part == "days" else 1
    units = sorted(then.keys() | now.keys(), key=lambda unit: (-abs(now[unit] - then[unit]), -then[unit], unit))
    changed = sum(then[unit] != now[unit] for unit in units)
    shown = units[: min(MOST_UNITS, max(changed, LEAST_UNITS))]
    return [Pair(name=unit_name(unit), then=then[unit] / scale, now=now[unit] / scale) for unit in shown]


def outcomes(found: Comparison, words: Words) -> list[Pair]:
    then, now = found.then.outcomes, found.now.outcomes
    ends = sorted(then.keys() | now.keys(), key=lambda end: (-then[end] - now[end], end))
    return [Pair(name=words.outcome(end), then=then[end], now=now[end]) for end in ends]


def clocks_overdue(found: Comparison) -> list[str]:
    """Clocks that were or would be overdue on some evening."""
    seen = {clock for side in (found.then, found.now) for counts in side.overdue.values() for clock in counts}
    return sorted(seen, key=lambda clock: (clock not in FIRST, clock))


def evenings(found: Comparison, clock: str | None) -> list[Pair]:
    """Overdue promises on each evening on which there were some, oldest first."""
    days = sorted(found.then.overdue.keys() | found.now.overdue.keys())

    def on(side: Any, day: str) -> int:
        counts = side.overdue.get(day, {})
        return int(counts.get(clock, 0) if clock else sum(counts.values()))

    pairs = [Pair(name=_day(day), then=on(found.then, day), now=on(found.now, day)) for day in days]
    return [pair for pair in pairs if pair.then or pair.now]


def differing(found: Comparison, words: Words, kind: str | None) -> list[Differing]:
    """Cases, the gravest first; with `kind`, those with such a difference."""
    cases = [case for case in found.listed if kind is None or any(fact["kind"] == kind for fact in case["facts"])]
    return [
        Differing(
            number=case["number"], facts=tuple(fact_words(words, fact) for fact in case["facts"]),
            assumed=tuple(words.element(element) for element in case["assumed"]),
        )
        for case in cases[:MOST_CASES]
    ]  # fmt: skip


def fact_words(words: Words, fact: Mapping[str, Any]) -> str:
    """One difference as a sentence."""
    values, said = fact["values"], dict[str, Any]()
    for name, value in values.items():
        if name == "element":
            said[name] = words.element(value)
        elif name == "clock":
            said[name] = words.clock(value)
        elif name == "unit":
            said[name] = unit_name(value)
        elif fact["kind"] == "outcome":
            said[name] = words.outcome(value)
        elif fact["kind"] == "decided" and name in ("then", "now"):
            said[name] = value_words(value) or json.dumps(value, ensure_ascii=False)
        elif name in ("then", "now"):
            said[name] = moment(datetime.fromisoformat(value)) if value else t("what-if-not-yet")
        elif name == "message" and fact["kind"] == "unheard":
            key = f"message-{str(value).replace('_', '-')}"
            said[name] = t(key) if has("en", key) else value
        elif not isinstance(value, list):
            said[name] = value
    return t(f"what-if-fact-{fact['kind']}", **said)


def assumptions(found: Comparison, words: Words) -> list[str]:
    """What the result rests on that nobody ever did."""
    return [
        t(f"what-if-assumed-{why}", element=words.element(element), n=times)
        for element, counts in sorted(found.assumed.items()) for why, times in sorted(counts.items())
    ]  # fmt: skip


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}-{day.day:02d}"
