"""Many tasks at once: first a page that says what will happen to each, then one that says what did.

Each item goes through `execute` with a command id made of the bulk's id and its own key: sending the page again, or the failed
ones once more, never does anything twice."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.commands import CompleteTask
from engine.errors import Rejection
from webapp.casework import marks
from webapp.casework.execute import execute
from webapp.casework.personal import complete
from webapp.casework.queries import inbox
from webapp.casework.queries.paging import sequence_number
from webapp.forms import Field, check, loose, off
from webapp.knowledge import render, templates_for
from webapp.models import Command, db
from webapp.pages.choices import choices
from webapp.pages.inbox import back, key_of
from webapp.pages.inbox_plan import (
    ACTIONS,
    MOST_AT_ONCE,
    WITH_FORM,
    Planned,
    Step,
    command_for,
    extension_in,
    fields_at,
    form_of,
    plan,
    receivers,
    step_of,
)  # fmt: skip
from webapp.pages.inbox_wanted import wanted_in
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text

pages = Blueprint("inbox_bulk", __name__, url_prefix="/inbox/bulk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of one item; `why` it failed, or ""."""

    one: Planned
    why: str


@pages.post("")
@login_required
def preview() -> ResponseReturnValue:
    """Per item what will happen, and who is left out and why. Nothing is changed."""
    action = _action()
    keys = _keys()
    if not keys:
        return redirect(back(), 303)
    planned = plan(action, keys)
    step = step_of(action, planned) if action in WITH_FORM else None
    if step:
        planned = plan(action, keys, step=step)
    return _preview(action, planned, step, typed=extension_in(step) if step and action == "extend" else {})


@pages.post("/run")
@login_required
def run() -> ResponseReturnValue:
    """Do it, and say per item what came of it."""
    action, step, to = _action(), _step(), sequence_number(request.form.get("to"))
    planned = plan(action, _keys(), step=step, to=to)
    answers: dict[str, Any] = {}
    if action in WITH_FORM:
        asked = _fields(step)
        sent = _sent(asked)
        answers, wrong = check(asked, sent, {e.key: [x.value for x in choices(e.source, {})] for e in asked if e.source})
        if wrong or step is None:
            return _preview(action, planned, step, typed=sent, wrong=wrong), 422
    elif action == "assign" and to is None:
        return _preview(action, planned, step, typed={}, wrong={"to": "required"}), 422
    bulk_id, done = _bulk_id(), []
    personal = {entry.key: entry.personal for entry in _fields(step) if entry.personal}
    for one in planned:
        key = me().actor.own(f"bulk:{bulk_id}:{one.key}")
        done.append(Done(one=one, why=_carry_out(action, one, key, to, answers, personal)))
    marks.seen_many(me().id, [one.one.case.id for one in done if not one.why])
    return render_template(
        "inbox/done.html", action=action, done=done, failed=[one for one in done if one.why], bulk_id=bulk_id, back=back(),
        again=_again(action, step, to, answers),
    )  # fmt: skip


@pages.post("/conditions")
@login_required
def conditions() -> ResponseReturnValue:
    """{"off": [keys]}: the fields that do not apply to what is filled in now."""
    asked = _fields(_step())
    return {"off": sorted(off(asked, loose(asked, {key: value for key, value in _sent(asked).items() if value != ""})))}


def _carry_out(
    action: str, one: Planned, key: str, to: int | None, answers: Mapping[str, Any], personal: Mapping[str, str]
) -> str:
    """Why not; "" when it is done, now or before by this very bulk. What the plan leaves out is never tried."""
    if one.why:
        return "" if db.session.get(Command, key) else one.why
    command = command_for(action, one, key, to=to, answers=answers)
    try:
        if isinstance(command, CompleteTask):
            command = replace(command, answers={name: _filled(value, one) for name, value in answers.items()})
            complete(command, me().actor, case_id=one.case.id, case_file=one.case.file, personal=personal)
        else:
            execute(command, me().actor, case_id=one.case.id)
    except Rejection as rejection:
        return refusal_text(rejection)
    return ""


def _filled(value: Any, one: Planned) -> Any:
    """Variables of a template become the facts of this very case."""
    return render(value, one.case) if isinstance(value, str) else value


def _preview(
    action: str, planned: list[Planned], step: Step | None, *, typed: Mapping[str, Any], wrong: Mapping[str, str] | None = None
) -> str:
    asked = _fields(step)
    texts = [entry.key for entry in asked if entry.kind == "textarea"]
    will, left_out = [one for one in planned if not one.why], [one for one in planned if one.why]
    return render_template(
        "inbox/preview.html", action=action, will=will, left_out=left_out, step=step, asked=asked, values=dict(typed),
        choices={entry.key: choices(entry.source, {}) for entry in asked if entry.source}, wrong=wrong or {},
        off=sorted(off(asked, loose(asked, typed))), receivers=receivers(will) if action == "assign" else (),
        templates=templates_for(me().actor, element=step[1], category=_one_category(will)) if step and texts else (),
        template_field=texts[0] if texts else "", form_key=form_of(step) if step else "", bulk_id=_bulk_id(), back=back(),
    )  # fmt: skip


def _one_category(planned: list[Planned]) -> str | None:
    """The category of all of them; None when they differ."""
    found = {one.row.category for one in planned}
    return found.pop() if len(found) == 1 else None


def _action() -> str:
    action = request.form.get("action", "")
    return action if action in ACTIONS else abort(400)


def _keys() -> list[tuple[int, int]]:
    """The marked rows; or all of the list on the screen, up to MOST_AT_ONCE."""
    if request.form.get("all") == "1":
        wanted = wanted_in(request.form.get("query", ""))
        return inbox.every_key(wanted.which, me().actor, wanted.filters, MOST_AT_ONCE)
    return list(dict.fromkeys(filter(None, map(key_of, request.form.getlist("task")[:MOST_AT_ONCE]))))


def _step() -> Step | None:
    definition, _, element = request.form.get("step", "").rpartition("/")
    return (definition, element) if definition and element else None


def _fields(step: Step | None) -> tuple[Field, ...]:
    return fields_at(step) if step else ()


def _sent(asked: tuple[Field, ...]) -> dict[str, Any]:
    many = {entry.key for entry in asked if entry.kind == "checklist"}
    return {
        entry.key: request.form.getlist(entry.key) if entry.key in many else request.form.get(entry.key, "").strip()
        for entry in asked
    }


def _bulk_id() -> str:
    return (request.form.get("bulk_id") or str(uuid.uuid4()))[:60]


def _again(action: str, step: Step | None, to: int | None, answers: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What the retry form carries."""
    fixed: list[tuple[str, Any]] = [("action", action), ("step", "/".join(step) if step else ""), ("to", to or "")]
    typed = [(key, value) for key in answers for value in request.form.getlist(key)]
    return [pair for pair in fixed + typed if pair[1] != ""]
