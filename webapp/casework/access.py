"""Who may send which command: one table. `require` enforces it, `offered` shows buttons and links by it.

Read POLICY aloud to the customer: a command is allowed when one of its rules says yes and no prohibition says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine import commands as c
from engine.commands import Command
from engine.errors import Rejection
from webapp.casework.actors import Actor
from webapp.casework.directory import Directory


class NotAllowed(Rejection):
    """You may not do this here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a command is about. `tasks`: open task number -> its row. `handled_by`: (unit, user id) of finished handling
    tasks. A new case has no tasks and no unit."""

    directory: Directory
    case_id: int | None = None
    unit: str | None = None
    place: str | None = None
    tasks: Mapping[int, Mapping[str, Any]]
    handled_by: frozenset[tuple[str, int | None]] = frozenset()


Rule = Callable[[Actor, Any, Subject], bool]


def is_kind(*kinds: str) -> Rule:
    """The program itself: timer, job, system."""
    return lambda by, command, subject: by.kind in kinds


def holds(*roles: str) -> Rule:
    """Holds one of the roles in any unit."""
    return lambda by, command, subject: by.is_person and bool(by.roles & set(roles))


def holds_over_case(*roles: str) -> Rule:
    """Holds one of the roles in the unit that has the case now, where it happened, or above either."""

    def rule(by: Actor, command: Any, subject: Subject) -> bool:
        places = [place for place in (subject.unit, subject.place) if place]
        return by.is_person and any(
            role in roles and any(subject.directory.is_within(place, unit) for place in places) for role, unit in by.positions
        )

    return rule


def holds_over_task(*roles: str) -> Rule:
    """Holds one of the roles in the unit of the task or above it."""

    def rule(by: Actor, command: Any, subject: Subject) -> bool:
        task = subject.tasks.get(command.task)
        return (
            bool(task)
            and by.is_person
            and any(role in roles and subject.directory.is_within(task["unit"], unit) for role, unit in by.positions)
        )

    return rule


def anyone(by: Actor, command: Any, subject: Subject) -> bool:
    """Also people without an account."""
    return by.is_person or by.kind == "party"


def requester(by: Actor, command: Any, subject: Subject) -> bool:
    """Whoever knows the number and the query code of this case."""
    return by.kind == "party" and by.case_id is not None and by.case_id == subject.case_id


def candidate(by: Actor, command: Any, subject: Subject) -> bool:
    """Holds the role of the task in the unit of the task."""
    task = subject.tasks.get(command.task)
    return task is not None and by.is_person and (task["role"], task["unit"]) in by.positions


def assignee(by: Actor, command: Any, subject: Subject) -> bool:
    """Has taken the task, or was given it."""
    task = subject.tasks.get(command.task)
    return task is not None and by.is_person and task["assignee_id"] == by.user_id


def acts_for_himself(by: Actor, command: Any, subject: Subject) -> bool:
    """Claims and completes in his own name only."""
    return not by.is_person or command.assignee in {None, by.user_id}


def unknown_task(by: Actor, command: Any, subject: Subject) -> bool:
    """A task that is not open any more: let the engine say so instead of "not allowed"."""
    return by.is_person and command.task not in subject.tasks


def receiver_is_candidate(by: Actor, command: Any, subject: Subject) -> bool:
    """A task is given only to somebody who holds its role in its unit."""
    task = subject.tasks.get(command.task)
    return task is None or subject.directory.holds(command.assignee, task["role"], task["unit"])


def did_not_handle(by: Actor, command: Any, subject: Subject) -> bool:
    """The callback is never done by the unit, or the person, that handled the request."""
    task = subject.tasks.get(command.task)
    if task is None or task["phase"] != "callback":
        return True
    units = {unit for unit, _ in subject.handled_by}
    people = {person for _, person in subject.handled_by}
    doer = getattr(command, "assignee", None) or by.user_id
    return task["unit"] not in units and doer not in people and not (by.user_id == doer and by.units & units)


DISPATCHERS = ("dispatcher",)
INTAKE = ("call_taker", "intake_reviewer", "grid_worker", "grid_leader", "dispatcher", "supervisor")

POLICY: dict[type[Command], tuple[Rule, ...]] = {
    c.StartCase: (anyone, is_kind("system", "job")),
    c.ClaimTask: (candidate, unknown_task),
    c.ReleaseTask: (assignee, holds_over_task("unit_leader", "supervisor"), unknown_task),
    c.AssignTask: (holds_over_task("unit_leader", "supervisor"), unknown_task),
    c.CompleteTask: (assignee, candidate, unknown_task, is_kind("system")),
    c.FireTimers: (is_kind("timer", "system"),),
    c.CorrelateMessage: (is_kind("job", "system"), requester, holds_over_case(*INTAKE, "unit_clerk", "unit_leader")),
    c.CompleteJob: (is_kind("job", "system"),),
    c.FailJob: (is_kind("job", "system"),),
    c.ResolveIncident: (holds("release_manager", "sys_admin"), is_kind("system")),
    c.PauseClock: (holds_over_case("dispatcher", "supervisor"), is_kind("system")),
    c.ResumeClock: (holds_over_case("dispatcher", "supervisor"), is_kind("system")),
    c.ExtendClock: (holds_over_case("dispatcher", "supervisor"), is_kind("system")),
    c.RegradeClock: (holds_over_case("supervisor"), is_kind("system")),
    c.RecomputeClocks: (is_kind("system", "job"),),
    c.AmendFile: (holds_over_case("dispatcher", "supervisor"), is_kind("system", "job")),
    c.CancelCase: (holds_over_case("supervisor"), holds("release_manager"), is_kind("system")),
}
"""Command -> rules of which one must hold."""

PROHIBITIONS: dict[type[Command], tuple[Rule, ...]] = {
    c.ClaimTask: (acts_for_himself, did_not_handle),
    c.AssignTask: (receiver_is_candidate, did_not_handle),
    c.CompleteTask: (acts_for_himself, did_not_handle),
}
"""Command -> rules that must all hold besides: separation of duties."""


def is_allowed(by: Actor, command: Command, subject: Subject) -> bool:
    """Deny by default: a command without a row in POLICY is for nobody."""
    kind = type(command)
    return any(rule(by, command, subject) for rule in POLICY.get(kind, ())) and all(
        rule(by, command, subject) for rule in PROHIBITIONS.get(kind, ())
    )


def require(by: Actor, command: Command, subject: Subject) -> None:
    """Raises NotAllowed."""
    if not is_allowed(by, command, subject):
        raise NotAllowed(command=type(command).__name__, actor=by.label)


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
    c.CancelCase(command_id="", reason=""), c.CorrelateMessage(command_id="", name=""),
)  # fmt: skip
