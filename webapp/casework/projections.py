"""Event -> rows of the read models, one small function per kind of event. They look nothing up but the case's own open rows
and the tree of units; `bihuan rebuild` runs them again over the whole history and must get the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from engine import events as e
from engine.events import Event
from webapp.casework.actors import user_in
from webapp.casework.readmodel import Drop, Put, ReadModel, Write
from webapp.casework.recorded import encode


class Units(Protocol):
    """What projections ask of the tree of units."""

    def tier(self, unit: str) -> str | None: ...
    def path(self, unit: str) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What an event does not say itself: where in the history it stands and who caused it."""

    seq: int
    at: datetime
    actor: str
    units: Units


Projection = Callable[[Any, Occasion, ReadModel], Iterator[Write]]

FACTS = ("title", "category", "urgency")
"""Facts of the case that every open work item repeats, so that the inbox needs no join."""
COLUMNS_OF_FACTS = ("title", "channel", "category", "urgency", "place")


def case_started(event: e.CaseStarted, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("case", (), {
        "number": event.number, "process": event.process, "definition": event.definition, "status": "active", "outcome": None,
        "title": str(event.file.get("title") or ""), "channel": event.file.get("channel"), "category": None, "urgency": None,
        "place": None, "unit": None, "phase": None, "tier": None, "opened_at": on.at, "closed_at": None,
        "source": event.file.get("source"), "external_id": event.file.get("external_id"),
    })  # fmt: skip


def phase_entered(event: e.PhaseEntered, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("case", (), {"phase": event.phase})


def facts_changed(event: e.FactsChanged, on: Occasion, model: ReadModel) -> Iterator[Write]:
    changes = {name: _text(event.changes[name]) for name in COLUMNS_OF_FACTS if name in event.changes}
    if "title" in changes:
        changes["title"] = changes["title"] or ""
    yield Put("case", (), changes)
    repeated = {name: value for name, value in changes.items() if name in FACTS}
    if repeated:
        for key in tuple(model.open["work_item"]):
            yield Put("work_item", key, repeated)


def task_created(event: e.TaskCreated, on: Occasion, model: ReadModel) -> Iterator[Write]:
    case = model.case
    yield Put("work_item", (event.task,), {
        "number": case["number"], "process": case["process"], "title": case["title"], "category": case["category"],
        "urgency": case["urgency"], "element": event.element, "phase": event.phase, "form": event.form, "role": event.role,
        "unit": event.unit, "assignee_id": None, "priority": event.priority, "due_at": event.due_at, "state": "open",
        "created_at": on.at, "ended_at": None, "ended_by": None,
    })  # fmt: skip
    yield Put("case", (), {"unit": event.unit, "tier": on.units.tier(event.unit)})


def task_rescheduled(event: e.TaskRescheduled, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("work_item", (event.task,), {"due_at": event.due_at})


def task_claimed(event: e.TaskClaimed | e.TaskAssigned, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("work_item", (event.task,), {"assignee_id": event.assignee})


def task_released(event: e.TaskReleased, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("work_item", (event.task,), {"assignee_id": None})


def task_completed(event: e.TaskCompleted, on: Occasion, model: ReadModel) -> Iterator[Write]:
    by = event.assignee if event.assignee is not None else user_in(on.actor)
    yield Put("work_item", (event.task,), {"state": "done", "assignee_id": by, "ended_at": on.at, "ended_by": by})


def task_cancelled(event: e.TaskCancelled, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("work_item", (event.task,), {"state": "cancelled", "ended_at": on.at})


def timer_scheduled(event: e.TimerScheduled, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield _arm("timer", str(event.timer), event.due_at)


def timer_ended(event: e.TimerFired | e.TimerCancelled, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield _arm("timer", str(event.timer), None)


def clock_started(event: e.ClockStarted, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("clock", (event.clock, event.run), {
        "time_limit": event.limit, "calendar": event.calendar, "unit": event.unit, "phase": event.phase, "state": "running",
        "started_at": on.at, "due_at": event.due_at, "provisional": event.provisional, "breached_at": None, "excused": False,
        "stopped_at": None, "on_time": None,
    })  # fmt: skip
    yield _arm("clock", event.clock, event.due_at)
    yield _ledger(event, on)


def clock_paused(event: e.ClockPaused, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("clock", (event.clock, event.run), {"state": "paused", "due_at": None, "provisional": False})
    yield _arm("clock", event.clock, None)
    yield _ledger(event, on)


def clock_resumed(event: e.ClockResumed, on: Occasion, model: ReadModel) -> Iterator[Write]:
    if event.due_at is not None:  # else another reason still holds it
        yield Put("clock", (event.clock, event.run), {
            "state": "running", "due_at": event.due_at, "provisional": event.provisional,
        })  # fmt: skip
        yield _arm_unless_broken(event.clock, event.run, event.due_at, model)
    yield _ledger(event, on)


def clock_moved(event: e.ClockExtended | e.ClockRecomputed, on: Occasion, model: ReadModel) -> Iterator[Write]:
    columns = {"due_at": event.due_at, "provisional": event.provisional, "excused": event.excused}
    if isinstance(event, e.ClockRecomputed):
        columns["calendar"] = event.calendar
    yield Put("clock", (event.clock, event.run), columns)
    yield _arm_unless_broken(event.clock, event.run, event.due_at, model)
    yield _ledger(event, on)


def clock_breached(event: e.ClockBreached, on: Occasion, model: ReadModel) -> Iterator[Write]:
    first = model.open["clock"].get((event.clock, event.run), {}).get("breached_at")
    yield Put("clock", (event.clock, event.run), {"breached_at": first or event.due_at, "excused": False})
    yield Put("clearance_entry", (event.clock, event.run), {
        "unit": event.unit, "unit_path": on.units.path(event.unit), "phase": event.phase, "due_at": event.due_at,
        "listed_at": on.at, "level": 0, "stopped_at": None, "cleared_at": None, "outcome": None,
    })  # fmt: skip
    yield _arm("clock", event.clock, None)
    yield _ledger(event, on)


def clock_stopped(event: e.ClockStopped, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("clock", (event.clock, event.run), {"state": "stopped", "stopped_at": on.at, "on_time": event.on_time})
    if (event.clock, event.run) in model.open["clearance_entry"]:
        yield Put("clearance_entry", (event.clock, event.run), {"stopped_at": on.at})
    yield _arm("clock", event.clock, None)
    yield _ledger(event, on)


def escalation_raised(event: e.EscalationRaised, on: Occasion, model: ReadModel) -> Iterator[Write]:
    """A code ending in a digit ("supervision_3") is the level of supervision its late promises have reached."""
    level = event.code[-1:]
    if level.isdigit():
        for key, row in tuple(model.open["clearance_entry"].items()):
            if int(level) > row["level"]:
                yield Put("clearance_entry", key, {"level": int(level)})


def incident_raised(event: e.IncidentRaised, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("incident", (event.incident,), {
        "element": event.element, "kind": event.incident_kind, "message": event.message, "raised_at": on.at, "resolved_at": None,
    })  # fmt: skip
    yield Put("case", (), {"status": "incident"})


def incident_resolved(event: e.IncidentResolved, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("incident", (event.incident,), {"resolved_at": on.at})
    if set(model.open["incident"]) <= {(event.incident,)} and model.case["closed_at"] is None:
        yield Put("case", (), {"status": "active"})


def case_completed(event: e.CaseCompleted, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield from _closed("completed", event.outcome, on, model)


def case_cancelled(event: e.CaseCancelled, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield from _closed("cancelled", "cancelled", on, model)


def _closed(status: str, outcome: str, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("case", (), {"status": status, "outcome": outcome, "closed_at": on.at})
    for key in tuple(model.open["incident"]):
        yield Put("incident", key, {"resolved_at": on.at})
    for key in tuple(model.open["clearance_entry"]):
        yield Put("clearance_entry", key, {"cleared_at": on.at, "outcome": outcome})


def _arm(kind: str, name: str, due_at: datetime | None) -> Write:
    return Drop("due_timer", (kind, name)) if due_at is None else Put("due_timer", (kind, name), {"due_at": due_at})


def _arm_unless_broken(clock: str, run: int, due_at: datetime | None, model: ReadModel) -> Write:
    """A promise is broken once; what was excused can be broken again."""
    row = model.open["clock"].get((clock, run))
    return _arm("clock", clock, None if row and row["breached_at"] and not row["excused"] else due_at)


def _ledger(event: Any, on: Occasion) -> Write:
    data = {name: value for name, value in encode(event).items() if name not in {"clock", "run"}}
    return Put("clock_event", (on.seq,), {
        "name": event.clock, "run": event.run, "kind": type(event).__name__, "at": on.at, "actor": on.actor, "data": data,
    })  # fmt: skip


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


PROJECTIONS: dict[type[Event], Projection] = {
    e.CaseStarted: case_started,
    e.PhaseEntered: phase_entered,
    e.FactsChanged: facts_changed,
    e.TaskCreated: task_created,
    e.TaskRescheduled: task_rescheduled,
    e.TaskClaimed: task_claimed,
    e.TaskAssigned: task_claimed,
    e.TaskReleased: task_released,
    e.TaskCompleted: task_completed,
    e.TaskCancelled: task_cancelled,
    e.TimerScheduled: timer_scheduled,
    e.TimerFired: timer_ended,
    e.TimerCancelled: timer_ended,
    e.ClockStarted: clock_started,
    e.ClockPaused: clock_paused,
    e.ClockResumed: clock_resumed,
    e.ClockExtended: clock_moved,
    e.ClockRecomputed: clock_moved,
    e.ClockBreached: clock_breached,
    e.ClockStopped: clock_stopped,
    e.EscalationRaised: escalation_raised,
    e.IncidentRaised: incident_raised,
    e.IncidentResolved: incident_resolved,
    e.CaseCompleted: case_completed,
    e.CaseCancelled: case_cancelled,
}

TIMELINE_ONLY: frozenset[type[Event]] = frozenset({
    e.JobCreated, e.JobCompleted, e.JobFailed, e.JobCancelled, e.MessageAwaited, e.MessageUnawaited, e.MessageReceived,
    e.MessageSent, e.DecisionTaken, e.FileChanged,
})  # fmt: skip
"""No read model: people see them in the timeline of the case. Jobs and messages also have effects, see effects.py."""


def project(event: Event, on: Occasion, model: ReadModel) -> None:
    """Fold one event into the read models."""
    projection = PROJECTIONS.get(type(event))
    if projection is not None:
        for write in projection(event, on, model):
            model.apply(write)
