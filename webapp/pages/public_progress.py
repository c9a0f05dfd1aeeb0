"""The requester's own page: where it is, what was promised, what was answered, and what one can still say."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from engine.now import now
from webapp import vault
from webapp.attachments import on_hand
from webapp.casework import requester
from webapp.casework.queries import case as queries
from webapp.casework.requester_codes import FIRST
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.form_files import file_ids
from webapp.models import Case, ClockRow
from webapp.pages.case_view import LOOP
from webapp.pages.followed import followed, followed_by, uploader
from webapp.pages.inbox import PHASES
from webapp.pages.limits import allow
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t
from webapp.pages.timeline import public_entries

pages = Blueprint("public_progress", __name__, url_prefix="/follow")

PROMISES = ("reply", "handle", "accept")
"""Clocks that a requester was promised, the one for the whole first."""
ANSWERED = frozenset(("callback",))
"""Phases in which the answer has been approved and may be read by whom it is for."""
VERDICTS = ("satisfied", "unsatisfied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """`state`: running, late, held or kept."""

    due_at: datetime | None
    state: str


@pages.get("/<number>")
def show(number: str) -> ResponseReturnValue:
    case = _case(number)
    if case is None:
        return redirect(url_for("public.follow", number=number))
    return _page(case)


@pages.post("/<number>/<any(supplement, chase, withdraw, evaluate):what>")
def say(number: str, what: str) -> ResponseReturnValue:
    """Tell the case something; sending it twice says it once."""
    if not allow("say", times=12, seconds=600):
        abort(429)
    case = _case(number)
    if case is None:
        return redirect(url_for("public.follow", number=number), 303)
    words, key = request.form.get("words", "").strip(), request.form.get("command_id", "")[:64]
    ids = file_ids(request.form.getlist("files"))
    verdict = request.form.get("verdict", "")
    is_verdict = what == "evaluate"
    if not key or case.closed_at or is_verdict != (verdict in VERDICTS) or (is_verdict and not _is_answered(case)):
        abort(400)
    about = {"about_holder": True} if what == "supplement" and "about_holder" in request.form and _may_be_about(case) else {}
    if (what == "supplement" and not words and not ids) or (what == "withdraw" and len(words) < 2):
        return _page(case, wrong=what, typed=words), 422
    with connections.take() as connection:
        files = on_hand(connection, ids, by=uploader(case), case_id=case.id) if ids else {}
    try:
        requester.say(
            case.id, case.file, what, words, key=key, files=list(files.values()), verdict=verdict or None,
            hears_verdicts=case.process == LOOP, number=followed_by(), about=about,
        )  # fmt: skip
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
    else:
        flash(t("public-said-about" if about else f"public-said-{what}"), "good")
    return redirect(url_for(".show", number=number), 303)


def _case(number: str) -> Case | None:
    case = followed()
    return case if case is not None and case.number == number.strip().upper() else None


def _page(case: Case, *, wrong: str = "", typed: str = "") -> str:
    history = queries.history(case.id)
    return render_template(
        "public/progress.html", case=case, phases=PHASES, visited=queries.visited_phases(case.id),
        told=public_entries(case.definition, history, by=followed_by()), promise=_promise(case), answers=_answers(case),
        review=_review(case), verdict=_verdict(history, followed_by()), may_evaluate=_is_answered(case) and not case.closed_at,
        verdicts=VERDICTS, wrong=wrong, typed=typed, new_key=lambda: str(uuid.uuid4()), may_be_about=_may_be_about(case),
        may_withdraw=followed_by() == FIRST,
    )  # fmt: skip


def _promise(case: Case) -> Promise | None:
    """The promise that matters to the requester now."""
    clocks: dict[str, ClockRow] = {}
    for row, _ in reversed(queries.clocks(case.id)):
        clocks[row.name] = row
    found = next((clocks[name] for name in PROMISES if name in clocks and clocks[name].state != "stopped"), None)
    if found is None or case.closed_at:
        return None
    if found.state == "paused":
        return Promise(due_at=None, state="held")
    is_late = found.due_at is not None and found.due_at < now()
    return Promise(due_at=found.due_at, state="late" if is_late else "running")


def _verdict(history: Sequence[queries.HistoryStep], requester: int) -> str | None:
    """What this requester thought of the newest result, if he said so. `history`: newest first."""
    for step in history:
        for kind, data in reversed(step.events):
            if kind == "PhaseEntered" and data["phase"] in ANSWERED:
                return None
            payload = (data.get("payload") or {}) if kind == "MessageReceived" else {}
            if payload.get("verdict") in VERDICTS and payload.get("requester", FIRST) == requester:
                return str(payload["verdict"])
    return None


def _may_be_about(case: Case) -> bool:
    """Whether it can be taken from the unit or desk that has it: there is one above, and nothing was said about another unit."""
    holder = (case.file.get("handler") or {}).get("unit") or case.file.get("desk")
    return case.about_unit is None and holder is not None and running().directory.superior(holder) is not None


def _is_answered(case: Case) -> bool:
    return case.phase in ANSWERED or case.closed_at is not None


def _answers(case: Case) -> list[str]:
    """What was answered, with numbers of other people blotted out; only once it was approved."""
    if not _is_answered(case):
        return []
    found = [_entry(case.file, "handle", "reply"), _entry(case.file, "triage", "told_text")]
    references = [ref for ref in found if vault.is_reference(ref)]
    with connections.take() as connection:
        clear = vault.current().open(connection, references)
    return [vault.redact(clear[ref["vault"]]) for ref in references if ref["vault"] in clear]


def _entry(file: Mapping[str, Any], step: str, key: str) -> Any:
    answers = file.get(step)
    return answers.get(key) if isinstance(answers, Mapping) else None


def _review(case: Case) -> datetime | None:
    """When a matter on the problem ledger is looked at next."""
    hold = case.file.get("hold")
    if not isinstance(hold, Mapping) or case.closed_at:
        return None
    try:
        return datetime.fromisoformat(str(hold.get("review"))[:19]).replace(tzinfo=CITY_TIME)
    except ValueError:
        return None
