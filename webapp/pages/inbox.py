"""The inbox: what is mine, what my positions may take, what I have done. First due first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.commands import ClaimTask, Command, ReleaseTask
from engine.errors import Rejection
from engine.now import now
from webapp.casework.execute import NoSuchCase, execute
from webapp.casework.queries import inbox
from webapp.casework.queries.inbox import Filters
from webapp.models import Case, db
from webapp.pages.case_view import is_readable
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.texts import t
from webapp.pages.ways_back import inside

pages = Blueprint("inbox", __name__)

LISTS = ("mine", "queue", "done")
PHASES = ("intake", "dispatch", "handling", "supervision", "review", "callback")
URGENCIES = ("urgent", "utility", "inquiry", "general", "complex")
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filters as typed, unknown values dropped."""

    words: str
    phase: str
    urgency: str
    overdue: bool

    @property
    def filters(self) -> Filters:
        return Filters(
            words=self.words or None,
            phase=self.phase or None,
            urgency=self.urgency or None,
            late_before=now() if self.overdue else None,
        )

    @property
    def kept(self) -> dict[str, str]:
        """As query parameters of the next page."""
        given = {"words": self.words, "phase": self.phase, "urgency": self.urgency, "overdue": "1" if self.overdue else ""}
        return {name: value for name, value in given.items() if value}


@pages.get("/inbox")
@login_required
def show() -> ResponseReturnValue:
    which = request.args.get("list", "mine")
    which = which if which in LISTS else "mine"
    wanted = Wanted(
        words=request.args.get("words", "").strip()[:60],
        phase=_known(request.args.get("phase"), PHASES),
        urgency=_known(request.args.get("urgency"), URGENCIES),
        overdue=request.args.get("overdue") == "1" and which != "done",
    )
    after = request.args.get("after")
    if which == "mine":
        page = inbox.mine(me().id, wanted.filters, after)
    elif which == "queue":
        page = inbox.queue([(seat.unit, seat.role) for seat in me().seats], wanted.filters, after)
    else:
        page = inbox.done(me().id, wanted.filters, after)
    return render_template(
        "inbox/show.html", which=which, page=page, wanted=wanted, kept=wanted.kept, filtered=bool(wanted.kept), phases=PHASES,
        urgencies=URGENCIES,
    )  # fmt: skip


@pages.post("/inbox/claim")
@login_required
def claim_many() -> ResponseReturnValue:
    """Claim the one task of the button pressed, else all that are marked; each is told apart if somebody was faster."""
    one = request.form.get("one")
    keys = [one] if one else request.form.getlist("task")[:MOST_AT_ONCE]
    taken, lost = 0, []
    for case_id, task in filter(None, map(_key, keys)):
        refused = _send(ClaimTask(command_id=str(uuid.uuid4()), task=task, assignee=me().id), case_id)
        taken += refused is None
        lost += [refused] if refused else []
    if taken:
        flash(t("claimed", count=taken), "good")
    for message in lost[:3]:
        flash(message, "warn")
    if not keys:
        flash(t("claim-nothing-marked"), "warn")
    return redirect(_back(), 303)


@pages.post("/inbox/release")
@login_required
def release() -> ResponseReturnValue:
    """Put one task back into its queue."""
    key = _key(request.form.get("one", ""))
    if key:
        refused = _send(ReleaseTask(command_id=str(uuid.uuid4()), task=key[1]), key[0])
        flash(refused or t("released"), "warn" if refused else "good")
    return redirect(_back(), 303)


def _send(command: Command, case_id: int) -> str | None:
    """Carry out a command; why not, when it is refused. A refusal tells who did what and when: only to those who may read the
    case, for others it does not exist."""
    case = db.session.get(Case, case_id)
    if case is None or not is_readable(case):
        return refusal_text(NoSuchCase())
    try:
        execute(command, me().actor, case_id=case_id)
    except Rejection as rejection:
        return refusal_text(rejection)
    return None


def _key(text: str) -> tuple[int, int] | None:
    case_id, _, task = text.partition("-")
    return (int(case_id), int(task)) if case_id.isdecimal() and task.isdecimal() else None


def _known(value: str | None, codes: tuple[str, ...]) -> str:
    return value if value in codes else ""


def _back() -> str:
    target = inside(request.form.get("next"))
    return target if target.startswith("/inbox") else url_for("inbox.show")
