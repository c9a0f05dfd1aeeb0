"""The simulation: take what comes next, do it through execute, note what that made open. Everything that happens to a case
happens as in real life, by people, timers and jobs; only the clock is virtual."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from engine import events as e
from engine.commands import AmendFile, Command, CorrelateMessage, FireTimers
from engine.errors import MessageNotAwaited, Rejection
from engine.events import Event
from engine.now import Traveller, at, now
from webapp.casework.actors import SYSTEM, TIMER, Actor
from webapp.casework.execute import Receipt, execute
from webapp.database import connections
from webapp.importing.filing import file_request
from webapp.importing.requests import Request
from webapp.simulation import aftermath
from webapp.simulation.agenda import Agenda
from webapp.simulation.callers import Callers
from webapp.simulation.notes import Noted, note
from webapp.simulation.people import NobodyThere, People
from webapp.simulation.views import CaseView, OpenTask, glimpse, views

NOT_YET_A_CASE = 0
"""Case id of requests on the agenda."""


@dataclass(slots=True)
class Simulation:
    """One run. `until`: where the clock stops; None: when nothing is left to do. `closed` hears of each case that closes.
    Afterwards `driven` holds the cases it touched and since when, `refused` what people tried in vain."""

    seed: int
    people: People
    callers: Callers
    until: datetime | None = None
    closed: Callable[[CaseView], None] = lambda case: None
    stays: Callable[[CaseView, OpenTask], bool] = lambda case, task: False
    """which tasks nobody does"""
    cases: dict[int, CaseView] = field(default_factory=dict)
    driven: dict[int, datetime] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    """sequence number of the newest event noted, of open and closed cases"""
    refused: list[str] = field(default_factory=list)
    executions: int = 0
    _agenda: Agenda = field(default_factory=Agenda)
    _requests: dict[str, Request] = field(default_factory=dict)

    def expect(self, requests: Iterable[Request]) -> None:
        """These requests will reach the city at the moment they bear."""
        for request in requests:
            self._requests[request.external_id] = request
            self._agenda.plan((NOT_YET_A_CASE, "request", request.external_id), request.received_at)

    def take_over(self, ids: Sequence[int], *, begin: datetime) -> None:
        """Plan what is open in these cases as the database has them; nothing before `begin`."""
        with connections.take() as connection:
            found = views(connection, ids)
        for case in found:
            self.cases[case.case_id] = case
            self.versions[case.case_id] = case.version
            self.driven[case.case_id] = case.last_at = max(case.last_at, begin)
            for task in case.tasks.values():
                self._plan_task(case, task, case.last_at)
            self._plan_timers(case, case.last_at)

    def run(self, begin: datetime) -> None:
        """Until nothing is planned any more, or the clock reaches `until`."""
        with at(begin) as clock:
            while entry := self._agenda.take():
                moment, (case_id, kind, name) = entry
                if self.until and moment > self.until:
                    break
                clock.go(moment)
                try:
                    self._happen(clock, case_id, kind, name)
                except MessageNotAwaited:
                    pass  # written too late: the office went on without it
                except (Rejection, NobodyThere) as refusal:
                    # somebody else was faster, or nobody may: see what the case has become and go on
                    self.refused.append(f"case {case_id}, {kind} {name}: {refusal}")
                    self._note(aftermath.new_events(case_id, self.versions))

    def _happen(self, clock: Traveller, case_id: int, kind: str, name: str) -> None:
        if kind == "request":
            self._file(self._requests.pop(name))
            return
        case = self.cases[case_id]
        if kind == "task":
            task = case.tasks[int(name)]
            if task.number == min(case.tasks) and (requester := self.callers.missing(case)):
                self._supply(case, requester)
            command, by = self.people.act(case, task, clock.moment)
            self._execute(case, command, by)
        elif kind == "message":
            command = CorrelateMessage(command_id=f"simulate:{self.seed}:{case_id}:{name}", name=name.split(":")[0])
            self._execute(case, command, SYSTEM)
        else:
            identity = f"simulate:{self.seed}:{case_id}:{clock.moment.isoformat()}:{self.executions}"
            if not self._execute(case, FireTimers(command_id=identity), TIMER):
                # due in the table, not in the case: never try the same again
                case.timers = {key: due for key, due in case.timers.items() if due > clock.moment}
                self._plan_timers(case, clock.moment)

    def _file(self, request: Request) -> None:
        with connections.take() as connection, connection.transaction():
            receipt = file_request(request, connection=connection)
        self._took_place(receipt)

    def _supply(self, case: CaseView, requester: dict[str, object]) -> None:
        case.file["requester"] = requester
        identity = f"simulate:{self.seed}:{case.case_id}:requester"
        self._execute(case, AmendFile(command_id=identity, file={"requester": requester}, reason="演练：补齐诉求人"), SYSTEM)

    def _execute(self, case: CaseView, command: Command, by: Actor) -> bool:
        """Whether anything happened."""
        receipt = execute(command, by, case_id=case.case_id)
        self._took_place(receipt)
        return bool(receipt.events)

    def _took_place(self, receipt: Receipt) -> None:
        """Note the step, let the outside world do what it asks for, and note what that changed, here and in linked cases."""
        self.executions += 1
        first = receipt.version - len(receipt.events) + 1
        waiting = deque((receipt.case_id, seq, event) for seq, event in enumerate(receipt.events, first))
        self._note(waiting)
        touched = set()
        while waiting:
            case_id, seq, event = waiting.popleft()
            if aftermath.do(case_id, seq, event):
                touched.add(case_id)
                caused = aftermath.new_events(case_id, self.versions)
                self._note(caused)
                waiting.extend(caused)
        if touched:
            aftermath.tidy(touched)

    def _note(self, happened: Iterable[tuple[int, int, Event]]) -> None:
        for case_id, group in groupby(happened, key=itemgetter(0)):
            numbered = list(group)
            events = [event for _, _, event in numbered]
            self.versions[case_id] = numbered[-1][1]
            if case := self.cases.get(case_id) or self._born(case_id, events[0]):
                self._replan(case, note(case, events))

    def _born(self, case_id: int, event: Event) -> CaseView | None:
        """A case that began just now; None for one that is none of ours."""
        if not isinstance(event, e.CaseStarted):
            return None
        case = CaseView(
            case_id=case_id, process=event.process, definition=event.definition, file=glimpse(event.file), last_at=now()
        )  # fmt: skip
        self.cases[case_id] = case
        self.driven[case_id] = case.last_at
        return case

    def _replan(self, case: CaseView, noted: Noted) -> None:
        for number in noted.ended:
            self._agenda.drop((case.case_id, "task", str(number)))
        for task in noted.created:
            if task.number in case.tasks:
                self._plan_task(case, task, now())
        self._plan_timers(case, now())
        if noted.closed:
            self._agenda.drop_case(case.case_id)
            del self.cases[case.case_id]
            self.closed(case)

    def _plan_task(self, case: CaseView, task: OpenTask, begin: datetime) -> None:
        if self.stays(case, task):
            return
        moment = self.people.done_at(case, task, begin)
        self._agenda.plan((case.case_id, "task", str(task.number)), moment)
        if message := self.people.message_for(case, task):
            # the requester writes some time before the office would have acted by itself
            self._agenda.plan((case.case_id, "message", f"{message}:{task.number}"), begin + (moment - begin) * 0.6)

    def _plan_timers(self, case: CaseView, begin: datetime) -> None:
        if case.timers:
            self._agenda.plan((case.case_id, "timers", ""), max(begin, min(case.timers.values())))
        else:
            self._agenda.drop((case.case_id, "timers", ""))
