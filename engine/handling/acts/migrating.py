"""A case goes on by another version of its process, and back."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from engine import commands as c
from engine import events as e
from engine.definition import Definition
from engine.errors import CannotMigrate, NeedsMapping, NothingToUndo, Rejection
from engine.handling.facts import facts_of_version
from engine.handling.failure import incident
from engine.handling.moving.carrying import Carrying, Problem
from engine.handling.moving.joins import look_again, stranded
from engine.handling.moving.way_back import assignees
from engine.spiff import codec
from engine.spiff.nodes.boundary import BoundaryEvent
from engine.spiff.nodes.tasks import UserTask
from engine.spiff.token import LOOK_AGAIN, Token
from engine.spiff.workflow import CaseWorkflow, locals_of

if TYPE_CHECKING:
    from engine.handling.attempt import Attempt


def migrate(attempt: Attempt, command: c.MigrateCase) -> None:
    """Errors: NeedsMapping, CannotMigrate, UnknownVersion. The version it is on already: nothing happens."""
    before, old = attempt.turn.definition, attempt.workflow
    if command.definition == before.id:
        return
    after = attempt.version(command.definition)
    if after.key != before.key:
        raise CannotMigrate(problems=[{"reason": "other_process", "element": after.key}])
    way_back = [before.id, attempt.turn.content.phase, deepcopy(codec.dump(old)), dict(attempt.turn.content.incidents)]
    stood = tuple(dict.fromkeys(token.task_spec.element.id for token in old.all_tokens() if not _listens(token)))
    carrying = Carrying(old, CaseWorkflow(after.specification, attempt.turn), after.elements, command.mapping)
    carrying.carry()
    problems = carrying.problems or [*_joins(carrying), *_second_persons(attempt, before, after)]
    _refuse(problems)
    attempt.tell(e.CaseMigrated(before=before.id, after=after.id, mapping=carrying.used, stood=stood, reason=command.reason))
    _becomes(attempt, after, carrying.new)
    _stand_anew(attempt, carrying)
    attempt.way_back = way_back


def undo(attempt: Attempt, command: c.UndoMigration) -> None:
    """Errors: NothingToUndo."""
    content, left = attempt.turn.content, attempt.turn.definition
    if content.before is None:
        raise NothingToUndo()
    identity, phase, tokens, incidents = content.before
    returned = attempt.version(identity)
    taken = dict(assignees(codec.dump(attempt.workflow)))
    attempt.tell(e.MigrationUndone(before=left.id, after=returned.id, reason=command.reason))
    _becomes(attempt, returned, codec.load(returned.specification, tokens, attempt.turn))
    for token in attempt.workflow.all_tokens():
        token.seen = LOOK_AGAIN
        if isinstance(token.task_spec, UserTask) and token.internal_data.get("no") in taken:
            _assign(token, taken[token.internal_data["no"]])
    content.incidents = {number: about for number, about in incidents.items() if number in content.incidents}
    content.before = None
    if phase != content.phase and phase is not None:
        _enter(attempt, phase, next((token.task_spec.element.id for token in attempt.workflow.all_tokens()), ""))


def _joins(carrying: Carrying) -> list[Problem]:
    """Parallel joins at which the case would wait for ever."""
    before = {carrying.target(join) for scope in carrying.old.scopes() for join in stranded(scope)}
    found = {join for scope in carrying.new.scopes() for join in stranded(scope)} - before
    return [{"reason": "join", "element": join} for join in sorted(found)]


def _second_persons(attempt: Attempt, before: Definition, after: Definition) -> list[Problem]:
    """Tasks whose doer the new version asks for, done while nobody kept who it was."""
    file = attempt.turn.file
    asked = sorted(after.remembered - before.remembered)
    return [
        {"reason": "second_person", "element": name}
        for name in asked
        if isinstance(file.get(name), dict) and "by" not in file[name]
    ]


def _refuse(problems: list[Problem]) -> None:
    if problems and all(problem["reason"] == "gone" for problem in problems):
        raise NeedsMapping(elements=[problem["element"] for problem in problems])
    if problems:
        raise CannotMigrate(problems=problems)


def _becomes(attempt: Attempt, definition: Definition, workflow: CaseWorkflow) -> None:
    """From here on the case runs by this version, and lists show it as that version does."""
    before, attempt.workflow = attempt.turn.definition, workflow
    attempt.turn.follow(definition)
    attempt.facts = facts_of_version(before, attempt.turn)


def _stand_anew(attempt: Attempt, carrying: Carrying) -> None:
    """Errors: CannotMigrate, when what the new version waits for cannot be computed."""
    content = attempt.turn.content
    for number, (element, kind, message) in content.incidents.items():
        content.incidents[number] = [carrying.target(element), kind, message]
    try:
        for begins in carrying.begins:
            begins()
        for before, after in carrying.stands:
            _as_drawn(attempt, before, after)
    except Rejection:
        raise
    except Exception as error:
        raise CannotMigrate(problems=[{"reason": "model_fails", "element": incident(error)[0]}]) from error
    for scope in attempt.workflow.scopes():
        look_again(scope)


def _as_drawn(attempt: Attempt, before: Token, after: Token) -> None:
    """The phase that the case is in; whose task it is. Who has taken a task keeps it while it stays with role and unit."""
    turn, old, new, inner = attempt.turn, before.task_spec.element, after.task_spec.element, after.internal_data
    if old.phase == turn.content.phase and new.phase not in (None, old.phase):
        _enter(attempt, new.phase, new.id)
    node, drawn = after.task_spec, before.task_spec
    if not isinstance(node, UserTask) or not isinstance(drawn, UserTask) or "no" not in inner:
        return
    if node.due is None:
        inner["due"] = None
    if node.priority is None:
        inner.pop("priority", None)
    if (old.role, old.unit) == (new.role, new.unit):
        return
    unit = turn.nearest("" if node.unit is None else turn.evaluate(node.unit, locals_of(after)), new.role)
    if (new.role, unit) != (old.role, inner["unit"]) and inner.pop("assignee", None) is not None:
        attempt.tell(e.TaskReleased(task=inner["no"], element=new.id))
    inner["unit"] = unit


def _enter(attempt: Attempt, phase: str | None, element: str) -> None:
    attempt.turn.content.phase = phase
    attempt.tell(e.PhaseEntered(phase=str(phase), element=element))


def _assign(token: Token, assignee: int | None) -> None:
    token.internal_data.pop("assignee", None)
    if assignee is not None:
        token.internal_data["assignee"] = assignee


def _listens(token: Token) -> bool:
    return token.task_spec.is_trigger or isinstance(token.task_spec, BoundaryEvent)
