"""User tasks as rows of the inbox."""

from __future__ import annotations

from collections.abc import Iterator

from engine import events as e
from webapp.casework.actors import user_in
from webapp.casework.projections import flags
from webapp.casework.projections.occasion import Occasion
from webapp.casework.readmodel import Put, ReadModel, Write


def task_created(event: e.TaskCreated, on: Occasion, model: ReadModel) -> Iterator[Write]:
    case = model.case
    yield Put("work_item", (event.task,), {
        "number": case["number"], "process": case["process"], "title": case["title"], "category": case["category"],
        "urgency": case["urgency"], "element": event.element, "phase": event.phase, "form": event.form, "role": event.role,
        "unit": event.unit, "assignee_id": None, "priority": event.priority, "due_at": event.due_at, "state": "open",
        "created_at": on.at, "ended_at": None, "ended_by": None, "compartment": case["compartment"],
        "about_unit": case["about_unit"], "channel": case["channel"], "place": case["place"], "flags": case["flags"],
        "taken_at": None,
    })  # fmt: skip
    yield Put("case", (), {"unit": event.unit, "tier": on.units.tier(event.unit)})


def task_rescheduled(event: e.TaskRescheduled, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("work_item", (event.task,), {"due_at": event.due_at})


def task_reprioritised(event: e.TaskReprioritised, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("work_item", (event.task,), {"priority": event.priority})


def task_moved(event: e.TaskMoved, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("work_item", (event.task,), {
        "element": event.element, "phase": event.phase, "role": event.role, "unit": event.unit, "form": event.form,
    })  # fmt: skip
    yield Put("case", (), {"unit": event.unit, "tier": on.units.tier(event.unit)})


def task_claimed(event: e.TaskClaimed | e.TaskAssigned, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("work_item", (event.task,), {"assignee_id": event.assignee, "taken_at": on.at})


def task_released(event: e.TaskReleased, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("work_item", (event.task,), {"assignee_id": None, "taken_at": None})


def task_completed(event: e.TaskCompleted, on: Occasion, model: ReadModel) -> Iterator[Write]:
    by = event.assignee if event.assignee is not None else user_in(on.actor)
    yield Put("work_item", (event.task,), {"state": "done", "assignee_id": by, "ended_at": on.at, "ended_by": by})
    if event.phase == "handling":
        yield from flags.handled(model)


def task_cancelled(event: e.TaskCancelled, on: Occasion, model: ReadModel) -> Iterator[Write]:
    yield Put("work_item", (event.task,), {"state": "cancelled", "ended_at": on.at})
