"""Limits, counts and shares of a process: what is in force, what comes, what was, and a new decision with its day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.definition import Definition
from engine.errors import Rejection
from engine.now import now
from webapp.casework.reasons import given
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.i18n import has
from webapp.pages.limit_words import limit_words
from webapp.pages.people import me
from webapp.pages.process_texts import outcome_name, translated
from webapp.pages.refusals import refusal_text
from webapp.pages.rules.blueprint import may_decide, may_keep_calendar, pages
from webapp.pages.running import running
from webapp.pages.texts import t
from webapp.pages.timeline import who
from webapp.policies import enact, entered, standing


@pages.get("/policies")
def policies() -> ResponseReturnValue:
    """Those of ?process=, or of the process that has most."""
    known = [found for key in running().library.keys() if (found := running().library.newest(key)).manifest.get("policies")]  # noqa: SIM118
    if not known:
        abort(404)
    known.sort(key=lambda one: -len(one.manifest["policies"]))
    chosen = next((one for one in known if one.key == request.args.get("process")), known[0])
    with connections.take() as connection:
        in_force, decided = standing(connection, chosen, now()), entered(connection, chosen.key)
    today = now().astimezone(CITY_TIME).date()
    return render_template(
        "rules/policies.html", processes=known, chosen=chosen, rows=in_force, decided=decided, today=today,
        to_come={one.name: one for one in decided if one.effective_from > today}, name=lambda name: _name(chosen, name),
        words=lambda value: _words(chosen, value), typed=_typed, may_decide=may_decide(), may_keep=may_keep_calendar(), who=who,
    )  # fmt: skip


@pages.post("/policies/<process>/<name>")
def decide(process: str, name: str) -> ResponseReturnValue:
    if not may_decide() or process not in running().library.keys():  # noqa: SIM118
        abort(403)
    try:
        since = date.fromisoformat(request.form.get("since", ""))
        if since < now().astimezone(CITY_TIME).date():
            raise ValueError
        basis = given(request.form.get("basis", ""))
        with connections.take() as connection:
            enact(
                connection, running().library.newest(process), name, _read(request.form.get("value", "")), effective_from=since,
                basis=basis, by=me().actor.label,
            )  # fmt: skip
    except ValueError:
        flash(t("rules-day-wrong"), "bad")
    except Rejection as refusal:
        flash(refusal_text(refusal), "bad")
    else:
        flash(t("rules-decided", name=_name(running().library.newest(process), name), day=since.isoformat()), "good")
    return redirect(url_for(".policies", process=process), 303)


def _name(definition: Definition, name: str) -> str:
    """In the reader's language: that of the process, else ours for the processes that come with the product."""
    key = f"policy-{definition.key}-{name}".replace("_", "-")
    return translated(definition.id, ("policies", name)) or (t(key) if has(g.locale, key) else name)


def _words(definition: Definition, value: Any) -> str:
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, str):
        return limit_words(value)
    if isinstance(value, Sequence):
        return t("list-comma").join(_outcome(definition, str(one)) for one in value)
    return str(value)


def _outcome(definition: Definition, code: str) -> str:
    """Named by the process itself, or by whichever one ends that way."""
    library = running().library
    ids = [definition.id, *(library.newest(key).id for key in library.keys())]  # noqa: SIM118
    return next((words for one in ids if (words := outcome_name(one, code)) != code), code)


def _typed(value: Any) -> str:
    """As it stands in the field."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _read(typed: str) -> Any:
    """JSON where it is JSON (3, true, ["a"]), else text (5wd)."""
    try:
        return json.loads(typed)
    except ValueError:
        return typed.strip()
