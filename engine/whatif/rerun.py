"""One past case once more, on another version: the same people give the same answers after the same working time, the same
messages come at the same moments, and timers fire as they fall due now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import heappop, heappush

from engine import commands as c
from engine import events as e
from engine import work as w
from engine.calendar import Calendar
from engine.definition import Definition
from engine.engine import Engine, Step
from engine.errors import MessageNotAwaited, Rejection
from engine.state import CANCELLED, COMPLETED
from engine.whatif.alarms import Alarms
from engine.whatif.past import Act, Behaviour, PastCase
from engine.whatif.people import How, People, Settings, command_for

MOST_COMMANDS = 2_000
"""Of one case: a draft that goes round for ever is stopped and said to do so."""
BEFORE_ALL = -1
"""Index of what falls due by itself: it comes before what people do at the same moment."""


@dataclass(slots=True, kw_only=True)
class Rerun:
    """`log`: every event with its moment. `assumed`: (element, why) -> how often. `unheard`: messages that nothing waited for.
    `endless`: it was stopped because it came to no end."""

    log: list[tuple[datetime, e.Event]] = field(default_factory=list)
    assumed: Counter[tuple[str, str]] = field(default_factory=Counter)
    unheard: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    endless: bool = False


Key = tuple[datetime, int, int]
EngineAt = Callable[[datetime], Engine]
"""The engine with the calendars as they were known at a moment."""


class _Playing:
    def __init__(
        self, engine_at: EngineAt, case: PastCase, behaviour: Behaviour, definition: Definition, calendar: Calendar,
        settings: Settings,
    ) -> None:  # fmt: skip
        self.engine_at, self.case, self.past, self.definition = engine_at, case, behaviour, definition
        self.settings = settings
        self.found = Rerun()
        self.people = People(behaviour, calendar, settings, self.found.assumed)
        self.alarms = Alarms()
        self.planned: set[int] = set()
        self.agenda: list[tuple[Key, int | Act, How | None]] = []
        self.mail: list[Act] = []
        self.silent: set[tuple[str, datetime]] = set()
        self.open: dict[int, w.OpenWork] = {}
        self.turns = 0

    def run(self) -> Rerun:
        started, first = self.case.started, self.case.history[0]
        for act in self.past.acts:
            heappush(self.agenda, ((act.at, act.index, 0), act, None))
        self.now = first.at
        command = c.StartCase(command_id="", process=started.process, file=started.file, message=started.message)
        self._took(
            self.engine_at(self.now).handle(
                None, command, now=self.now, case_id=self.case.case_id, number=started.number, definition=self.definition.id
            )
        )
        while self.state.status not in (COMPLETED, CANCELLED) and (key := self._next()) is not None:
            if key[0] > self.settings.horizon:
                break
            if self.turns >= MOST_COMMANDS:
                self.found.endless = True
                break
            self.now = max(self.now, key[0])
            self._go_on(key)
        return self.found

    # --- what comes next ---

    def _next(self) -> Key | None:
        while self.agenda and isinstance(self.agenda[0][1], int) and self.agenda[0][1] not in self.open:
            heappop(self.agenda)
        due = self._due()
        if not self.agenda:
            return due
        return min(self.agenda[0][0], due) if due is not None else self.agenda[0][0]

    def _due(self) -> Key | None:
        """When a worker will fire what falls due first: as it did then, if it did."""
        best: Key | None = None
        items = [(t.element, t.due_at) for t in self.open.values() if isinstance(t, w.Timer) and t.due_at is not None]
        items += [(f"clock:{clock}", due) for clock, due in self.alarms.due.items()]
        for item in items:
            if item in self.silent:
                continue
            at, index = self.past.fired.get(item, (item[1], BEFORE_ALL))
            key = (max(at, item[1], self.now), index, -1)
            if best is None or key < best:
                best = key
        return best

    def _go_on(self, key: Key) -> None:
        if not self.agenda or self.agenda[0][0] != key:
            self._fire()
            return
        _, who, what = heappop(self.agenda)
        if isinstance(who, Act):
            self._act(who)
        elif what is not None:
            self._complete(who, what)

    # --- what happens ---

    def _fire(self) -> None:
        before = len(self.found.log)
        self._try(c.FireTimers(command_id=""))
        if len(self.found.log) == before or self._due_now():
            self.silent |= self._due_now()

    def _due_now(self) -> set[tuple[str, datetime]]:
        late = {
            (t.element, t.due_at) for t in self.open.values() if isinstance(t, w.Timer) and t.due_at is not None
            and t.due_at <= self.now
        }  # fmt: skip
        return late | {(f"clock:{clock}", due) for clock, due in self.alarms.due.items() if due <= self.now}

    def _act(self, act: Act) -> None:
        command = act.command
        if isinstance(command, c.CorrelateMessage):
            self.mail.append(act)
            self._read_mail()
        elif isinstance(command, c.ResolveIncident):
            same = (i.no for i in self.open.values() if isinstance(i, w.Incident) and i.element == act.element)
            if (number := next(same, None)) is not None:
                self._try(replace(command, incident=number))
        else:
            self._try(command)

    def _read_mail(self) -> None:
        for act in list(self.mail):
            if self.state.status in (COMPLETED, CANCELLED):
                return
            try:
                self._took(self.engine_at(self.now).handle(self.state, act.command, now=self.now))
                self.mail.remove(act)
            except MessageNotAwaited:
                continue
            except Rejection as refusal:
                self.mail.remove(act)
                self.found.refused[refusal.code] += 1

    def _complete(self, number: int, how: How) -> None:
        command = command_for(self.open.get(number), how, self.definition, self.state.file)
        if command is not None:
            self._try(command)

    def _try(self, command: c.Command) -> None:
        try:
            self._took(self.engine_at(self.now).handle(self.state, command, now=self.now))
        except Rejection as refusal:
            self.found.refused[refusal.code] += 1
            return
        self._read_mail()

    def _took(self, step: Step) -> None:
        self.turns += 1
        self.state = step.state
        self.found.log += [(self.now, event) for event in step.events]
        self.alarms.follow(step.events)
        self.open = {item.no: item for item in step.work}
        for item in step.work:
            if isinstance(item, w.UserTask | w.Job) and item.no not in self.planned:
                self.planned.add(item.no)
                self._plan(item)

    def _plan(self, item: w.UserTask | w.Job) -> None:
        plan = self.people.plan(item, self.now)
        if plan is not None:
            heappush(self.agenda, ((max(plan.at, self.now), plan.index, item.no), item.no, plan.how))
        self.found.endless = self.found.endless or self.people.is_endless


def rerun(
    engine_at: EngineAt, case: PastCase, behaviour: Behaviour, definition: Definition, calendar: Calendar, settings: Settings
) -> Rerun:
    """The case on `definition`, until it ends or `settings.horizon`. Errors: Rejection when it cannot even begin."""
    playing = _Playing(engine_at, case, behaviour, definition, calendar, settings)
    found = playing.run()
    found.unheard.update(_names(playing.mail))
    return found


def _names(acts: Iterable[Act]) -> list[str]:
    return [act.command.name for act in acts if isinstance(act.command, c.CorrelateMessage)]
