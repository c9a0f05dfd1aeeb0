"""What is open in a running case. Every item has a number `no`, unique and stable inside its case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTask:
    """Waits for a person: any holder of `role` in `unit`, or `assignee` once claimed. `due_at` in UTC."""

    no: int
    element: str
    phase: str | None
    role: str
    unit: str
    form: str | None
    assignee: int | None = None
    priority: int = 50
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Waits for the outside world; done by the service task named `type` after the commit."""

    no: int
    element: str
    phase: str | None
    type: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    retries: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Fires at `due_at` (UTC). None: not armed, e.g. its clock is paused."""

    no: int
    element: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSubscription:
    no: int
    element: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The model could not go on; the token waits at `element` for ResolveIncident."""

    no: int
    element: str
    kind: str
    message: str


OpenWork = UserTask | Job | Timer | MessageSubscription | Incident
