"""The rules that the policy table (access.py) is made of: who somebody is to a command and to what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.casework.actors import Actor
from webapp.casework.directory import Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a command is about. `tasks`: open task number -> its row. `handled_by`: (unit, user id) of finished handling
    tasks. `recused`: who declared an interest in it. A new case has no tasks and no unit."""

    directory: Directory
    case_id: int | None = None
    unit: str | None = None
    place: str | None = None
    tasks: Mapping[int, Mapping[str, Any]]
    handled_by: frozenset[tuple[str, int | None]] = frozenset()
    compartment: str | None = None
    about_unit: str | None = None
    recused: frozenset[int] = frozenset()


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


def sends(message: str, *roles: str) -> Rule:
    """Sends this one message, and holds one of the roles over the case."""
    over_case = holds_over_case(*roles)
    return lambda by, command, subject: command.name == message and over_case(by, command, subject)


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
    """A task is given only to somebody who holds its role in its unit, or stands in there."""
    task = subject.tasks.get(command.task)
    if task is not None and takes_over(by, command, subject):
        return True
    return task is None or subject.directory.holds(command.assignee, task["role"], task["unit"])


def did_not_handle(by: Actor, command: Any, subject: Subject) -> bool:
    """The callback is never done by the unit, or the person, that handled the request; nor in the seat of that person, nor by
    somebody who stands in for a colleague of that unit."""
    task = subject.tasks.get(command.task)
    if task is None or task["phase"] != "callback":
        return True
    units = {unit for unit, _ in subject.handled_by}
    people = {person for _, person in subject.handled_by}
    doer = getattr(command, "assignee", None) or by.user_id
    if by.user_id == doer and (by.units & units or by.absent_from((task["role"], task["unit"])) in people - {None}):
        return False
    return task["unit"] not in units and doer not in people


def to_own_people(by: Actor, command: Any, subject: Subject) -> bool:
    """A note that not every reader of the case may read is for a unit of one's own."""
    return command.audience is None or command.audience in by.units


def cards_are_for_supervisors(by: Actor, command: Any, subject: Subject) -> bool:
    """A note that gives a card, or takes one back, is a supervisor's."""
    return "card" not in command.note or holds_over_case("supervisor")(by, command, subject)


def takes_over(by: Actor, command: Any, subject: Subject) -> bool:
    """A deputy takes what the absent colleague had taken himself."""
    task = subject.tasks.get(command.task)
    return (
        task is not None and command.assignee == by.user_id and (task["role"], task["unit"], task["assignee_id"]) in by.stands_in
    )


def is_let_in(by: Actor, command: Any, subject: Subject) -> bool:
    """The case exists for this person, see compartments.py: cleared or working on it by name, not of the unit it complains about,
    not recused."""
    if not by.is_person:
        return True
    return (
        (subject.compartment is None or subject.compartment in by.clearances or _works_on_it(by, subject))
        and not subject.directory.sits_in(by.units, subject.about_unit)
        and by.user_id not in subject.recused
    )


def receiver_is_let_in(by: Actor, command: Any, subject: Subject) -> bool:
    """Nothing is given to somebody who sits in the unit complained about, or has an interest. Being given it by name is what lets
    somebody without clearance work on a restricted case."""
    units = frozenset(unit for _, unit in subject.directory.seats.get(command.assignee, ()))
    return command.assignee not in subject.recused and not subject.directory.sits_in(units, subject.about_unit)


def _works_on_it(by: Actor, subject: Subject) -> bool:
    return any(task["assignee_id"] == by.user_id for task in subject.tasks.values())
