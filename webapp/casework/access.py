"""Who may send which command: one table. `require` enforces it, `offered` shows buttons and links by it.

Read POLICY aloud to the customer: a command is allowed when one of its rules says yes and no prohibition says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine import commands as c
from engine.commands import Command
from engine.errors import Rejection
from webapp.casework.actors import Actor
from webapp.casework.rules import (
    Rule,
    Subject,
    acts_for_himself,
    anyone,
    assignee,
    candidate,
    cards_are_for_supervisors,
    did_not_handle,
    holds,
    holds_over_case,
    holds_over_task,
    is_kind,
    is_let_in,
    receiver_is_candidate,
    receiver_is_let_in,
    requester,
    sends,
    takes_over,
    to_own_people,
    unknown_task,
)

__all__ = ["POLICY", "PROHIBITIONS", "NotAllowed", "Subject", "acting_for", "is_allowed", "offered", "require"]


class NotAllowed(Rejection):
    """You may not do this here."""


INTAKE = ("call_taker", "intake_reviewer", "grid_worker", "grid_leader", "dispatcher", "supervisor")
AT_WORK = (*INTAKE, "unit_clerk", "unit_leader", "co_unit_clerk", "quality_reviewer", "callback_agent")

POLICY: dict[type[Command], tuple[Rule, ...]] = {
    c.StartCase: (anyone, is_kind("system", "job")),
    c.ClaimTask: (candidate, unknown_task),
    c.ReleaseTask: (assignee, holds_over_task("unit_leader", "supervisor"), unknown_task, is_kind("system")),
    c.AssignTask: (holds_over_task("unit_leader", "supervisor"), takes_over, unknown_task),
    c.CompleteTask: (assignee, candidate, unknown_task, is_kind("system")),
    c.FireTimers: (is_kind("timer", "system"),),
    c.CorrelateMessage: (
        is_kind("job", "system"),
        requester,
        holds_over_case(*INTAKE, "unit_clerk", "unit_leader"),
        sends("leader_instructed", "leader_viewer"),
    ),
    c.CompleteJob: (is_kind("job", "system"),),
    c.FailJob: (is_kind("job", "system"),),
    c.ResolveIncident: (holds("release_manager", "sys_admin"), is_kind("system")),
    c.PauseClock: (holds_over_case("dispatcher", "supervisor"), is_kind("system")),
    c.ResumeClock: (holds_over_case("dispatcher", "supervisor"), is_kind("system")),
    c.ExtendClock: (holds_over_case("dispatcher", "supervisor"), is_kind("system")),
    c.RegradeClock: (holds_over_case("supervisor"), is_kind("system")),
    c.RecomputeClocks: (is_kind("system", "job"),),
    c.AmendFile: (holds_over_case("dispatcher", "supervisor"), is_kind("system", "job")),
    c.AddNote: (holds_over_case(*AT_WORK),),
    c.CancelCase: (holds_over_case("supervisor"), holds("release_manager"), is_kind("system")),
    c.MigrateCase: (holds("release_manager"), is_kind("system")),
    c.UndoMigration: (holds("release_manager"), is_kind("system")),
    c.JumpTo: (holds_over_case("supervisor"),),
    c.SendBack: (holds_over_case("supervisor"),),
    c.Reroute: (holds_over_case("supervisor"), is_kind("system", "job")),
}
"""Command -> rules of which one must hold."""

PROHIBITIONS: dict[type[Command], tuple[Rule, ...]] = {
    c.ClaimTask: (acts_for_himself, did_not_handle),
    c.AssignTask: (receiver_is_candidate, receiver_is_let_in, did_not_handle),
    c.CompleteTask: (acts_for_himself, did_not_handle),
    c.AddNote: (to_own_people, cards_are_for_supervisors),
}
"""Command -> rules that must all hold besides: separation of duties."""


def is_allowed(by: Actor, command: Command, subject: Subject) -> bool:
    """Deny by default: a command without a row in POLICY is for nobody."""
    kind = type(command)
    return (
        is_let_in(by, command, subject)
        and any(rule(by, command, subject) for rule in POLICY.get(kind, ()))
        and all(rule(by, command, subject) for rule in PROHIBITIONS.get(kind, ()))
    )


def require(by: Actor, command: Command, subject: Subject) -> None:
    """Raises NotAllowed."""
    if not is_allowed(by, command, subject):
        raise NotAllowed(command=type(command).__name__, actor=by.label)


def acting_for(by: Actor, command: Command, subject: Subject) -> int | None:
    """The absent colleague in whose place `by` does this. None: in his own name."""
    if not by.stands_in:
        return None
    task = subject.tasks.get(getattr(command, "task", 0))
    if task is not None and isinstance(command, c.ClaimTask | c.ReleaseTask | c.CompleteTask):
        return by.absent_from((task["role"], task["unit"]))
    if is_allowed(by.in_place_of(), command, subject):
        return None
    colleagues = sorted({absent for *_, absent in by.stands_in})
    return next((absent for absent in colleagues if is_allowed(by.in_place_of(absent), command, subject)), None)


def offered(by: Actor, subject: Subject) -> frozenset[tuple[str, int | None]]:
    """(command name, task number or None) of everything `by` may do now: a button is shown iff it is in here."""
    return frozenset(_allowed_now(by, subject))


def _allowed_now(by: Actor, subject: Subject) -> Iterable[tuple[str, int | None]]:
    me = by.user_id or 0
    for number, task in subject.tasks.items():
        candidates: list[Command] = [c.CompleteTask(command_id="", task=number, assignee=me)]
        if task["assignee_id"] is None:
            candidates.append(c.ClaimTask(command_id="", task=number, assignee=me))
            candidates.extend(_assignments(by, number, task, subject))
        else:
            candidates.append(c.ReleaseTask(command_id="", task=number))
        if task["assignee_id"] not in {None, me}:
            candidates.pop(0)
        yield from ((type(command).__name__, number) for command in candidates if is_allowed(by, command, subject))
    for command in _CASE_COMMANDS:
        if is_allowed(by, command, subject):
            yield type(command).__name__, None


def _assignments(by: Actor, number: int, task: Mapping[str, Any], subject: Subject) -> Iterable[Command]:
    """One is enough to offer the button; who may be chosen is `subject.directory.holders`."""
    for user in subject.directory.holders.get((task["unit"], task["role"]), ()):
        command = c.AssignTask(command_id="", task=number, assignee=user)
        if is_allowed(by, command, subject):
            return [command]
    return []


_CASE_COMMANDS: tuple[Command, ...] = (
    c.PauseClock(command_id="", clock="", reason=""), c.ResumeClock(command_id="", clock="", reason=""),
    c.ExtendClock(command_id="", clock="", by="", reason=""), c.AmendFile(command_id="", file={}, reason=""),
    c.CancelCase(command_id="", reason=""), c.AddNote(command_id="", note={}), c.CorrelateMessage(command_id="", name=""),
    c.JumpTo(command_id="", work=0, element="", reason=""), c.SendBack(command_id="", task=0, element="", reason=""),
)  # fmt: skip
