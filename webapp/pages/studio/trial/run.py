"""One run: looked at, gone on with, taken back a step, kept as a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from webapp.database import connections
from webapp.forms import loose, off
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of
from webapp.pages.refusals import refusal_text
from webapp.pages.rule_words import answers
from webapp.pages.studio.blueprint import draft_or_404, may_edit, require
from webapp.pages.studio.scenario_words import scenario_words, unmet_words
from webapp.pages.studio.trial.ahead import next_words
from webapp.pages.studio.trial.blueprint import pages
from webapp.pages.studio.trial.steps import BadStep, next_step
from webapp.pages.studio.trial.view import asked_fields, asked_of, files_asked, speak_for, told, upcoming
from webapp.pages.texts import t
from webapp.studio import drafts
from webapp.studio.drafts import Draft
from webapp.studio.paths import SCENARIOS
from webapp.trials import keeping, runs, scenarios
from webapp.trials.runs import NoSuchRun, Run
from webapp.trials.sandbox import SandboxError


@pages.get("/runs/<int:number>")
def run(draft: int, number: int) -> ResponseReturnValue:
    found = draft_or_404(draft)
    return _run_page(found, _run_or_404(found, number))


@pages.post("/runs/<int:number>")
def act(draft: int, number: int) -> ResponseReturnValue:
    """One step further, or back; `do` says which."""
    require("try")
    found = draft_or_404(draft)
    current, form = _run_or_404(found, number), request.form
    name = speak_for(found)
    with connections.take() as connection:
        look = _where(connection, found, current)
        if look is None:
            return _run_page(found, current), 422
        try:
            steps, ahead = next_step(form, current, look, name)
        except BadStep as bad:
            return _run_page(found, current, wrong=bad.wrong, typed=form), 422
        runs.set_steps(connection, current, steps, ahead)
    return redirect(url_for(".run", draft=draft, number=number, case=form.get("case") or None), 303)


@pages.post("/runs/<int:number>/conditions")
def conditions(draft: int, number: int) -> ResponseReturnValue:
    """{"off": [keys]}: the fields of a form that do not apply to what is filled in now."""
    found = draft_or_404(draft)
    _run_or_404(found, number)
    definition = definition_of(speak_for(found))
    form = definition.forms.get(request.args.get("form", "")) if definition else None
    asked = asked_fields(form)
    sent = {key: request.form.get(key, "").strip() for key in request.form}
    return {"off": sorted(off(asked, loose(asked, {key: value for key, value in sent.items() if value})))}


@pages.post("/runs/<int:number>/keep")
def keep(draft: int, number: int) -> ResponseReturnValue:
    """The run becomes a scenario of the draft."""
    require("edit")
    found = draft_or_404(draft)
    current, title = _run_or_404(found, number), request.form.get("name", "").strip()[:200]
    if not title:
        abort(422)
    with connections.take() as connection:
        look = _where(connection, found, current)
        if look is None or look["broken"] or look["written"] is None:
            flash(t("trial-not-kept"), "warn")
            return redirect(url_for(".run", draft=draft, number=number), 303)
        text = found.files.get(SCENARIOS) or scenarios.of_process(connection, found.process) or ""
        try:
            drafts.save(
                connection, found.id, SCENARIOS, keeping.with_scenario(text, title, look["written"]), found.revision, me().id
            )
        except Rejection as refused:
            flash(refusal_text(refused), "warn")
            return redirect(url_for(".run", draft=draft, number=number), 303)
    flash(t("trial-kept", name=title), "good")
    return redirect(url_for(".show", draft=draft, _anchor="scenarios"), 303)


@pages.post("/runs/<int:number>/remove")
def remove(draft: int, number: int) -> ResponseReturnValue:
    require("try")
    found = draft_or_404(draft)
    with connections.take() as connection:
        runs.remove(connection, _run_or_404(found, number))
    return redirect(url_for(".show", draft=draft), 303)


def _run_or_404(draft: Draft, number: int) -> Run:
    try:
        with connections.take() as connection:
            return runs.load(connection, draft.id, number)
    except NoSuchRun:
        abort(404)


def _where(connection: Any, draft: Draft, current: Run) -> dict[str, Any] | None:
    """None: the draft cannot be played at all."""
    try:
        return runs.where(connection, draft, current.story)
    except SandboxError:
        return None


def _run_page(draft: Draft, current: Run, *, wrong: Mapping[str, str] | None = None, typed: Any = None) -> str:
    name = speak_for(draft)
    with connections.take() as connection:
        look, content = _where(connection, draft, current), runs.stories(connection, draft)
    titles = {
        str(one.get("name")): str(one.get("title") or "") for one in content.get("scenarios") or () if isinstance(one, dict)
    }
    cases = [told(case) for case in look["cases"]] if look else []
    shown = next((one for one in cases if one.case["name"] == request.values.get("case")), cases[0] if cases else None)
    asked = None
    if shown is not None:
        wanted = request.values.get("task") or ""
        tasks = shown.case["tasks"]
        task = next((one for one in tasks if f"{one['element']}@{one['unit']}" == wanted), tasks[0] if tasks else None)
        asked = asked_of(shown.identity, task, shown.case["file"], in_city=_in_city(current)) if task else None
    return render_template(
        "studio/trial_run.html", draft=draft, tab="try", run=current, look=look,
        title=scenario_words(current.title, titles.get(current.title, "")), cases=cases, shown=shown, asked=asked,
        identity=name, wrong=wrong or {}, typed=typed or {}, unmet_words=unmet_words, upcoming=look and upcoming(name, look),
        in_city=_in_city(current), now_at=_moment(look["now"]) if look and look["now"] else None, as_moment=_moment,
        follows=next_words(name, current), may_keep=may_edit(draft),
        questions=list(zip(answers(name, look["questions"]), look["questions"], strict=True)) if look else [],
        needs_files=bool(asked and files_asked(_form_of(shown, asked))),
    )  # fmt: skip


def _in_city(current: Run) -> bool:
    return bool(current.story.get("city"))


def _form_of(shown: Any, asked: Any) -> Any:
    definition = definition_of(shown.identity)
    return definition.forms.get(asked.form) if definition else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
