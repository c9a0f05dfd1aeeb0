"""The try tab: runs by hand and by scenario, cases recorded as scenarios. Nothing here touches a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from engine.now import now
from engine.scenarios.failures import Broken
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.forms import loose, off
from webapp.pages import choices as city
from webapp.pages.diagram_words import translated
from webapp.pages.people import me
from webapp.pages.process_texts import definition_of
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import draft_or_404, guard, may_edit, require
from webapp.pages.studio.trial_steps import BadStep, next_step
from webapp.pages.studio.trial_view import asked_fields, asked_of, files_asked, speak_for, told, unmet_words, upcoming
from webapp.pages.tables.words import day_words
from webapp.pages.texts import t
from webapp.studio import drafts
from webapp.studio.drafts import Draft
from webapp.studio.paths import DIAGRAM, SCENARIOS
from webapp.trials import keeping, recording, runs, scenarios, what_if
from webapp.trials.runs import NoSuchRun, Run
from webapp.trials.sandbox import SandboxError

pages = Blueprint("studio_trial", __name__, url_prefix="/studio/drafts/<int:draft>/try")
pages.before_request(guard)

FIELDS = ("category", "urgency", "kind")
"""Entries of a request that may be another one in a test run, when it has them."""


@pages.get("")
def show(draft: int) -> ResponseReturnValue:
    return _index(draft_or_404(draft))


@pages.post("/check")
def check(draft: int) -> ResponseReturnValue:
    """Play all scenarios of the draft; which fail, and why."""
    require("try")
    found = draft_or_404(draft)
    folder = {path: text.encode() for path, text in found.files.items()}
    return _index(found, failures=scenarios.check(folder), is_checked=True)


@pages.post("/runs")
def begin(draft: int) -> ResponseReturnValue:
    """A run by hand: which request, where, when."""
    require("try")
    found, form = draft_or_404(draft), request.form
    with connections.take() as connection:
        known = runs.stories(connection, found).get("requests") or {}
        chosen = dict(known.get(form.get("request", "")) or {})
        place = form.get("place", "")
        if isinstance(chosen.get("place"), Mapping) and place:
            chosen["place"] = {**chosen["place"], "unit": place}
        chosen |= {name: form[name] for name in FIELDS if form.get(name) and name in chosen}
        at = _local(form.get("at")) or now().astimezone(CITY_TIME).strftime("%Y-%m-%d %H:%M")
        story = {
            "city": bool(place), "requests": {"request": chosen}, "steps": [{"at": at.replace("T", " ")}, {"start": "request"}],
        }  # fmt: skip
        title = str(chosen.get("title") or t("trial-by-hand"))
        number = runs.begin(connection, found.id, title, story, me().id)
    return redirect(url_for(".run", draft=draft, number=number), 303)


@pages.post("/play")
def play(draft: int) -> ResponseReturnValue:
    """A run of a scenario, to be gone through and gone on with."""
    require("try")
    found, name = draft_or_404(draft), request.form.get("name", "")
    with connections.take() as connection:
        try:
            story = runs.story_named(runs.stories(connection, found), name)
        except (Broken, KeyError, TypeError):
            story = None
        if story is None:
            abort(404)
        number = runs.begin(connection, found.id, name, story, me().id)
    return redirect(url_for(".run", draft=draft, number=number), 303)


@pages.post("/record")
def record(draft: int) -> ResponseReturnValue:
    """A case that was, as a run: without names, numbers and words."""
    require("try")
    found, wanted = draft_or_404(draft), request.form.get("number", "").strip()
    with connections.take() as connection:
        try:
            recorded = recording.record(connection, found, wanted, by=me().actor.label)
        except (Rejection, SandboxError) as refused:
            words = refusal_text(refused) if isinstance(refused, Rejection) else t("trial-sandbox")
            return _index(found, refused=words), 409
        number = runs.begin(connection, found.id, t("trial-recorded-title", number=wanted), recorded.story, me().id)
    if recorded.differs:
        flash(t("trial-recorded-differs", what="、".join(t(f"trial-differs-{name}") for name in recorded.differs)), "warn")
    else:
        flash(t("trial-recorded-same"), "good")
    return redirect(url_for(".run", draft=draft, number=number), 303)


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
            steps = next_step(form, current, look, name)
        except BadStep as bad:
            return _run_page(found, current, wrong=bad.wrong, typed=form), 422
        runs.set_steps(connection, current, steps)
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


@pages.get("/diagram.bpmn")
def diagram(draft: int) -> ResponseReturnValue:
    """The draft's diagram in the reader's language."""
    found = draft_or_404(draft)
    texts = found.files.get(f"locale/{g.locale}.json")
    xml = translated(found.files.get(DIAGRAM, "").encode(), texts.encode() if texts else None)
    return Response(xml, mimetype="application/xml", headers={"Cache-Control": "private, no-cache"})


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


def _index(draft: Draft, *, failures: Any = (), is_checked: bool = False, refused: str = "") -> str:
    name = speak_for(draft)
    with connections.take() as connection:
        content = runs.stories(connection, draft)
        made, compared = runs.of_draft(connection, draft.id), what_if.of_draft(connection, draft.id)
    requests = {key: value for key, value in (content.get("requests") or {}).items() if isinstance(value, Mapping)}
    failed = {failure.scenario: failure for failure in failures}
    names = [str(entry.get("name")) for entry in content.get("scenarios") or () if isinstance(entry, Mapping)]
    return render_template(
        "studio/trial.html", draft=draft, tab="try", identity=name, requests=requests, names=names, runs=made,
        comparisons=compared, failed=failed, is_checked=is_checked, refused=refused, unmet_words=unmet_words,
        is_own=SCENARIOS in draft.files, places=city.units(only_places=True), categories=city.categories(),
        has_place=any(isinstance(value.get("place"), Mapping) for value in requests.values()),
        now_local=now().astimezone(CITY_TIME), day_words=day_words,
    )  # fmt: skip


def _run_page(draft: Draft, current: Run, *, wrong: Mapping[str, str] | None = None, typed: Any = None) -> str:
    name = speak_for(draft)
    with connections.take() as connection:
        look = _where(connection, draft, current)
    cases = [told(case) for case in look["cases"]] if look else []
    shown = next((one for one in cases if one.case["name"] == request.values.get("case")), cases[0] if cases else None)
    asked = None
    if shown is not None:
        wanted = request.values.get("task") or ""
        tasks = shown.case["tasks"]
        task = next((one for one in tasks if f"{one['element']}@{one['unit']}" == wanted), tasks[0] if tasks else None)
        asked = asked_of(shown.identity, task, shown.case["file"], in_city=_in_city(current)) if task else None
    return render_template(
        "studio/trial_run.html", draft=draft, tab="try", run=current, look=look, cases=cases, shown=shown, asked=asked,
        identity=name, wrong=wrong or {}, typed=typed or {}, unmet_words=unmet_words, upcoming=look and upcoming(name, look),
        in_city=_in_city(current), now_at=_moment(look["now"]) if look and look["now"] else None, as_moment=_moment,
        may_keep=may_edit(draft), needs_files=bool(asked and files_asked(_form_of(shown, asked))),
    )  # fmt: skip


def _in_city(current: Run) -> bool:
    return bool(current.story.get("city"))


def _form_of(shown: Any, asked: Any) -> Any:
    definition = definition_of(shown.identity)
    return definition.forms.get(asked.form) if definition else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _local(text: str | None) -> str:
    try:
        return datetime.fromisoformat(text or "").strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return ""
