"""The first page of the try tab, and the ways to begin a run: by hand, from a scenario, from a case that was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from engine.now import now
from engine.scenarios.failures import Broken
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.i18n import has
from webapp.pages import choices as city
from webapp.pages.diagram_words import translated
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import draft_or_404, may_edit, require
from webapp.pages.studio.scenario_words import scenario_words, unmet_words
from webapp.pages.studio.trial.adapting import change_words, summary
from webapp.pages.studio.trial.ahead import from_the_first
from webapp.pages.studio.trial.blueprint import pages
from webapp.pages.studio.trial.view import new_tasks, speak_for
from webapp.pages.tables.words import day_words
from webapp.pages.texts import t
from webapp.studio import drafts, versions
from webapp.studio.drafts import Draft
from webapp.studio.paths import DIAGRAM, SCENARIOS
from webapp.studio.rights import may
from webapp.trials import adapting, recording, runs, what_if
from webapp.trials.adapting import Proposed
from webapp.trials.recordable import latest
from webapp.trials.sandbox import SandboxError

FIELDS = ("category", "urgency", "kind")
"""Entries of a request that may be another one in a test run, when it has them."""


@pages.get("")
def show(draft: int) -> ResponseReturnValue:
    return _index(draft_or_404(draft))


@pages.post("/check")
def check(draft: int) -> ResponseReturnValue:
    """Play all scenarios of the draft; which fail, why, and what they would have to say now."""
    require("try")
    found = draft_or_404(draft)
    with connections.take() as connection:
        return _index(found, proposals=adapting.proposed(connection, found), is_checked=True)


@pages.post("/take-over")
def take_over(draft: int) -> ResponseReturnValue:
    """The scenarios that somebody ticked say from now on what was found: of the draft as it was when he looked."""
    require("edit")
    found, chosen = draft_or_404(draft), request.form.getlist("name")
    with connections.take() as connection:
        if not chosen or str(found.revision) != request.form.get("revision"):
            flash(t("trial-adapt-changed" if chosen else "trial-adapt-none"), "warn")
            return redirect(url_for(".show", draft=draft, _anchor="scenarios"), 303)
        try:
            text, left = adapting.taken_over(connection, found, chosen)
            drafts.save(connection, draft, SCENARIOS, text, found.revision, me().id)
            versions.name(connection, draft, t("trial-adapt-note", n=len(chosen)))
        except (Rejection, SandboxError) as refused:
            flash(_why_not(refused), "warn")
            return redirect(url_for(".show", draft=draft, _anchor="scenarios"), 303)
        flash(t("trial-adapt-done", n=len(chosen)), "good")
        return _index(drafts.load(connection, draft), proposals=left, is_checked=True)


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
    """A run of a scenario, at its first step, to be gone through and gone on with."""
    require("try")
    found, name = draft_or_404(draft), request.form.get("name", "")
    with connections.take() as connection:
        try:
            story = runs.story_named(runs.stories(connection, found), name)
        except (Broken, KeyError, TypeError):
            story = None
        if story is None:
            abort(404)
        number = runs.begin(connection, found.id, name, from_the_first(story), me().id)
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
            return _index(found, refused=_why_not(refused)), 409
        number = runs.begin(connection, found.id, t("trial-recorded-title", number=wanted), recorded.story, me().id)
    if recorded.differs:
        differing = t("list-comma").join(t(f"trial-differs-{name}") for name in recorded.differs)
        flash(t("trial-recorded-differs", what=differing), "warn")
    else:
        flash(t("trial-recorded-same"), "good")
    return redirect(url_for(".run", draft=draft, number=number), 303)


@pages.get("/diagram.bpmn")
def diagram(draft: int) -> ResponseReturnValue:
    """The draft's diagram in the reader's language."""
    found = draft_or_404(draft)
    texts = found.files.get(f"locale/{g.locale}.json")
    xml = translated(found.files.get(DIAGRAM, "").encode(), texts.encode() if texts else None)
    return Response(xml, mimetype="application/xml", headers={"Cache-Control": "private, no-cache"})


def _why_not(refused: Rejection | SandboxError) -> str:
    """Why a case is not recorded, and because of which act."""
    if not isinstance(refused, Rejection):
        return t("trial-sandbox")
    act = f"trial-act-{str(refused.facts.get('act', '')).lower()}"
    return t("trial-not-told", act=t(act)) if has(g.locale, act) else refusal_text(refused)


def _index(draft: Draft, *, proposals: Sequence[Proposed] = (), is_checked: bool = False, refused: str = "") -> str:
    name = speak_for(draft)
    with connections.take() as connection:
        content = runs.stories(connection, draft)
        made, compared = runs.of_draft(connection, draft.id), what_if.of_draft(connection, draft.id)
        recordable = latest(connection, draft.process) if may(me().actor, "try") else []
    requests = {key: value for key, value in (content.get("requests") or {}).items() if isinstance(value, Mapping)}
    failed = {one.failure.scenario: one for one in proposals}
    entries = [entry for entry in content.get("scenarios") or () if isinstance(entry, Mapping)]
    names = {str(entry.get("name")): scenario_words(str(entry.get("name")), str(entry.get("title") or "")) for entry in entries}
    return render_template(
        "studio/trial.html", draft=draft, tab="try", identity=name, requests=requests, names=names, runs=made,
        scenario_words=scenario_words,
        comparisons=compared, failed=failed, is_checked=is_checked, refused=refused, unmet_words=unmet_words,
        change_words=change_words, may_edit=may_edit(draft), summary=summary(name, proposals),
        is_own=SCENARIOS in draft.files, places=city.units(only_places=True), categories=city.categories(),
        has_place=any(isinstance(value.get("place"), Mapping) for value in requests.values()),
        recordable=recordable, drawn_anew=new_tasks(draft), now_local=now().astimezone(CITY_TIME), day_words=day_words,
    )  # fmt: skip


def _local(text: str | None) -> str:
    try:
        return datetime.fromisoformat(text or "").strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return ""
