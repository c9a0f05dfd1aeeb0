"""Tasks: the caller's lists, and what may be done with one task."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, request

from engine.commands import ClaimTask, Command, CompleteTask, ReleaseTask
from webapp.api.access import caller
from webapp.api.endpoints import endpoints
from webapp.api.problems import invalid
from webapp.api.reading import definition_of, readable
from webapp.api.schemas import Answers, Problem, Receipt, TaskPage, TaskQuery, TaskView
from webapp.attachments import on_hand
from webapp.casework import execute as door
from webapp.casework.personal import complete
from webapp.casework.queries import inbox
from webapp.casework.queries.choices import values_of
from webapp.database import connections
from webapp.form_files import file_ids
from webapp.forms import check, fields_of
from webapp.models import Case, WorkItem, db

here = endpoints("tasks", "User tasks: mine, those I may take, those I finished")

ONE = "/cases/<number>/tasks/<int(max=2147483647):task>"


@here.route("/tasks")
@here.arguments(TaskQuery, location="query")
@here.response(200, TaskPage)
def list_tasks(query: dict[str, Any]) -> dict[str, Any]:
    """One of the caller's three lists; open work first due first, finished work newest first."""
    page = inbox.page(query["list"], caller(), inbox.Filters(), query["cursor"])
    return {"items": page.rows, "next": page.after}


@here.route(ONE)
@here.response(200, TaskView)
def show_task(number: str, task: int) -> WorkItem:
    """One task of a case."""
    return _item(readable(number), task)


@here.route(f"{ONE}/claim", methods=["POST"])
@here.response(200, Receipt)
@here.alt_response(409, schema=Problem, description="Somebody was faster; the problem says who and when")
def claim(number: str, task: int) -> dict[str, Any]:
    """Take the task."""
    return _send(readable(number), ClaimTask(command_id=_command_id(), task=task, assignee=caller().user_id or 0))


@here.route(f"{ONE}/release", methods=["POST"])
@here.response(200, Receipt)
def release(number: str, task: int) -> dict[str, Any]:
    """Give the task back to the queue."""
    return _send(readable(number), ReleaseTask(command_id=_command_id(), task=task))


@here.route(f"{ONE}/complete", methods=["POST"])
@here.arguments(Answers)
@here.response(200, Receipt)
@here.alt_response(409, schema=Problem, description="The task is not open any more")
@here.alt_response(422, schema=Problem, description="Some answers are missing or not valid; `errors` says which")
def complete_task(sent: dict[str, Any], number: str, task: int) -> dict[str, Any]:
    """Complete the task with answers to its form. The same Idempotency-Key again changes nothing."""
    case = readable(number)
    item = _item(case, task)
    form = definition_of(case).forms.get(item.form or "")
    asked = fields_of(form) if form else ()
    choices = {entry.key: values_of(entry.source, case.file) for entry in asked if entry.source}
    ids = [id for entry in asked if entry.kind == "filepicker" for id in file_ids(sent["answers"].get(entry.key, []))]
    with connections.take() as connection:
        files = on_hand(connection, ids, by=caller().label, case_id=case.id) if ids else {}
    answers, wrong = check(asked, sent["answers"], choices, files)
    if wrong:
        invalid(wrong)
    command = CompleteTask(command_id=_command_id(), task=task, answers=answers, assignee=caller().user_id)
    personal = {entry.key: entry.personal for entry in asked if entry.personal}
    receipt = complete(command, caller(), case_id=case.id, case_file=case.file, personal=personal)
    return {"number": receipt.number, "version": receipt.version}


def _send(case: Case, command: Command) -> dict[str, Any]:
    receipt = door.execute(command, caller(), case_id=case.id)
    return {"number": receipt.number, "version": receipt.version}


def _item(case: Case, task: int) -> WorkItem:
    return db.session.get(WorkItem, (case.id, task)) or abort(404)


def _command_id() -> str:
    """The caller's key for "this very request", so that a repetition after a broken line is harmless."""
    return caller().own(request.headers.get("Idempotency-Key") or str(uuid.uuid4()))
