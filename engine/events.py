"""What happened to a case. Past tense, frozen, complete: a projection looks nothing up.

`Event.kind` names are stored for ever; add fields only with defaults. Times are UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.clock_events import ClockBreached as ClockBreached
from engine.clock_events import ClockExtended as ClockExtended
from engine.clock_events import ClockPaused as ClockPaused
from engine.clock_events import ClockRecomputed as ClockRecomputed
from engine.clock_events import ClockRegraded as ClockRegraded
from engine.clock_events import ClockResumed as ClockResumed
from engine.clock_events import ClockStarted as ClockStarted
from engine.clock_events import ClockStopped as ClockStopped
from engine.event import Event as Event
from engine.move_events import CaseMigrated as CaseMigrated
from engine.move_events import IncidentMoved as IncidentMoved
from engine.move_events import JobMoved as JobMoved
from engine.move_events import MigrationUndone as MigrationUndone
from engine.move_events import TaskMoved as TaskMoved
from engine.move_events import TokenMoved as TokenMoved
from engine.move_events import WorkRerouted as WorkRerouted
from engine.task_events import TaskAssigned as TaskAssigned
from engine.task_events import TaskCancelled as TaskCancelled
from engine.task_events import TaskClaimed as TaskClaimed
from engine.task_events import TaskCompleted as TaskCompleted
from engine.task_events import TaskCreated as TaskCreated
from engine.task_events import TaskReleased as TaskReleased
from engine.task_events import TaskReprioritised as TaskReprioritised
from engine.task_events import TaskRescheduled as TaskRescheduled


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
