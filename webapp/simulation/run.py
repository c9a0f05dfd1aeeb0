"""The simulation: take what comes next, do it through execute, note what that made open. Everything that happens to a case
happens as in real life, by people, timers and jobs; only the clock is virtual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine import events as e
from engine.commands import AmendFile, Command, CorrelateMessage, FireTimers
from engine.errors import Rejection
from engine.now import Traveller, at, now
from webapp.casework.actors import SYSTEM, TIMER, Actor
from webapp.casework.execute import Receipt, execute
from webapp.database import connections
from webapp.importing.filing import file_request
from webapp.importing.requests import Request
from webapp.simulation.agenda import Agenda
from webapp.simulation.callers import Callers
from webapp.simulation.notes import note
from webapp.simulation.people import NobodyThere, People
from webapp.simulation.views import CaseView, OpenTask, linked, views
from webapp.workers.drain import run_waiting_jobs

OUTSIDE = (e.JobCreated, e.MessageSent, e.MessageAwaited)
"""Events after which the queue may hold work."""
NOT_YET_A_CASE = 0
"""Case id of requests on the agenda."""


@dataclass(slots=True)
class Simulation:
    """One run. `until`: where the clock stops; None: when nothing is left to do. `closed` hears of each case that closes.
    Afterwards `driven` holds the ids of all cases it touched, `refused` what people tried in vain."""

    seed: int
    people: People
    callers: Callers
    until: datetime | None = None
    closed: Callable[[CaseView], None] = lambda case: None
    cases: dict[int, CaseView] = field(default_factory=dict)
    driven: set[int] = field(default_factory=set)
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
            self._adopt(case, begin)

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
                except (Rejection, NobodyThere) as refusal:
                    self._refused(case_id, kind, name, refusal)

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
        self.executions += 1
        self._after(receipt)
        self.take_over([receipt.case_id], begin=request.received_at)

    def _supply(self, case: CaseView, requester: dict[str, object]) -> None:
        case.file["requester"] = requester
        identity = f"simulate:{self.seed}:{case.case_id}:requester"
        self._execute(case, AmendFile(command_id=identity, file={"requester": requester}, reason="simulated requester"), SYSTEM)

    def _execute(self, case: CaseView, command: Command, by: Actor) -> bool:
        """Whether anything happened."""
        receipt = execute(command, by, case_id=case.case_id)
        self.executions += 1
        noted = note(case, receipt.events)
        for number in noted.ended:
            self._agenda.drop((case.case_id, "task", str(number)))
        for task in noted.created:
            self._plan_task(case, task, now())
        self._plan_timers(case, now())
        if noted.closed:
            self._forget(case)
        self._after(receipt)
        return bool(receipt.events)

    def _after(self, receipt: Receipt) -> None:
        """Let the queue do what the step caused, and look again at every case that may have changed by it."""
        if any(isinstance(event, OUTSIDE) for event in receipt.events) and run_waiting_jobs():
            with connections.take() as connection:
                touched = [receipt.case_id, *linked(connection, receipt.case_id)]
                found = views(connection, touched)
            self._look_again(found, touched)

    def _look_again(self, found: Iterable[CaseView], ids: Iterable[int]) -> None:
        fresh = {case.case_id: case for case in found}
        for case_id in ids:
            known, case = self.cases.get(case_id), fresh.get(case_id)
            if case is None:
                if known:
                    self._forget(known)
            elif known is None:
                self._adopt(case, now())
            else:
                self._renew(known, case)

    def _adopt(self, case: CaseView, begin: datetime) -> None:
        begin = max(case.last_at, begin)
        self.cases[case.case_id] = case
        self.driven.add(case.case_id)
        for task in case.tasks.values():
            self._plan_task(case, task, begin)
        self._plan_timers(case, begin)

    def _renew(self, known: CaseView, case: CaseView) -> None:
        for number in known.tasks.keys() - case.tasks.keys():
            self._agenda.drop((case.case_id, "task", str(number)))
        for number in case.tasks.keys() - known.tasks.keys():
            self._plan_task(case, case.tasks[number], now())
        known.tasks, known.timers, known.visits = case.tasks, case.timers, case.visits
        self._plan_timers(known, now())

    def _plan_task(self, case: CaseView, task: OpenTask, begin: datetime) -> None:
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

    def _forget(self, case: CaseView) -> None:
        self._agenda.drop_case(case.case_id)
        if self.cases.pop(case.case_id, None):
            self.closed(case)

    def _refused(self, case_id: int, kind: str, name: str, refusal: Exception) -> None:
        """Somebody else was faster, or nobody may: look at the case as it is now, and go on with the others."""
        self.refused.append(f"{case_id} {kind} {name}: {refusal}")
        with connections.take() as connection:
            found = views(connection, [case_id])
        self._look_again(found, [case_id])
