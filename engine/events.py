"""What happened to a case. Past tense, frozen, complete: a projection looks nothing up.

`Event.kind` names are stored for ever; add fields only with defaults. Times are UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.event import Event as Event
from engine.move_events import CaseMigrated as CaseMigrated
from engine.move_events import IncidentMoved as IncidentMoved
from engine.move_events import JobMoved as JobMoved
from engine.move_events import MigrationUndone as MigrationUndone
from engine.move_events import TaskMoved as TaskMoved
from engine.move_events import TokenMoved as TokenMoved
from engine.move_events import WorkRerouted as WorkRerouted


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStarted(Event):
    process: str
    definition: str
    number: str
    file: Mapping[str, Any]
    message: str | None = None
    links: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEntered(Event):
    phase: str
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCreated(Event):
    task: int
    element: str
    phase: str | None
    role: str
    unit: str
    form: str | None
    priority: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRescheduled(Event):
    """The due date moved because its clock did."""

    task: int
    element: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReprioritised(Event):
    """It became more or less urgent while it waited."""

    task: int
    element: str
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskClaimed(Event):
    task: int
    element: str
    assignee: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReleased(Event):
    task: int
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAssigned(Event):
    task: int
    element: str
    assignee: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCompleted(Event):
    task: int
    element: str
    phase: str | None
    role: str
    unit: str
    answers: Mapping[str, Any]
    assignee: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCancelled(Event):
    """The diagram took another way (boundary event, terminate end, cancelled case)."""

    task: int
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerScheduled(Event):
    """Also when a timer is re-armed; `due_at` None: waiting unarmed."""

    timer: int
    element: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerFired(Event):
    timer: int
    element: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerCancelled(Event):
    timer: int
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStarted(Event):
    """`run` counts the clocks of this name in this case from 1. `unit`: whose promise it is (org unit code)."""

    clock: str
    run: int
    limit: str
    due_at: datetime
    provisional: bool
    unit: str
    phase: str | None
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPaused(Event):
    clock: str
    run: int
    reason: str
    remaining: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockResumed(Event):
    """`due_at` None: another reason still holds the clock."""

    clock: str
    run: int
    reason: str
    due_at: datetime | None
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockExtended(Event):
    clock: str
    run: int
    by: str
    reason: str
    old_due_at: datetime | None
    due_at: datetime | None
    provisional: bool
    excused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRecomputed(Event):
    clock: str
    run: int
    reason: str
    old_due_at: datetime | None
    due_at: datetime | None
    provisional: bool
    calendar: str
    excused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRegraded(Event):
    """The promise is measured by another standard from its start on. `due_at` None: the clock stands still."""

    clock: str
    run: int
    reason: str
    old_limit: str
    limit: str
    old_due_at: datetime | None
    due_at: datetime | None
    provisional: bool
    excused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBreached(Event):
    clock: str
    run: int
    due_at: datetime
    unit: str
    phase: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopped(Event):
    """`on_time`: whether it was stopped before its effective due date."""

    clock: str
    run: int
    on_time: bool
    elapsed: str
    breached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JobCreated(Event):
    job: int
    element: str
    phase: str | None
    type: str
    inputs: Mapping[str, Any]
    retries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobCompleted(Event):
    job: int
    element: str
    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFailed(Event):
    job: int
    element: str
    message: str
    error_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobCancelled(Event):
    job: int
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAwaited(Event):
    subscription: int
    element: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageUnawaited(Event):
    subscription: int
    element: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived(Event):
    name: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Event):
    """`start`: process key of the case it shall start, linked to this one by `link`. Otherwise it goes to the open cases
    already linked by `link`."""

    element: str
    name: str
    payload: Mapping[str, Any]
    link: str
    start: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRaised(Event):
    element: str
    code: str
    phase: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken(Event):
    """Why a decision came out as it did: the rule ids that matched, by decision id and version (content digest of the file that
    the case's version brings). `dated`: decision id -> {"number", "since"} of each published table that stood in for it."""

    element: str
    decision: str
    version: str
    inputs: Mapping[str, Any]
    outputs: Any
    rules: tuple[str, ...]
    dated: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChanged(Event):
    """The diagram (script, decision) or an amendment set these top-level entries of the case file."""

    element: str | None
    changes: Mapping[str, Any]
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(Event):
    """See commands.AddNote. It stands in the history only; no expression sees it."""

    note: Mapping[str, Any]
    audience: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRaised(Event):
    incident: int
    element: str
    incident_kind: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentResolved(Event):
    incident: int
    element: str
    file: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCompleted(Event):
    """`outcome` is the id of the end event that was reached last at the top level."""

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCancelled(Event):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsChanged(Event):
    """Facts for lists (title, category, urgency, place ...), computed by the manifest's FEEL from the case file."""

    changes: Mapping[str, Any]
