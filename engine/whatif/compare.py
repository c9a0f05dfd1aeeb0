"""Many past cases against one draft: each played once more, what differs told, and both sides counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from engine.definition import Definition
from engine.engine import Engine
from engine.errors import Rejection
from engine.whatif.course import Course, course_of
from engine.whatif.difference import ENDLESS, ROUTE, STOPS, Fact, facts
from engine.whatif.figures import Figures, evenings_of
from engine.whatif.past import Behaviour, PastCase, behaviour_of
from engine.whatif.people import Settings
from engine.whatif.rerun import Rerun, rerun

MOST_LISTED = 500
"""Cases that differ and are told one by one; all are counted."""


@dataclass(slots=True, kw_only=True)
class Comparison:
    """`cases`: compared. `differ`: with any difference, `rerouted`: another way, `stopped`: an incident or no end where there was
    none. `aside`: why -> cases left out: moved by hand; not begun by this version; or not the same even on their own version,
    because the organisation is another one today. `assumed`: element -> why -> answers that nobody had given."""

    cases: int = 0
    differ: int = 0
    rerouted: int = 0
    stopped: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    assumed: dict[str, Counter[str]] = field(default_factory=dict)
    then: Figures = field(default_factory=Figures)
    now: Figures = field(default_factory=Figures)
    listed: list[dict[str, Any]] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        """Both together; the list in the order of the case numbers."""
        for name in ("cases", "differ", "rerouted", "stopped"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.kinds.update(other.kinds)
        self.aside.update(other.aside)
        for element, counts in other.assumed.items():
            self.assumed.setdefault(element, Counter()).update(counts)
        self.then.add(other.then)
        self.now.add(other.now)
        self.listed = _shortened([*self.listed, *other.listed])

    def plain(self) -> dict[str, Any]:
        """JSON; `of` reads it again."""
        return {
            "cases": self.cases, "differ": self.differ, "rerouted": self.rerouted, "stopped": self.stopped,
            "kinds": dict(self.kinds), "aside": dict(self.aside), "then": self.then.plain(), "now": self.now.plain(),
            "assumed": {element: dict(counts) for element, counts in self.assumed.items()}, "listed": self.listed,
        }  # fmt: skip

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Comparison:
        return cls(
            cases=plain["cases"], differ=plain["differ"], rerouted=plain["rerouted"], stopped=plain["stopped"],
            kinds=Counter(plain["kinds"]), aside=Counter(plain["aside"]), then=Figures.of(plain["then"]),
            now=Figures.of(plain["now"]), listed=list(plain["listed"]),
            assumed={element: Counter(counts) for element, counts in plain["assumed"].items()},
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Comparer:
    """`engine_at`: the engine with the calendars as they were known at a moment; it knows the draft and the versions that cases
    ran on. `draft_at`: the same for the draft, where it is another one. `begin`: of the period, for the evenings. `doubts`: a
    case that takes another way is also played on its own version; a sample may have shown that nothing else has changed."""

    engine_at: Callable[[datetime], Engine]
    draft: Definition
    settings: Settings
    begin: datetime
    draft_at: Callable[[datetime], Engine] | None = None
    doubts: bool = True

    def compare(self, cases: Iterable[PastCase]) -> Comparison:
        found, evenings = Comparison(), evenings_of(self.begin, self.settings.horizon)
        for case in cases:
            self._one(case, found, evenings)
        found.listed = _shortened(found.listed)
        return found

    def unfaithful(self, cases: Iterable[PastCase]) -> int:
        """How many of these do not go their old way on their own version today."""
        return sum(not self._goes_its_old_way(case) for case in cases)

    def _goes_its_old_way(self, case: PastCase) -> bool:
        behaviour = behaviour_of(case)
        then = course_of((recorded.at, event) for recorded in case.history for event in recorded.events)
        return behaviour.moved or self._is_itself(case, behaviour, then)

    def _one(self, case: PastCase, found: Comparison, evenings: Mapping[Any, datetime]) -> None:
        behaviour = behaviour_of(case)
        if behaviour.moved:
            found.aside["moved"] += 1
            return
        then = course_of((recorded.at, event) for recorded in case.history for event in recorded.events)
        try:
            again = self._again(case, behaviour, self.draft)
        except Rejection:
            found.aside["not_begun"] += 1
            return
        now = course_of(again.log)
        told = facts(then, now, endless=again.endless, unheard=again.unheard)
        if told and not self._is_faithful(case, behaviour, then, told):
            found.aside["organisation"] += 1
            return
        self._count(found, case, then, now, again, told)
        found.then.see(then, evenings, self.settings.horizon)
        found.now.see(now, evenings, self.settings.horizon)

    def _again(self, case: PastCase, behaviour: Behaviour, definition: Definition) -> Rerun:
        engine_at = self.draft_at if self.draft_at is not None and definition is self.draft else self.engine_at
        calendar = engine_at(case.opened_at).surroundings.calendars[definition.calendar]
        return rerun(engine_at, case, behaviour, definition, calendar, self.settings)

    def _is_faithful(self, case: PastCase, behaviour: Behaviour, then: Course, told: list[Fact]) -> bool:
        """A draft is to blame only for what the case's own version does not do today: asked where the way is another one."""
        if case.started.definition == self.draft.id:
            return False
        if not self.doubts or ROUTE.isdisjoint(fact.kind for fact in told):
            return True
        return self._is_itself(case, behaviour, then)

    def _is_itself(self, case: PastCase, behaviour: Behaviour, then: Course) -> bool:
        try:
            own = self.engine_at(case.opened_at).library.version(case.started.definition)
            control = self._again(case, behaviour, own)
        except Rejection:
            return False
        return not any(fact.kind in ROUTE for fact in facts(then, course_of(control.log), endless=False, unheard={}))

    def _count(
        self, found: Comparison, case: PastCase, then: Course, now: Course, again: Rerun, told: list[Fact]
    ) -> None:  # fmt: skip
        found.cases += 1
        for (element, why), times in again.assumed.items():
            found.assumed.setdefault(element, Counter())[why] += times
        if not told:
            return
        kinds = {fact.kind for fact in told}
        found.differ += 1
        found.rerouted += not kinds.isdisjoint(ROUTE)
        found.stopped += not kinds.isdisjoint((STOPS, ENDLESS))
        found.kinds.update(kinds)
        assumed = sorted({element for element, _ in again.assumed})
        found.listed.append({"number": case.number, "facts": [asdict(fact) for fact in told], "assumed": assumed})


GRAVITY = (STOPS, ENDLESS, *sorted(ROUTE))


def _shortened(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The gravest first, then by number; no more than can be shown."""

    def order(case: dict[str, Any]) -> tuple[int, str]:
        kinds = [fact["kind"] for fact in case["facts"]]
        return min((GRAVITY.index(kind) for kind in kinds if kind in GRAVITY), default=len(GRAVITY)), case["number"]

    return sorted(listed, key=order)[:MOST_LISTED]
