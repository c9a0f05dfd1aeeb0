"""A task of an event on a phone: the process folder's own form, its conditions told beforehand, because nobody can be asked
without a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort
from werkzeug.datastructures import MultiDict

from engine.commands import CompleteTask
from webapp.attachments import on_hand
from webapp.casework.personal import complete
from webapp.database import connections
from webapp.form_files import File, file_ids
from webapp.forms import Field, check, fields_of, off, suggestions
from webapp.models import Case, WorkItem
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of, field_label, option_label

DECIDING = "result"
"""The field on which all others depend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A field as a phone asks it. `options`: (value, label). `given`: what the model proposes. `asked_for`: the answers to
    `result` for which it is asked; None: always."""

    field: Field
    label: str
    options: tuple[tuple[str, str], ...]
    given: Any
    asked_for: tuple[str, ...] | None

    @property
    def said(self) -> str:
        """The label of what is proposed."""
        return dict(self.options).get(str(self.given), "")


def questions(case: Case, item: WorkItem) -> list[Question]:
    """What this task asks, in order."""
    asked = _asked(case, item)
    deciding = next((field for field in asked if field.key == DECIDING), None)
    answers = [option.value for option in deciding.options] if deciding else []
    hidden = {answer: off(asked, {DECIDING: answer}) for answer in answers}
    given = suggestions(asked, case.file)
    return [
        Question(
            field=field, label=field_label(case.definition, item.form or "", field.key, field.label),
            options=tuple(
                (option.value, option_label(case.definition, item.form or "", field.key, option.value, option.label))
                for option in field.options
            ),
            given=given.get(field.key),
            asked_for=tuple(answer for answer in answers if field.key not in hidden[answer]) if field.hide else None,
        )
        for field in asked
    ]  # fmt: skip


def answer(case: Case, item: WorkItem, sent: MultiDict[str, str], *, key: str) -> Mapping[str, str]:
    """Complete the task with what was sent; what is wrong with it, by field. Raises Rejection."""
    asked = _asked(case, item)
    many = {field.key for field in asked if field.kind == "filepicker"}
    typed = {name: sent.getlist(name) if name in many else sent.get(name, "").strip() for name in sent}
    answers, wrong = check(asked, typed, {}, _files(case, asked, typed))
    if wrong:
        return wrong
    actor = me().actor
    command = CompleteTask(command_id=actor.own(key), task=item.task, answers=answers, assignee=me().id)
    personal = {field.key: field.personal for field in asked if field.personal}
    complete(command, actor, case_id=case.id, case_file=case.file, personal=personal)
    return {}


def _asked(case: Case, item: WorkItem) -> tuple[Field, ...]:
    definition = definition_of(case.definition) or abort(404)
    form = definition.forms.get(item.form or "")
    return fields_of(form) if form else ()


def _files(case: Case, asked: tuple[Field, ...], typed: Mapping[str, Any]) -> dict[int, File]:
    ids = [id for field in asked if field.kind == "filepicker" for id in file_ids(typed.get(field.key, []))]
    if not ids:
        return {}
    with connections.take() as connection:
        return on_hand(connection, ids, by=me().actor.label, case_id=case.id)
