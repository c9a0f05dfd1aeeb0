"""A task and its form. Sending it twice is harmless; whoever comes too late is told who was faster and keeps what was typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.commands import CompleteTask
from engine.errors import Rejection
from engine.events import CaseCompleted, TaskCreated
from webapp import drafts
from webapp.attachments import on_hand
from webapp.casework import marks
from webapp.casework.execute import Receipt
from webapp.casework.personal import complete
from webapp.database import connections
from webapp.form_files import File, file_ids
from webapp.forms import Field, check, loose, off, suggestions
from webapp.models import Case, WorkItem, db
from webapp.pages.callers import caller_of, dissatisfied
from webapp.pages.case_beside import beside
from webapp.pages.case_view import readable, view_of
from webapp.pages.choices import Choice, choices
from webapp.pages.drafts import MANY, asked_of, draft_of
from webapp.pages.inbox_way import after_sending
from webapp.pages.names import unit_name
from webapp.pages.other_person import must_be_another
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of, element_name, outcome_name
from webapp.pages.refusals import refusal_text
from webapp.pages.texts import t

CAMPAIGN = "campaign"
"""The process whose tasks have a page of their own."""

pages = Blueprint("task", __name__, url_prefix="/tasks")


@pages.get("/<number>/<int(max=2147483647):task>")
@login_required
def show(number: str, task: int) -> ResponseReturnValue:
    case, item = _find(number, task)
    if case.process == CAMPAIGN:
        return redirect(url_for("campaign.show", number=number))
    return _page(case, item)


@pages.post("/<number>/<int(max=2147483647):task>")
@login_required
def send(number: str, task: int) -> ResponseReturnValue:
    """Complete the task with what was typed."""
    case, item = _find(number, task)
    asked = asked_of(case, item)
    sent = _sent(asked)
    if _is_another_form(case, item, request.form.get("version", "")):
        return _page(case, item, typed=sent, refused=t("task-moved-since")), 409
    offered = {entry.key: [choice.value for choice in choices(entry.source, case.file)] for entry in asked if entry.source}
    answers, wrong = check(asked, sent, offered, _files(case, asked, sent))
    if wrong:
        return _page(case, item, typed=sent, wrong=wrong), 422
    key = request.form.get("command_id") or str(uuid.uuid4())
    command = CompleteTask(command_id=me().actor.own(key), task=task, answers=answers, assignee=me().id)
    personal = {entry.key: entry.personal for entry in asked if entry.personal}
    try:
        receipt = complete(command, me().actor, case_id=case.id, case_file=case.file, personal=personal)
    except Rejection as rejection:
        db.session.rollback()
        return _page(case, item, typed=sent, refused=refusal_text(rejection)), 409
    with connections.take() as connection:
        drafts.sent(connection, case.id, task)
    flash(_what_follows(case, item, receipt), "good")
    marks.seen(me().id, case.id, receipt.version)
    return redirect(after_sending(item), 303)


@pages.post("/<number>/<int(max=2147483647):task>/conditions")
@login_required
def conditions(number: str, task: int) -> ResponseReturnValue:
    """{"off": [keys]}: the fields that do not apply to what is filled in now."""
    case, item = _find(number, task)
    asked = asked_of(case, item)
    return {"off": sorted(off(asked, loose(asked, {k: v for k, v in _sent(asked).items() if v != ""})))}


def _find(number: str, task: int) -> tuple[Case, WorkItem]:
    case = readable(number)
    item = db.session.get(WorkItem, (case.id, task)) or abort(404)
    return case, item


def _is_another_form(case: Case, item: WorkItem, version: str) -> bool:
    """Whether the case went over to a version in which this form is another one, after the page was opened on `version`."""
    if version in ("", case.definition):
        return False
    before, after = definition_of(version), definition_of(case.definition)
    if before is None or after is None:
        return False
    old, new = (definition.forms.get(item.form or "") for definition in (before, after))
    return (old and old.schema) != (new and new.schema)


def _sent(asked: tuple[Field, ...]) -> dict[str, Any]:
    many = {entry.key for entry in asked if entry.kind in MANY}
    return {key: request.form.getlist(key) if key in many else request.form.get(key, "").strip() for key in request.form}


def _files(case: Case, asked: tuple[Field, ...], sent: Mapping[str, Any]) -> dict[int, File]:
    """The uploads that may be answers here, of those that were sent."""
    ids = [id for entry in asked if entry.kind == "filepicker" for id in file_ids(sent.get(entry.key, []))]
    if not ids:
        return {}
    with connections.take() as connection:
        return on_hand(connection, ids, by=me().actor.label, case_id=case.id)


def _page(
    case: Case,
    item: WorkItem,
    *,
    typed: Mapping[str, Any] | None = None,
    wrong: Mapping[str, str] | None = None,
    refused: str | None = None,
) -> str:
    asked = asked_of(case, item)
    proposed = suggestions(asked, case.file)
    draft = draft_of(case, item) if typed is None and item.state == "open" else None
    values = dict(typed) if typed is not None else {**proposed, **(draft.values if draft else {})}
    found: dict[str, Sequence[Choice]] = {entry.key: choices(entry.source, case.file) for entry in asked if entry.source}
    view = view_of(case, steps=8)
    is_checked = must_be_another(case, item, me().id)
    return render_template(
        "task/show.html", view=view, item=item, asked=asked, values=values, proposed=proposed, choices=found,
        wrong=wrong or {}, refused=refused, off=sorted(off(asked, loose(asked, values))),
        may_complete=("CompleteTask", item.task) in view.offered and not is_checked,
        may_claim=("ClaimTask", item.task) in view.offered, is_checked=is_checked,
        command_id=request.form.get("command_id") or str(uuid.uuid4()), draft=draft, beside=beside(view),
        caller=caller_of(case, item) if item.state == "open" else None,
        dissatisfied=dissatisfied(case, item) if item.state == "open" else [],
    )  # fmt: skip


def _what_follows(case: Case, item: WorkItem, receipt: Receipt) -> str:
    """What the person is told: done, and where the case went."""
    done = element_name(case.definition, item.element)
    for event in receipt.events:
        if isinstance(event, CaseCompleted):
            return t("task-done-closed", step=done, number=case.number, outcome=outcome_name(case.definition, event.outcome))
    for event in receipt.events:
        if isinstance(event, TaskCreated):
            following = element_name(case.definition, event.element)
            return t("task-done-next", step=done, number=case.number, next=following, unit=unit_name(event.unit))
    return t("task-done", step=done, number=case.number)
