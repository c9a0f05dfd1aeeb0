"""The course of a case as its events tell it, whether they happened or were played: both are read by the same eyes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine import events as e


@dataclass(slots=True, kw_only=True)
class Span:
    """A user task: open from `begun` to `ended` (None: still)."""

    element: str
    unit: str
    begun: datetime
    ended: datetime | None = None
    is_done: bool = False


@dataclass(slots=True, kw_only=True)
class Promise:
    """One run of a clock. `overdue`: since when it is broken. `kept`: known when it has stopped."""

    clock: str
    run: int
    unit: str
    limit: str
    begun: datetime
    due: datetime | None
    overdue: datetime | None = None
    ended: datetime | None = None
    kept: bool | None = None


@dataclass(slots=True, kw_only=True)
class Course:
    """`decided`: (element, outputs, rules) in order. `incidents`: number -> (element, kind, message), those that are open."""

    steps: list[Span] = field(default_factory=list)
    promises: dict[tuple[str, int], Promise] = field(default_factory=dict)
    decided: list[tuple[str, Any, tuple[str, ...]]] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    incidents: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    outcome: str | None = None
    ended: datetime | None = None


def course_of(log: Iterable[tuple[datetime, e.Event]]) -> Course:
    """From the events of a case, each with its moment."""
    found = Course()
    open_tasks: dict[int, Span] = {}
    for at, event in log:
        if isinstance(event, e.TaskCreated):
            open_tasks[event.task] = opened = Span(element=event.element, unit=event.unit, begun=at)
            found.steps.append(opened)
        elif isinstance(event, e.TaskCompleted | e.TaskCancelled):
            if (span := open_tasks.pop(event.task, None)) is not None:
                span.ended, span.is_done = at, isinstance(event, e.TaskCompleted)
        elif isinstance(event, e.DecisionTaken):
            found.decided.append((event.element, event.outputs, event.rules))
        elif isinstance(event, e.MessageSent):
            found.sent.append((event.element, event.name))
        elif isinstance(event, e.IncidentRaised):
            found.incidents[event.incident] = (event.element, event.incident_kind, event.message)
        elif isinstance(event, e.IncidentResolved):
            found.incidents.pop(event.incident, None)
        elif isinstance(event, e.CaseCompleted):
            found.outcome, found.ended = event.outcome, at
        elif isinstance(event, e.CaseCancelled):
            found.outcome, found.ended = "cancelled", at
        else:
            _promise(found, at, event)
    return found


def _promise(found: Course, at: datetime, event: e.Event) -> None:
    if isinstance(event, e.ClockStarted):
        found.promises[event.clock, event.run] = Promise(
            clock=event.clock, run=event.run, unit=event.unit, limit=event.limit, begun=at, due=event.due_at
        )
    elif isinstance(event, e.ClockResumed | e.ClockExtended | e.ClockRecomputed | e.ClockRegraded):
        promise = found.promises[event.clock, event.run]
        promise.due = event.due_at if event.due_at is not None else promise.due
        if isinstance(event, e.ClockRegraded):
            promise.limit = event.limit
        if getattr(event, "excused", False):
            promise.overdue = None
    elif isinstance(event, e.ClockBreached):
        found.promises[event.clock, event.run].overdue = event.due_at
    elif isinstance(event, e.ClockStopped):
        promise = found.promises[event.clock, event.run]
        promise.ended, promise.kept = at, event.on_time
