"""What a step changed for the people around the case: new tasks, ended tasks, moved timers, the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from engine import events as e
from engine.events import Event
from webapp.simulation.views import CaseView, OpenTask


@dataclass(slots=True)
class Noted:
    created: list[OpenTask] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    closed: bool = False


def note(case: CaseView, events: Iterable[Event]) -> Noted:
    """Bring `case` up to date with the events of one step."""
    noted = Noted()
    for event in events:
        match event:
            case e.TaskCreated():
                task = OpenTask(
                    number=event.task, element=event.element, role=event.role, unit=event.unit, form=event.form,
                    due_at=event.due_at,
                )  # fmt: skip
                case.tasks[event.task] = task
                case.visits[event.element] += 1
                noted.created.append(task)
            case e.TaskCompleted() | e.TaskCancelled():
                case.tasks.pop(event.task, None)
                noted.ended.append(event.task)
            case e.TimerScheduled():
                _arm(case, "timer", str(event.timer), event.due_at)
            case e.TimerFired() | e.TimerCancelled():
                _arm(case, "timer", str(event.timer), None)
            case e.ClockStarted() | e.ClockResumed() | e.ClockExtended() | e.ClockRegraded() | e.ClockRecomputed():
                _arm(case, "clock", event.clock, event.due_at)
            case e.ClockPaused() | e.ClockStopped() | e.ClockBreached():
                _arm(case, "clock", event.clock, None)
            case e.FactsChanged():
                case.file.update({name: event.changes[name] for name in ("category", "urgency") if name in event.changes})
            case e.CaseCompleted() | e.CaseCancelled():
                noted.closed = True
    return noted


def _arm(case: CaseView, kind: str, name: str, due_at: datetime | None) -> None:
    if due_at is None:
        case.timers.pop((kind, name), None)
    else:
        case.timers[kind, name] = due_at
