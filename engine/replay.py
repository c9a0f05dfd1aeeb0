"""From what was recorded back to the commands, and through the engine again: a history is proven when the same commands give the
same events. What may lawfully differ is shown, not hidden: a calendar or an organisation that was another one then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine import commands as c
from engine import events as e
from engine.engine import Engine
from engine.errors import Rejection
from engine.state import CaseState


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The events of one command, in order. `kind`: name of the command class, where it was recorded."""

    at: datetime
    events: tuple[e.Event, ...]
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Command number `step` (from 0) gave `found` where `recorded` stands. One of the two is None where the other has more."""

    step: int
    recorded: e.Event | None
    found: e.Event | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """`stopped`: why the replay could not go on."""

    state: CaseState | None
    differences: tuple[Difference, ...]
    stopped: Rejection | None = None

    @property
    def proven(self) -> bool:
        return self.state is not None and not self.differences and self.stopped is None


@dataclass(slots=True)
class _Tape:
    state: CaseState | None = None
    differences: list[Difference] = field(default_factory=list)


def replay(
    history: Iterable[Recorded], engine_at: Callable[[datetime], Engine], *, case_id: int, number: str, whole: bool = True
) -> Replay:
    """`engine_at` gives the engine as it was at a moment: with the calendars of that day. Not `whole`: only up to the
    command that makes the first difference, for those who ask whether it is proven."""
    tape = _Tape()
    for place, recorded in enumerate(history):
        try:
            _play(tape, place, recorded, engine_at(recorded.at), case_id, number)
        except Rejection as rejection:
            return Replay(state=tape.state, differences=tuple(tape.differences), stopped=rejection)
        if tape.differences and not whole:
            break
    return Replay(state=tape.state, differences=tuple(tape.differences))


def _play(tape: _Tape, place: int, recorded: Recorded, engine: Engine, case_id: int, number: str) -> None:
    command = command_of(recorded)
    started = recorded.events[0] if isinstance(command, c.StartCase) else None
    step = engine.handle(
        tape.state,
        command,
        now=recorded.at,
        case_id=case_id,
        number=number,
        definition=started.definition if isinstance(started, e.CaseStarted) else None,
    )
    tape.state = step.state
    longest = max(len(recorded.events), len(step.events))
    for index in range(longest):
        then, again = _at(recorded.events, index), _at(step.events, index)
        if then != again:
            tape.differences.append(Difference(step=place, recorded=then, found=again))


def _at(events: tuple[e.Event, ...], index: int) -> e.Event | None:
    return events[index] if index < len(events) else None


def command_of(recorded: Recorded) -> c.Command:
    """The command that these events came from: known by its name, else by the first event that is not the recording of a breach,
    which goes before any command."""
    for event in recorded.events:
        if isinstance(event, e.CaseCancelled):
            return c.CancelCase(command_id="", reason=event.reason)
    if recorded.kind == "FireTimers":
        return c.FireTimers(command_id="")
    if recorded.kind == "RecomputeClocks":
        reasons = (event.reason for event in recorded.events if isinstance(event, e.ClockRecomputed))
        return c.RecomputeClocks(command_id="", reason=next(reasons, ""))
    leads = (event for event in recorded.events if not isinstance(event, e.ClockBreached))
    lead = next(leads, None)
    made = COMMANDS.get(type(lead))
    if made is None or (isinstance(lead, e.FileChanged) and lead.element is not None):
        return c.FireTimers(command_id="")
    return made(lead)


COMMANDS: dict[type[Any], Callable[[Any], c.Command]] = {
    e.CaseStarted: lambda x: c.StartCase(command_id="", process=x.process, file=x.file, message=x.message, links=x.links),
    e.TaskClaimed: lambda x: c.ClaimTask(command_id="", task=x.task, assignee=x.assignee),
    e.TaskReleased: lambda x: c.ReleaseTask(command_id="", task=x.task),
    e.TaskAssigned: lambda x: c.AssignTask(command_id="", task=x.task, assignee=x.assignee),
    e.TaskCompleted: lambda x: c.CompleteTask(command_id="", task=x.task, answers=x.answers, assignee=x.assignee),
    e.JobCompleted: lambda x: c.CompleteJob(command_id="", job=x.job, result=x.result),
    e.JobFailed: lambda x: c.FailJob(command_id="", job=x.job, message=x.message, error_code=x.error_code),
    e.MessageReceived: lambda x: c.CorrelateMessage(command_id="", name=x.name, payload=x.payload),
    e.IncidentResolved: lambda x: c.ResolveIncident(command_id="", incident=x.incident, file=x.file, reason=x.reason),
    e.FileChanged: lambda x: c.AmendFile(command_id="", file=x.changes, reason=x.reason or ""),
    e.NoteAdded: lambda x: c.AddNote(command_id="", note=x.note, audience=x.audience),
    e.ClockPaused: lambda x: c.PauseClock(command_id="", clock=x.clock, reason=x.reason),
    e.ClockResumed: lambda x: c.ResumeClock(command_id="", clock=x.clock, reason=x.reason),
    e.ClockExtended: lambda x: c.ExtendClock(command_id="", clock=x.clock, by=x.by, reason=x.reason),
    e.ClockRegraded: lambda x: c.RegradeClock(command_id="", clock=x.clock, limit=x.limit, reason=x.reason),
    e.ClockRecomputed: lambda x: c.RecomputeClocks(command_id="", reason=x.reason),
    e.CaseMigrated: lambda x: c.MigrateCase(command_id="", definition=x.after, mapping=x.mapping, reason=x.reason),
    e.MigrationUndone: lambda x: c.UndoMigration(command_id="", reason=x.reason),
    e.WorkRerouted: lambda x: c.Reroute(command_id="", tasks=x.tasks, reason=x.reason),
    e.TokenMoved: lambda x: (
        c.SendBack(command_id="", task=x.work, element=x.target, reason=x.reason)
        if x.move == "sent_back"
        else c.JumpTo(command_id="", work=x.work, element=x.target, reason=x.reason)
    ),
}
