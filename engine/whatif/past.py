"""A case that was, and what people, programs and the outside world did in it, apart from the diagram that asked them to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from engine import commands as c
from engine import events as e
from engine.replay import Recorded, command_of
from engine.whatif.alarms import Alarms

OPEN = 10**9
"""Index of what has not ended."""
NOT_YET = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCase:
    """`history`: by command, from the start on, complete."""

    case_id: int
    number: str
    history: tuple[Recorded, ...]

    @property
    def started(self) -> e.CaseStarted:
        first = self.history[0].events[0]
        assert isinstance(first, e.CaseStarted)
        return first

    @property
    def opened_at(self) -> datetime:
        return self.history[0].at


@dataclass(slots=True, kw_only=True)
class Visit:
    """A user task or a job as it came up. `index`: of the command that ended it. `done`: how it ended when somebody did it; None
    when the diagram took it away, or it waits still."""

    element: str
    unit: str | None
    created: datetime
    ended: datetime | None = None
    index: int = OPEN
    done: e.TaskCompleted | e.JobCompleted | e.JobFailed | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Something that came from outside at its own moment, whatever the diagram did."""

    at: datetime
    index: int
    command: c.Command
    element: str | None = None
    """of the incident that a ResolveIncident was about"""


@dataclass(slots=True)
class Behaviour:
    """`visits`: element -> in order. `fired`: (element, due date) of a timer, or ("clock:" name, due date) of a promise -> when a
    worker fired it, and by which command: workers are a little later than the date. What was taken away, or breached while
    something else happened, counts after everything of that moment. `moved`: somebody took the case out of its diagram's hands
    (migration, jump), so that it cannot be compared."""

    visits: dict[str, list[Visit]] = field(default_factory=lambda: defaultdict(list))
    fired: dict[tuple[str, datetime], tuple[datetime, int]] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    moved: bool = False


JOB_ENDS = (e.JobCompleted, e.JobFailed, e.JobCancelled)
ENDS = (e.TaskCompleted, e.TaskCancelled, *JOB_ENDS)
FROM_OUTSIDE = (
    c.CorrelateMessage, c.AmendFile, c.PauseClock, c.ResumeClock, c.ExtendClock, c.RegradeClock, c.RecomputeClocks,
    c.ResolveIncident, c.CancelCase,
)  # fmt: skip
FROM_INSIDE = (
    c.StartCase,
    c.CompleteTask,
    c.CompleteJob,
    c.FailJob,
    c.FireTimers,
    c.ClaimTask,
    c.ReleaseTask,
    c.AssignTask,
    c.AddNote,
    c.Reroute,
)
"""Begun, asked or left out: who took a task and what was noted changes no way."""


def behaviour_of(case: PastCase) -> Behaviour:
    """What was done in the case."""
    found = Behaviour()
    items: dict[int, Visit] = {}
    timers: dict[int, tuple[str, datetime]] = {}
    alarms = Alarms()
    for index, recorded in enumerate(case.history):
        command = command_of(recorded)
        alarms.follow(recorded.events)
        for event in recorded.events:
            _follow(found, event, recorded.at, index, items, timers)
            if isinstance(event, e.ClockBreached):
                by_worker = isinstance(command, c.FireTimers)
                found.fired.setdefault((f"clock:{event.clock}", event.due_at), (recorded.at, index if by_worker else OPEN))
        if isinstance(command, FROM_OUTSIDE):
            lead = next((ev for ev in recorded.events if isinstance(ev, e.IncidentResolved)), None)
            found.acts.append(Act(recorded.at, index, command, lead.element if lead else None))
        elif not isinstance(command, FROM_INSIDE):
            found.moved = True
    for item in (*timers.values(), *((f"clock:{clock}", due) for clock, due in alarms.due.items())):
        found.fired.setdefault(item, (NOT_YET, OPEN))  # due perhaps, but no worker came by
    return found


def _follow(
    found: Behaviour, event: e.Event, at: datetime, index: int, items: dict[int, Visit], timers: dict[int, tuple[str, datetime]]
) -> None:
    if isinstance(event, e.TaskCreated | e.JobCreated):
        number = event.task if isinstance(event, e.TaskCreated) else event.job
        unit = event.unit if isinstance(event, e.TaskCreated) else None
        items[number] = opened = Visit(element=event.element, unit=unit, created=at)
        found.visits[event.element].append(opened)
    elif isinstance(event, ENDS):
        visit = items.pop(event.job if isinstance(event, JOB_ENDS) else event.task, None)
        if visit is not None:
            visit.ended, visit.index = at, index
            visit.done = event if isinstance(event, e.TaskCompleted | e.JobCompleted | e.JobFailed) else None
    elif isinstance(event, e.TimerFired):
        found.fired[event.element, event.due_at] = at, index
        timers.pop(event.timer, None)
    elif isinstance(event, e.TimerScheduled | e.TimerCancelled):
        before = timers.pop(event.timer, None)
        if before is not None and at >= before[1]:
            found.fired.setdefault(before, (at, OPEN))
        if isinstance(event, e.TimerScheduled) and event.due_at is not None:
            timers[event.timer] = (event.element, event.due_at)


def visit_for(visits: Mapping[str, list[Visit]], taken: set[int], element: str, unit: str | None) -> Visit | None:
    """The next visit of this element that nobody has taken yet, one of the same unit first; it is taken then."""
    free = [visit for visit in visits.get(element, ()) if id(visit) not in taken]
    found = next((visit for visit in free if visit.unit == unit), free[0] if free else None)
    if found is not None:
        taken.add(id(found))
    return found
