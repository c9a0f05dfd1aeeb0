"""What a bulk action would do, item by item, before anything is done: by the same policy table that `execute` asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from engine import commands as c
from engine.commands import Command
from webapp.casework import access
from webapp.casework.access import Subject
from webapp.casework.queries import inbox
from webapp.casework.queries.inbox import InboxRow
from webapp.casework.queries.inbox.subjects import subjects
from webapp.forms import Field, fields_of
from webapp.models import Case, db
from webapp.pages.names import person_name
from webapp.pages.other_person import must_be_another
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of, element_name
from webapp.pages.running import running
from webapp.pages.texts import moment, t

ACTIONS = ("claim", "release", "assign", "reply", "extend")
WITH_FORM = ("reply", "extend")
DONE_BY_ME = ("claim", *WITH_FORM)
MOST_AT_ONCE = 200

NOT_FOR_MANY = ("duplicates",)
"""Sources whose choices differ from case to case."""

Step = tuple[str, str]
"""(process version, element): items of one step share a form"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One item. `why`: why it is left out; "" when it will be done."""

    row: InboxRow
    case: Case
    subject: Subject
    why: str = ""

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def step(self) -> Step:
        return self.row.definition, self.row.element


def plan(action: str, keys: Sequence[tuple[int, int]], *, step: Step | None = None, to: int | None = None) -> list[Planned]:
    """In the order of `keys`. What does not exist for this person is left out without a word. `step`: of a form; `to`: who gets
    the work."""
    rows = inbox.rows(list(keys)[:MOST_AT_ONCE], me().id)
    cases = {case.id: case for case in db.session.scalars(select(Case).where(Case.id.in_({row.case_id for row in rows})))}
    known = subjects(me().actor, list(cases.values()), running().directory)
    found = [Planned(row=row, case=cases[row.case_id], subject=known[row.case_id]) for row in rows if row.case_id in known]
    return [replace(one, why=_why(action, one, step, to)) for one in found]


def step_of(action: str, planned: Sequence[Planned]) -> Step | None:
    """The step most of the items stand at; for an extension, of those whose form knows one."""
    steps = [one.step for one in planned if not one.row.ended_at and (action != "extend" or extension_in(one.step))]
    return max(dict.fromkeys(steps), key=steps.count, default=None)


def fields_at(step: Step) -> tuple[Field, ...]:
    definition = definition_of(step[0])
    known = definition.elements.get(step[1]) if definition else None
    form = definition.forms.get(known.form or "") if definition and known else None
    return tuple(field for field in fields_of(form) if field.kind != "filepicker" or field.required) if form else ()


def form_of(step: Step) -> str:
    """The key of its form, under which translations stand."""
    definition = definition_of(step[0])
    known = definition.elements.get(step[1]) if definition else None
    return (known.form or "") if known else ""


def one_by_one(step: Step) -> bool:
    """A step that asks for a photo, or for a choice that differs from case to case, is not for many at once."""
    return any(field.source in NOT_FOR_MANY or (field.kind == "filepicker" and field.required) for field in fields_at(step))


def extension_in(step: Step) -> dict[str, str]:
    """The answer that asks for more time, {field: choice}; empty where the form has none."""
    for field in fields_at(step):
        if any(option.value == "extension" for option in field.options):
            return {field.key: "extension"}
    return {}


def command_for(
    action: str, one: Planned, key: str, *, to: int | None = None, answers: Mapping[str, Any] | None = None
) -> Command:
    """`key`: id of the command, the same for the same item of the same bulk."""
    task = one.row.task or 0
    match action:
        case "claim":
            return c.ClaimTask(command_id=key, task=task, assignee=me().id)
        case "release":
            return c.ReleaseTask(command_id=key, task=task)
        case "assign":
            return c.AssignTask(command_id=key, task=task, assignee=to or 0)
        case _:
            return c.CompleteTask(command_id=key, task=task, answers=dict(answers or {}), assignee=me().id)


def receivers(planned: Sequence[Planned]) -> list[tuple[int, str]]:
    """(user id, name) of everybody who could be given at least one of these items."""
    holders = running().directory.holders
    people = {user for one in planned for user in holders.get((one.row.unit, one.row.role), ())}
    return sorted(((user, person_name(user)) for user in people), key=lambda person: person[1])


def _why(action: str, one: Planned, step: Step | None, to: int | None) -> str:
    row, known = one.row, one.subject
    if row.ended_at or row.task not in known.tasks:
        return (
            t("refusal-task-done", person=person_name(row.assignee_id), at=moment(row.ended_at))
            if row.ended_at
            else t("bulk-over")
        )
    if action == "claim" and row.assignee_id:
        mine = row.assignee_id == me().id
        return t("live-mine") if mine else t("refusal-claimed-by", person=person_name(row.assignee_id))
    if action == "release" and not row.assignee_id:
        return t("bulk-nobody-has-it")
    if action == "assign" and to is not None and row.assignee_id == to:
        return t("bulk-has-it-already")
    if action in WITH_FORM:
        if step is None or (row.definition, row.element) != step:
            return t("bulk-other-step", step=element_name(row.definition, row.element))
        if one_by_one(step):
            return t("bulk-one-by-one")
        if row.assignee_id not in {None, me().id}:
            return t("refusal-claimed-by", person=person_name(row.assignee_id))
    if action in DONE_BY_ME and must_be_another(one.case, row, me().id):
        return t("refusal-same-person")
    if action == "assign" and to is None:
        return "" if ("AssignTask", row.task) in access.offered(me().actor, known) else t("refusal-not-allowed")
    return "" if access.is_allowed(me().actor, command_for(action, one, "", to=to), known) else t("refusal-not-allowed")
