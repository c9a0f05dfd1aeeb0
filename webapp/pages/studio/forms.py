"""The forms tab of a draft: the editor, and every form as handlers will see it, rendered by what renders their tasks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson
from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from engine.forms import FIELD_TYPES, Form
from webapp.database import connections
from webapp.forms import Field, fields_of, loose, off
from webapp.pages.choices import choices
from webapp.pages.people import me
from webapp.pages.protection import allow_inline_styles
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import draft_or_404, guard, require
from webapp.pages.texts import t
from webapp.studio import drafts
from webapp.studio.drafts import Draft
from webapp.studio.paths import LARGEST_FILE
from webapp.studio.users import forms_and_tasks

pages = Blueprint("studio_forms", __name__, url_prefix="/studio/drafts/<int:draft>/forms")
pages.before_request(guard)

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
EMPTY = '{\n  "type": "default",\n  "components": []\n}\n'


@pages.get("")
def show(draft: int) -> ResponseReturnValue:
    """`form`: the one to open, by its name; the first one if not said."""
    found = draft_or_404(draft)
    users = forms_and_tasks(found.files)
    asked = request.args.get("form")
    chosen = asked if asked in users else next(iter(users), None)
    allow_inline_styles()  # the editor of expressions writes its style sheet itself
    return render_template(
        "studio/forms.html", draft=found, tab="forms", users=users, chosen=chosen,
        preview=rendered(found, chosen, found.files[f"forms/{chosen}.json"]) if chosen else "",
    )  # fmt: skip


@pages.post("/preview")
def preview(draft: int) -> ResponseReturnValue:
    """{"html"} of an unsaved form {"path", "text"}."""
    found = draft_or_404(draft)
    request.max_content_length = 4 * LARGEST_FILE
    try:
        body = orjson.loads(request.get_data(cache=False))
        path, text = str(body["path"]), str(body["text"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        abort(400)
    return jsonify(html=rendered(found, _name_of(path), text))


@pages.post("/<name>/off")
def hidden(draft: int, name: str) -> ResponseReturnValue:
    """{"off": keys of fields that their conditions hide} in the saved form, given what is filled in."""
    found = draft_or_404(draft)
    asked = _fields(found.files.get(f"forms/{name}.json", ""))
    sent = {
        key: request.form.getlist(key) if len(request.form.getlist(key)) > 1 else value for key, value in request.form.items()
    }
    return jsonify(off=sorted(off(asked, loose(asked, sent))))


@pages.post("")
def add(draft: int) -> ResponseReturnValue:
    """An empty form."""
    require("edit")
    found, name = draft_or_404(draft), request.form.get("name", "").strip()
    if not _NAME.fullmatch(name) or f"forms/{name}.json" in found.files:
        flash(t("forms-name-taken"), "bad")
        return redirect(url_for("studio_forms.show", draft=draft), 303)
    with connections.take() as connection:
        try:
            drafts.save(connection, draft, f"forms/{name}.json", EMPTY, found.revision, me().id)
        except Rejection as refused:
            flash(refusal_text(refused), "bad")
    return redirect(url_for("studio_forms.show", draft=draft, form=name), 303)


def rendered(draft: Draft, name: str, text: str) -> str:
    """The form, with the choices that handlers would have. What cannot be read says so."""
    asked = [_in_words(draft, name, field) for field in _fields(text)]
    offered = {field.key: choices(field.source, {}) for field in asked if field.source}
    return render_template(
        "studio/form_preview.html", draft=draft, name=name, fields=asked, choices=offered,
        off=sorted(off(asked, {})), readable=_is_form(text),
    )  # fmt: skip


def _fields(text: str) -> tuple[Field, ...]:
    """Of a form that somebody is drawing: what is no field yet is left out."""
    schema = _schema(text)
    components = schema.get("components")
    kept = [component for component in components if _is_field(component)] if isinstance(components, list) else []
    try:
        return fields_of(Form(key="", schema={**schema, "components": kept}))
    except (KeyError, TypeError, AttributeError, ValueError):
        return ()


def _is_field(component: Any) -> bool:
    return isinstance(component, dict) and component.get("type") in FIELD_TYPES and isinstance(component.get("key"), str)


def _is_form(text: str) -> bool:
    return isinstance(_schema(text).get("components"), list)


def _schema(text: str) -> dict[str, Any]:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _in_words(draft: Draft, name: str, field: Field) -> Field:
    """With the texts of the draft in the reader's language."""
    texts = _schema(draft.files.get(f"locale/{g.locale}.json", ""))
    options = tuple(
        replace(option, label=_text(texts, "options", name, field.key, option.value) or option.label) for option in field.options
    )
    return replace(
        field,
        label=_text(texts, "fields", name, field.key) or field.label,
        hint=_text(texts, "descriptions", name, field.key) or field.hint,
        options=options,
    )


def _text(texts: Mapping[str, Any], *path: str) -> str:
    found: Any = texts
    for part in path:
        found = found.get(part) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def _name_of(path: str) -> str:
    return path.removeprefix("forms/").removesuffix(".json")
