"""Plays a story on a changed process and goes on where it fails, as long as it is plain what the story would say now.

Work on steps that were drawn anew is done as soon as it comes up, so that the rest of the story goes on as before; an
expectation that is not met becomes what was found; time goes on until the same timers have fired as on the process before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from engine import work as w
from engine.definition import Definition
from engine.engine import Engine
from engine.now import Traveller
from engine.scenarios.adapting.change import ADDED, DROPPED, EXPECTED, MOVED, Adapted, Change
from engine.scenarios.adapting.moments import Moments, known, written
from engine.scenarios.answers import differing
from engine.scenarios.expectations import differences, leaves
from engine.scenarios.failures import Broken, Unmet, broken
from engine.scenarios.scenario import LONG_AGO, Scenario, StepOfScenario
from engine.scenarios.story import TOLD_ONCE, moment, reasons, take
from engine.scenarios.world import Case, World
from engine.whatif.filling import fill

ABOUT_ELEMENTS = frozenset(("complete", "refused", "job", "failed", "fire"))
MOST_ADDED = 200
"""Steps put into one story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """`now`: the engine with the changed process `definition`; `was`: one with the process as it was, None without one. `anew`:
    elements of `definition` that it had not."""

    definition: Definition
    now: Engine
    was: Engine | None
    anew: frozenset[str]


def adapt(story: Scenario, changed: Changed) -> Adapted:
    """What this story would have to say on the changed process."""
    playing = _Playing(story=story, changed=changed, world=World([changed.now], Traveller(LONG_AGO), stored=False))
    before = Moments(World([changed.was], Traveller(LONG_AGO), stored=False) if changed.was else None)
    for step in story.steps:
        before.follow(step)
        try:
            playing.take(step, before)
        except Exception as wrong:
            return Adapted(changes=tuple(playing.changes), stuck=reasons(wrong), step=step.line)
    return Adapted(changes=tuple(playing.changes))


@dataclass(slots=True, kw_only=True)
class _Playing:
    story: Scenario
    changed: Changed
    world: World
    changes: list[Change] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    shift: timedelta = timedelta(0)

    def take(self, step: StepOfScenario, before: Moments) -> None:
        if step.verb == "expect" and step.case in self.world.cases:
            self._expect(step)
        elif step.verb == "at":
            self._go(step, before)
        elif (step.verb in ABOUT_ELEMENTS and self._is_gone(step)) or (step.verb == "ask" and self._is_unknown(step)):
            self.changes.append(Change(kind=DROPPED, step=step.line, old={step.verb: step.about}))
        elif step.verb == "ask":
            self._ask(step)
        else:
            take(step, self.world, self.seen)
        for added in self._work_drawn_anew(step):
            self.changes.append(Change(kind=ADDED, step=step.line, new=added))

    def _is_gone(self, step: StepOfScenario) -> bool:
        case = self.world.cases.get(step.case)
        element = str(step.about).partition("#")[0].partition("@")[0]
        definition = self.changed.definition
        return case is not None and case.state.definition == definition.id and element not in definition.elements

    def _is_unknown(self, step: StepOfScenario) -> bool:
        definition = self.changed.definition
        return step.process == definition.key and step.about not in definition.decisions

    def _ask(self, step: StepOfScenario) -> None:
        if unmet := differing(self.world, step):
            self.changes += _otherwise(step, unmet)

    def _expect(self, step: StepOfScenario) -> None:
        """Errors: Broken, when something stopped, or no expectation could say what is."""
        case, since = self.world.cases[step.case], self.seen.get(step.case, 0)
        wanted: dict[str, Any] = dict(step.about)
        for unmet in differences(self.world, case, wanted, since):
            if unmet.kind != "differs":
                raise Broken(unmet)
            wanted[str(unmet.facts["key"])] = unmet.facts["found"]
            self.changes += _otherwise(step, unmet)
        if still := differences(self.world, case, wanted, since):
            raise Broken(*still)
        if step.about.keys() & TOLD_ONCE:
            self.seen[step.case] = len(case.log)

    def _go(self, step: StepOfScenario, before: Moments) -> None:
        """Errors: Broken, when it lies in the past and nothing tells how far it has moved."""
        wanted = moment(step.about)
        there = wanted + self.shift
        if there < self.world.time.moment:
            if before.left is None:
                raise broken("backwards")
            there = self.world.time.moment + (wanted - before.left)
        logged = known(self.world)
        self.world.travel(there)
        if (later := before.until_the_same_fired(self.world, logged, wanted)) is not None and later > there:
            there = later
            self.world.travel(there)
        self.shift = max(self.shift, there - wanted)
        if there != wanted:
            self.changes.append(Change(kind=MOVED, step=step.line, old=str(step.about), new=written(there)))

    def _work_drawn_anew(self, step: StepOfScenario) -> Iterator[dict[str, Any]]:
        """Each as a step, done. Errors: Broken, when it does not end; Rejection."""
        for case in list(self.world.cases.values()):
            while (item := self._next_anew(case)) is not None:
                if len(self.changes) > MOST_ADDED:
                    raise broken("too_much", what="steps", allowed=MOST_ADDED)
                added = self._done(item, case)
                self.world.commands += 1
                take(_as_step(added, case.name, self.story.process, step.line), self.world, self.seen)
                yield added

    def _next_anew(self, case: Case) -> w.UserTask | w.Job | None:
        if not case.open or case.state.definition != self.changed.definition.id:
            return None
        found = (i for i in case.work if isinstance(i, w.UserTask | w.Job) and i.element in self.changed.anew)
        return min(found, key=lambda item: item.no, default=None)

    def _done(self, item: w.UserTask | w.Job, case: Case) -> dict[str, Any]:
        beside = {} if case.name == self.story.process else {"case": case.name}
        which = _which(item, case)
        if isinstance(item, w.Job):
            return {"job": which, **beside}
        form = self.changed.definition.forms.get(item.form or "")
        answers = fill(form.schema, {}, case.state.file) if form else {}
        return {"complete": which, **({"with": answers} if answers else {}), **beside}


def _otherwise(step: StepOfScenario, unmet: Unmet) -> list[Change]:
    facts = unmet.facts
    return [
        Change(kind=EXPECTED, step=step.line, path=path, old=old, new=new)
        for path, old, new in leaves((str(facts["key"]),), facts["expected"], facts["found"])
    ]


def _which(item: w.UserTask | w.Job, case: Case) -> str:
    """The element, with its unit or its place where several are open."""
    same = [i for i in case.work if type(i) is type(item) and i.element == item.element]
    return item.element if len(same) == 1 else f"{item.element}#1"


def _as_step(added: Mapping[str, Any], case: str, process: str, line: int) -> StepOfScenario:
    verb = "job" if "job" in added else "complete"
    return StepOfScenario(verb=verb, about=added[verb], given=added.get("with") or {}, case=case, process=process, line=line)
