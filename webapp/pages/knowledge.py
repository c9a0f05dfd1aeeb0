"""The pages that keep reply templates and knowledge, and what a text field asks for to insert one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from webapp import knowledge
from webapp.casework.queries.choices import values_of
from webapp.casework.reading import sees
from webapp.knowledge.finding import MOST, contains
from webapp.knowledge.keeping import KINDS
from webapp.models import Snippet, SnippetVersion, WorkItem, db
from webapp.pages.case_view import readable
from webapp.pages.choices import Choice, categories, units
from webapp.pages.people import me
from webapp.pages.process_texts import element_name
from webapp.pages.running import running
from webapp.pages.texts import t

pages = Blueprint("knowledge", __name__, url_prefix="/knowledge")

LOOP = "complaint"


class Told(Schema):
    class Meta:
        unknown = EXCLUDE

    kind = fields.String(required=True, validate=validate.OneOf(KINDS, error="unknown_choice"))
    title = fields.String(required=True, validate=validate.Length(max=80, error="too_long"))
    text = fields.String(required=True, validate=validate.Length(max=4000, error="too_long"))
    unit = fields.String(required=True)
    category = fields.String()
    element = fields.String()


@pages.before_request
@login_required
def only_readers() -> None:
    if not sees(me().actor, "knowledge"):
        abort(403)


@pages.get("/")
def show() -> ResponseReturnValue:
    """Every text for one's own units; searched by words, two characters are enough."""
    words, kind = request.args.get("words", "").strip()[:60], request.args.get("kind", "")
    mine = {above for unit in me().actor.units for above in running().directory.upwards(unit)}
    query = db.select(Snippet).where(Snippet.unit.in_(mine), Snippet.active, *contains(words))
    if kind in KINDS:
        query = query.where(Snippet.kind == kind)
    found = list(db.session.scalars(query.order_by(Snippet.kind, Snippet.title).limit(MOST + 1)))
    return render_template(
        "knowledge/show.html", found=found[:MOST], more=len(found) > MOST, words=words, kind=kind, kinds=KINDS, keeps=_keeps(),
        step=_step_name, may_edit=_may_edit,
    )  # fmt: skip


@pages.get("/new")
def new() -> ResponseReturnValue:
    if not _keeps():
        abort(403)
    return _form({"kind": request.args.get("kind", "reply"), "unit": _units()[0].value})


@pages.get("/<int:id>")
def edit(id: int) -> ResponseReturnValue:
    """One text with its versions; a form for those who keep it."""
    snippet = _snippet(id)
    typed = {name: getattr(snippet, name) or "" for name in Told().fields}
    return _form(typed, snippet=snippet)


@pages.post("/new")
def create() -> ResponseReturnValue:
    return _save(None)


@pages.post("/<int:id>")
def change(id: int) -> ResponseReturnValue:
    return _save(_snippet(id))


@pages.post("/<int:id>/retire")
def retire(id: int) -> ResponseReturnValue:
    """Take it out of use."""
    try:
        knowledge.retire(me().actor, running().directory, _snippet(id))
    except knowledge.CannotEdit:
        abort(403)
    flash(t("knowledge-retired"), "good")
    return redirect(url_for(".show"), 303)


@pages.get("/for/<number>/<int(max=2147483647):task>")
def for_task(number: str, task: int) -> ResponseReturnValue:
    """[{"id", "title", "text"}] that fit the task, filled in with the case. `words`: what is looked for."""
    case = readable(number)
    item = db.session.get(WorkItem, (case.id, task)) or abort(404)
    words = request.args.get("words", "").strip()[:60]
    found = knowledge.templates_for(me().actor, element=item.element, category=case.category, words=words, kind=None)
    return [{"id": s.id, "title": s.title, "text": knowledge.render(s.text, case)} for s in found[:20]]


def _save(snippet: Snippet | None) -> ResponseReturnValue:
    given = {key: value.strip() for key, value in request.form.items() if value.strip()}
    wrong: dict[str, str] = {}
    try:
        told: Mapping[str, str] = Told().load(given)
    except ValidationError as error:
        wrong = {key: str(messages[0]) for key, messages in error.normalized_messages().items()}
        wrong = {key: "required" if "Missing" in code else code for key, code in wrong.items()}
        return _form(request.form, snippet=snippet, wrong=wrong), 422
    if told.get("category") and told["category"] not in values_of("categories", {}):
        wrong["category"] = "unknown_choice"
    if told.get("element") and told["element"] not in {choice.value for choice in _steps()}:
        wrong["element"] = "unknown_choice"
    unknown = knowledge.unknown_in(told["text"])
    if wrong or unknown:
        return _form(request.form, snippet=snippet, wrong=wrong, unknown=unknown), 422
    try:
        kept = knowledge.save(me().actor, running().directory, told, snippet)
    except knowledge.CannotEdit:
        abort(403)
    flash(t("knowledge-saved", title=kept.title, version=kept.version), "good")
    return redirect(url_for(".show", kind=kept.kind), 303)


def _form(
    typed: Mapping[str, str],
    *,
    snippet: Snippet | None = None,
    wrong: Mapping[str, str] | None = None,
    unknown: list[str] | None = None,
) -> str:
    history = db.select(SnippetVersion).where(SnippetVersion.snippet_id == (snippet.id if snippet else 0))
    versions = db.session.scalars(history.order_by(SnippetVersion.version.desc()))
    return render_template(
        "knowledge/edit.html", typed=typed, snippet=snippet, wrong=wrong or {}, unknown=unknown or [], versions=list(versions),
        kinds=KINDS, units=_units(), categories=categories(), steps=_steps(), may_edit=snippet is None or _may_edit(snippet),
        variables=("number", "title", "unit", "place", "category", "due", "received", "today"),
    )  # fmt: skip


def _snippet(id: int) -> Snippet:
    snippet = db.session.get(Snippet, id)
    return snippet if snippet and knowledge.fits(me().actor, snippet) else abort(404)


def _units() -> list[Choice]:
    """The units whose texts this person keeps."""
    directory = running().directory
    return [choice for choice in units() if knowledge.editable(me().actor, directory, choice.value)]


def _keeps() -> bool:
    return me().holds(*knowledge.EDITORS)


def _may_edit(snippet: Snippet) -> bool:
    return knowledge.editable(me().actor, running().directory, snippet.unit)


def _steps() -> list[Choice]:
    """The steps of the loop that people do."""
    definition = running().library.newest(LOOP)
    steps = [key for key, known in definition.elements.items() if known.form]
    return [Choice(value=key, label=element_name(definition.id, key)) for key in steps]


def _step_name(element: str) -> str:
    return element_name(running().library.newest(LOOP).id, element)
