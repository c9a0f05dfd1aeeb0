"""What may be done to a case beside its tasks. Each button is there when access.offered says so, asks for a reason, and goes
through the one door; a refusal is told in words and changes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.commands import AssignTask, CancelCase, Command, PauseClock, ReleaseTask, ResumeClock
from engine.errors import Rejection
from webapp.casework import access, correcting, extending, merging, notes, requester
from webapp.casework.access import NotAllowed
from webapp.casework.execute import NoSuchCase, execute
from webapp.casework.queries import case as queries
from webapp.casework.queries.choices import values_of
from webapp.casework.queries.subject import subject
from webapp.casework.reasons import given
from webapp.casework.requester_codes import FIRST, number_of_requesters
from webapp.importing.filing import TIERS
from webapp.models import Case, db
from webapp.pages.case_view import is_readable, readable
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t

pages = Blueprint("case_actions", __name__, url_prefix="/cases/<number>")

URGENCIES = ("urgent", "utility", "inquiry", "general", "complex")
TAKEN_DOWN = ("supplement", "chase", "withdraw")
"""What somebody of the office takes down for a requester."""
UNITS = ("wd", "wh", "d", "h")
"""Of an extension: working days, working hours, days, hours; see engine.limits."""


@pages.before_request
@login_required
def signed_in() -> None:
    """Everything here is for people with an account."""


@pages.post("/assign")
def assign(number: str) -> ResponseReturnValue:
    """Give a task to somebody who holds its role in its unit."""
    return _send(number, lambda case: AssignTask(command_id=_key(), task=_number("task"), assignee=_number("assignee")))


@pages.post("/release")
def release(number: str) -> ResponseReturnValue:
    return _send(number, lambda case: ReleaseTask(command_id=_key(), task=_number("task")))


@pages.post("/pause")
def pause(number: str) -> ResponseReturnValue:
    """Stop a clock for a reason, until somebody lets it run again."""
    return _send(number, lambda case: PauseClock(command_id=_key(), clock=_text("clock"), reason=_reason()))


@pages.post("/resume")
def resume(number: str) -> ResponseReturnValue:
    return _send(number, lambda case: ResumeClock(command_id=_key(), clock=_text("clock"), reason=_reason()))


@pages.post("/extend")
def extend(number: str) -> ResponseReturnValue:
    """More time, counted from the due date."""
    amount, unit = _number("amount"), _text("unit")
    if amount < 1 or unit not in UNITS:
        abort(400)
    by = me().actor
    return _do(number, lambda case: extending.extend(case.id, _text("clock"), f"{amount}{unit}", _reason(), by, key=_key()))


@pages.post("/amend")
def amend(number: str) -> ResponseReturnValue:
    """Correct category, place, urgency, or whom it complains about; what the model computes from them follows."""
    by = me().actor
    return _do(number, lambda case: correcting.correct(case.id, _corrections(case), _reason(), by, key=sent_key()))


@pages.post("/cancel")
def cancel(number: str) -> ResponseReturnValue:
    return _send(number, lambda case: CancelCase(command_id=_key(), reason=_reason()))


@pages.post("/merge")
def merge(number: str) -> ResponseReturnValue:
    """Put this case under the answer of another one that the reader may read, too."""

    def act(case: Case) -> object:
        parent = queries.by_number(request.form.get("into", ""))
        if parent is None or not is_readable(parent):
            raise NoSuchCase()
        return merging.merge(case.id, parent.id, me().actor, key=sent_key())

    return _do(number, act)


@pages.post("/unmerge")
def unmerge(number: str) -> ResponseReturnValue:
    return _do(number, lambda case: merging.unmerge(case.id, me().actor, key=sent_key()))


@pages.post("/said")
def said(number: str) -> ResponseReturnValue:
    """What a requester said to somebody of the office, by telephone or in person: a supplement, a chase, a wish to withdraw."""
    case, what, words = readable(number), _text("what"), request.form.get("words", "")
    numbers, about = number_of_requesters(case.file), request.form.get("about_unit", "")
    asking = int(_text("requester")) if _text("requester").isdecimal() else FIRST
    if what not in TAKEN_DOWN or not FIRST <= asking <= numbers or (about and about not in running().directory.units):
        abort(400)
    done = _do(number, lambda case: _take_down(case, what, words, asking, about))
    db.session.refresh(case)
    return done if is_readable(case) else redirect(url_for("inbox.show"), 303)


@pages.post("/note")
def note(number: str) -> ResponseReturnValue:
    """A note for those who work on the case; nobody outside ever reads it."""
    audience = request.form.get("audience") or None
    return _do(
        number,
        lambda case: notes.add(
            request.form.get("words", ""), me().actor, case_id=case.id, case_file=case.file, audience=audience, key=sent_key()
        ),
    )


def _take_down(case: Case, what: str, words: str, asking: int, about: str) -> None:
    """Raises NotAllowed, before a word of it is kept; NoReason: only a chase needs no words; and what requester.say raises."""
    if ("CorrelateMessage", None) not in access.offered(me().actor, subject(case, running().directory)):
        raise NotAllowed(actor=me().actor.label)
    if what != "chase":
        given(words)
    requester.say(
        case.id, case.file, what, words, key=sent_key(), channel="phone", number=asking,
        about={"about_unit": about} if about and what == "supplement" else {}, by=me().actor,
    )  # fmt: skip


def _send(number: str, make: Callable[[Case], Command]) -> ResponseReturnValue:
    return _do(number, lambda case: execute(make(case), me().actor, case_id=case.id))


def _do(number: str, act: Callable[[Case], object]) -> ResponseReturnValue:
    """Do it, and say so on the page of the case."""
    case = readable(number)
    try:
        act(case)
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
    else:
        flash(t(f"action-done-{(request.endpoint or '').rpartition('.')[2]}"), "good")
    return redirect(url_for("case.show", number=number), 303)


def _corrections(case: Case) -> dict[str, object]:
    """What was changed: only values that exist."""
    changed: dict[str, object] = {}
    category, urgency, place, about = (request.form.get(name, "") for name in ("category", "urgency", "place", "about_unit"))
    if category and category != case.category:
        changed["category"] = category if category in values_of("categories", {}) else abort(400)
    if urgency and urgency != case.urgency:
        changed["urgency"] = urgency if urgency in URGENCIES else abort(400)
    directory = running().directory
    if about and about != case.about_unit:
        changed["about_unit"] = about if about in directory.units else abort(400)
    if case.about_unit and "about_nobody" in request.form:
        changed["about_unit"] = None
    if place and place != case.place:
        if place not in directory.units:
            abort(400)
        now_at = {"unit": place, **{tier: directory.ancestor(place, tier) for tier in TIERS}}
        changed["place"] = {**(case.file.get("place") or {}), **now_at}
    return changed or abort(400)


def sent_key() -> str:
    """The key of the form, so that sending it twice does it once."""
    return request.form.get("command_id", "")[:64] or str(uuid.uuid4())


def _key() -> str:
    return me().actor.own(sent_key())


def _reason() -> str:
    return given(request.form.get("reason", ""))


def _text(name: str) -> str:
    return request.form.get(name, "")[:60]


def _number(name: str) -> int:
    value = request.form.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else abort(400)
