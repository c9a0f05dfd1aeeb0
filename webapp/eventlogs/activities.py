"""What an event of ours is in an event log: an activity in one state of its life.

The states are those of the standard lifecycle extension of IEEE 1849-2023 (XES). Events that only keep our books (facts, timers
set, messages awaited) are not in a log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Life:
    """`thing`: task, job, clock, case ...; `key`: the field of the event's data that names the activity; None: the thing itself.
    `number`: the field that tells instances of one activity apart."""

    thing: str
    transition: str
    key: str | None = "element"
    number: str | None = None


LIVES: Mapping[str, Life] = {
    "CaseStarted": Life("case", "start", None),
    "CaseCompleted": Life("case", "complete", None),
    "CaseCancelled": Life("case", "pi_abort", None),
    "TaskCreated": Life("task", "schedule", number="task"),
    "TaskClaimed": Life("task", "assign", number="task"),
    "TaskAssigned": Life("task", "reassign", number="task"),
    "TaskReleased": Life("task", "reassign", number="task"),
    "TaskCompleted": Life("task", "complete", number="task"),
    "TaskCancelled": Life("task", "ate_abort", number="task"),
    "JobCreated": Life("job", "schedule", number="job"),
    "JobCompleted": Life("job", "complete", number="job"),
    "JobFailed": Life("job", "ate_abort", number="job"),
    "JobCancelled": Life("job", "withdraw", number="job"),
    "ClockStarted": Life("clock", "start", "clock", "run"),
    "ClockPaused": Life("clock", "suspend", "clock", "run"),
    "ClockResumed": Life("clock", "resume", "clock", "run"),
    "ClockStopped": Life("clock", "complete", "clock", "run"),
    "ClockBreached": Life("breach", "complete", "clock", "run"),
    "TimerFired": Life("timer", "complete", number="timer"),
    "MessageReceived": Life("message", "complete", "name"),
    "EscalationRaised": Life("escalation", "complete"),
    "DecisionTaken": Life("decision", "complete"),
    "CaseMigrated": Life("migration", "complete", None),
    "MigrationUndone": Life("migration", "ate_abort", None),
    "TokenMoved": Life("jump", "complete", "target"),
    "WorkRerouted": Life("rerouting", "complete", None),
    "IncidentRaised": Life("incident", "start", number="incident"),
    "IncidentResolved": Life("incident", "complete", number="incident"),
}
"""Kind of event -> what it is in a log."""


@dataclass(frozen=True, slots=True)
class Activity:
    """`element`: id in the model. `instance` pairs what belongs together within a case, e.g. task-3."""

    thing: str
    element: str
    transition: str
    instance: str


def activity_of(kind: str, data: Mapping[str, Any], seq: int) -> Activity:
    """Raises KeyError for a kind that is not in LIVES."""
    life = LIVES[kind]
    element = str(data[life.key]) if life.key else life.thing
    number = data[life.number] if life.number else 1 if life.thing == "case" else seq
    instance = f"{life.thing}-{number}" if life.thing not in {"clock", "breach"} else f"{life.thing}-{element}-{number}"
    return Activity(life.thing, element, life.transition, instance)
