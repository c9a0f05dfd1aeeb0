"""A world for scenarios: engine, cases, time, and the mail between cases, as the web application would keep them, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any

import orjson

from engine import commands as c
from engine import events as e
from engine import work as w
from engine.asking import Answer
from engine.engine import Engine
from engine.errors import MessageNotAwaited
from engine.now import Traveller
from engine.replay import Recorded
from engine.scenarios.bounds import MOST_CASES, MOST_COMMANDS
from engine.scenarios.failures import broken
from engine.scenarios.promises import Promises
from engine.state import CaseState


@dataclass(kw_only=True)
class Case:
    """`log`: every event with its moment; `history`: the same by command. `mail`: messages that nobody waited for yet."""

    name: str
    state: CaseState
    work: tuple[w.OpenWork, ...]
    log: list[tuple[datetime, e.Event]] = field(default_factory=list)
    history: list[Recorded] = field(default_factory=list)
    mail: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    promises: Promises = field(default_factory=Promises)
    largest: int = 0
    """bytes of its largest state so far"""

    @property
    def open(self) -> bool:
        return self.state.status in ("active", "incident")

    def due(self) -> list[datetime]:
        """When something will happen by itself."""
        return [*(t.due_at for t in self.work if isinstance(t, w.Timer) and t.due_at is not None), *self.promises.alarms()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A decision that was asked outside of any case, given this."""

    at: datetime
    process: str
    decision: str
    known: Mapping[str, Any]
    answer: Answer


class World:
    """`engines` take turns: with more than one, nothing but the state can carry a case. `stored`: states go to text and back.
    `questions`: what was asked outside of any case, in order."""

    def __init__(self, engines: list[Engine], time: Traveller, *, stored: bool) -> None:
        self.engines, self.time, self.stored = engines, time, stored
        self.cases: dict[str, Case] = {}
        self.questions: list[Question] = []
        self._turns = count()
        self.commands = 0

    def start(
        self, name: str, process: str, file: Mapping[str, Any], message: str | None = None, number: str | None = None
    ) -> Case:
        """A new case. Errors: Broken when there are too many; Rejection."""
        if len(self.cases) >= MOST_CASES:
            raise broken("too_much", what="cases", allowed=MOST_CASES)
        number = number or f"2026-{len(self.cases) + 1:06d}"
        command = c.StartCase(command_id=self._id(), process=process, file=file, message=message)
        step = self._engine().handle(None, command, now=self.time.moment, case_id=len(self.cases) + 1, number=number)
        case = self.cases[name] = Case(name=name, state=step.state, work=step.work)
        self._happened(case, step.events)
        return case

    def act(self, case: Case, command: c.Command) -> None:
        """One command, and what follows from it at once: mail between cases, timers that are due already."""
        step = self._engine().handle(self._load(case.state), command, now=self.time.moment)
        case.state, case.work = step.state, step.work
        self._happened(case, step.events)

    def travel(self, moment: datetime) -> None:
        """Go there; on the way every timer fires at its own moment."""
        while (pending := self._next()) is not None and pending[0] <= moment:
            due, case = pending
            self.time.go(max(due, self.time.moment))
            self._fire(case, due)
        self.time.go(max(moment, self.time.moment))

    def tell(self, case: Case, name: str, payload: Mapping[str, Any]) -> None:
        """A message arrives; it is kept until somebody waits for it. Errors: Rejection."""
        case.mail.append((name, payload))
        self._read_mail(case)

    def ask(self, process: str, decision: str, known: Mapping[str, Any]) -> Answer:
        """Outside of any case, now. Errors: Broken, when the process has no such decision; DecisionUnclear."""
        engine, at = self._engine(), self.time.moment
        definition = engine.library.newest(process)
        if decision not in definition.decisions:
            raise broken("no_decision", decision=decision)
        answer = engine.ask(definition, decision, known, now=at)
        self.questions.append(Question(at=at, process=process, decision=decision, known=known, answer=answer))
        return answer

    def policy(self, case: Case, moment: datetime) -> dict[str, Any]:
        """Name -> value, as it was in force for this case."""
        engine = self.engines[0]
        return engine.surroundings.in_force(engine.library.version(case.state.definition), moment)

    def link(self, case: Case, is_made: bool, kind: str, number: str) -> None:
        """What the service tasks link_case and unlink_case do."""
        other = next((found for found in self.cases.values() if found.state.number == number), None)
        for one, two in ((case, other), (other, case)):
            if one is not None and two is not None:
                one.links = [link for link in one.links if link != (kind, two.name)] + [(kind, two.name)] * is_made

    def _engine(self) -> Engine:
        self.commands += 1
        if self.commands > MOST_COMMANDS:
            raise broken("too_much", what="commands", allowed=MOST_COMMANDS)
        return self.engines[next(self._turns) % len(self.engines)]

    def _id(self) -> str:
        return f"command-{next(self._turns)}"

    def _load(self, state: CaseState) -> CaseState:
        return replace(state, blob=bytes(state.blob), file=orjson.loads(orjson.dumps(state.file))) if self.stored else state

    def _next(self) -> tuple[datetime, Case] | None:
        found = [(due, case) for case in self.cases.values() if case.open for due in case.due()]
        return min(found, key=lambda pair: pair[0], default=None)

    def _fire(self, case: Case, due: datetime) -> None:
        self.act(case, c.FireTimers(command_id=self._id()))
        if case.open and due in case.due():
            raise broken("still_due", case=case.name, due=due.isoformat())

    def _happened(self, case: Case, events: tuple[e.Event, ...]) -> None:
        case.log += [(self.time.moment, event) for event in events]
        case.history.append(Recorded(at=self.time.moment, events=events))
        case.promises.follow(events)
        case.largest = max(case.largest, len(case.state.blob))
        for event in events:
            if isinstance(event, e.MessageSent):
                self._deliver(case, event)
        self._read_mail(case)
        while case.open and any(due <= self.time.moment for due in case.due()):
            self._fire(case, min(case.due()))

    def _deliver(self, sender: Case, event: e.MessageSent) -> None:
        if event.start is not None:
            name = self._free_name(event.start)
            started = self.start(name, event.start, event.payload, event.name)
            started.links.append((event.link, sender.name))
            sender.links.append((event.link, started.name))
            return
        for link, name in sender.links:
            if link == event.link and self.cases[name].open:
                self.tell(self.cases[name], event.name, event.payload)

    def _free_name(self, process: str) -> str:
        """supervision, supervision_2, ..."""
        names = (process if i == 1 else f"{process}_{i}" for i in count(1))
        return next(name for name in names if name not in self.cases)

    def _read_mail(self, case: Case) -> None:
        for message in list(case.mail):
            if not case.open:
                return
            try:
                case.mail.remove(message)
                self.act(case, c.CorrelateMessage(command_id=self._id(), name=message[0], payload=message[1]))
            except MessageNotAwaited:
                case.mail.append(message)
