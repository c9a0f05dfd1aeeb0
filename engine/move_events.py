"""What happens to a case from outside its diagram: another version, another way. Part of engine.events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMigrated(Event):
    """The case goes on by version `after`. `mapping`: where it stood -> where it stands, of elements whose id is another now.
    `stood`: where it stood before. Open work keeps its numbers, who has taken it, and what was typed."""

    before: str
    after: str
    mapping: Mapping[str, str]
    stood: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationUndone(Event):
    """The case is as it was before it was migrated from `after` to `before`."""

    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenMoved(Event):
    """By a way that is not drawn: from the work `work` at `element` to `target`. `move`: jump or sent_back."""

    move: str
    work: int
    element: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRerouted(Event):
    """Open tasks went where the diagram sends them since the organisation or the file changed. `units`: where to, in the order of
    `tasks`; each tells by `TaskMoved`, too."""

    tasks: tuple[int, ...]
    units: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMoved(Event):
    """The same task, as the new version of the diagram has it, or rerouted: another element, role, unit, form or phase."""

    task: int
    element: str
    phase: str | None
    role: str
    unit: str
    form: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobMoved(Event):
    """The same job, at the element that the new version of the diagram has for it."""

    job: int
    element: str
    phase: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentMoved(Event):
    """The same incident, at the element that the new version of the diagram has for where it happened."""

    incident: int
    element: str
