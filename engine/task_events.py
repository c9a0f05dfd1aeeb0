"""What happened to the work of people. Part of engine.events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.event import Event


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
