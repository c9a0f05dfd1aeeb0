"""What may be asked of a case. Imperative names; frozen values. Data that people typed arrives already checked and
free of personal data (references into the vault only)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`command_id` makes a repetition harmless: a second one with the same id changes nothing."""

    command_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCase(Command):
    """Start `process` (its newest version) with `file` as first case file. `message` picks a message start event. `links`: to
    older cases, as {"kind", "case": id}; read it as: the new case *kind* that one."""

    process: str
    file: Mapping[str, Any]
    message: str | None = None
    links: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTask(Command):
    task: int
    assignee: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTask(Command):
    task: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTask(Command):
    task: int
    assignee: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteTask(Command):
    """`answers` become `file[element]`. `assignee` is who completes it; refused when another person has claimed it."""

    task: int
    answers: Mapping[str, Any] = field(default_factory=dict)
    assignee: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FireTimers(Command):
    """Breach every clock and fire every timer that is due at the moment of the command. Nothing due: nothing changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelateMessage(Command):
    """Hand over a message. Rejected with MessageNotAwaited when nothing waits; the inbox of messages keeps it then."""

    name: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteJob(Command):
    """`result` becomes `file[element]`."""

    job: int
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailJob(Command):
    """`error_code` looks for an error boundary event; without one, or uncaught, an incident is raised."""

    job: int
    message: str
    error_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveIncident(Command):
    """Try again what failed, after `file` corrections."""

    incident: int
    file: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseClock(Command):
    clock: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeClock(Command):
    clock: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendClock(Command):
    """`by`: a limit such as "3wd" (see engine.limits), added to the current due date."""

    clock: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradeClock(Command):
    """Measure the promise by a new standard: `limit` counts from the original start. The same limit changes nothing."""

    clock: str
    limit: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecomputeClocks(Command):
    """The calendar changed: recompute the due dates of open clocks."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendFile(Command):
    """Set top-level entries of the case file outside any task (a late supplement, a supervisor's instruction)."""

    file: Mapping[str, Any]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    """Something people should know, beside the diagram: nothing moves, nothing is due because of it. `note`: what was written, a
    reference into the vault. `audience`: the unit whose people and those above may read it; None for every reader of the case."""

    note: Mapping[str, Any]
    audience: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCase(Command):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrateCase(Command):
    """Go on by another version of the process ("key@digest"). `mapping`: element of the old version -> element of the new one,
    where the id is another; only needed where the case stands. The same version changes nothing."""

    definition: str
    reason: str
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMigration(Command):
    """Back to the version before the last migration, as long as the case has not gone on since."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpTo(Command):
    """Go on at `element` instead of where the case stands with this open work (task, job, timer, message or incident), as if a
    flow led there."""

    work: int
    element: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack(Command):
    """Do a user task again that was done in this case before, instead of `task`."""

    task: int
    element: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reroute(Command):
    """Let open tasks go where the diagram sends them now: a unit was closed, nobody is left in it, or the file says something
    else since. `tasks`: their numbers; none means all. Due dates stay."""

    reason: str
    tasks: tuple[int, ...] = ()


MOVES = (MigrateCase, UndoMigration, JumpTo, SendBack)
"""What moves a case from outside its diagram. It happens without a new incident, or not at all."""
