"""Samples: draw one, work through it, file what was found."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.errors import Rejection
from engine.now import now
from webapp.casework.reading import sees
from webapp.city_time import CITY_TIME, day_in
from webapp.database import connections
from webapp.models import Case, Sample, SampleItem, db
from webapp.pages.audit.blueprint import rooms
from webapp.pages.case_view import is_readable
from webapp.pages.choices import units
from webapp.pages.people import me
from webapp.pages.process_texts import programme_name
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.texts import t
from webapp.sampling import findings, samples
from webapp.sampling.frames import WEIGHTS, Frame, FrameTooLarge

pages = Blueprint("audit_samples", __name__, url_prefix="/audit/samples")

AUDITORS = ("auditor",)
USUAL_SIZE = 30
METHODS = ("random", "risk")
ASKED = ("title", "first", "last", "process", "unit", "method", "size", "seed")


@pages.before_request
@login_required
def only_those_who_have_it() -> None:
    if not sees(me().actor, "audit"):
        abort(404)


@pages.get("/")
def show() -> ResponseReturnValue:
    return _list()


@pages.post("/")
def make() -> ResponseReturnValue:
    """Draw a sample."""
    _auditor()
    typed = {name: request.form.get(name, "").strip()[:200] for name in ASKED}
    wrong = _wrong(typed)
    if wrong:
        return _list(typed, wrong), 422
    frame = Frame(
        first=date.fromisoformat(typed["first"]), last=date.fromisoformat(typed["last"]), process=typed["process"] or None,
        unit=typed["unit"] or None, closed=request.form.get("closed") == "on",
    )  # fmt: skip
    method = "risk" if typed["method"] == "risk" else "random"
    try:
        with connections.take() as connection:
            sample = samples.make(connection, typed["title"], frame, method, int(typed["size"]), me().actor, seed=typed["seed"])
    except FrameTooLarge:
        return _list(typed, {"last": "frame_too_large"}), 422
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
        return _list(typed), 409
    return redirect(url_for(".one", sample=sample), 303)


@pages.get("/<int(max=2147483647):sample>")
def one(sample: int) -> ResponseReturnValue:
    """A sample and its cases in the order drawn."""
    found = db.get_or_404(Sample, sample)
    items = _items(sample)
    cases = {case.id: case for case in db.session.scalars(db.select(Case).where(Case.id.in_([item.case_id for item in items])))}
    filed = [item.finding_case for item in items if item.finding_case]
    about = {case.id: case for case in db.session.scalars(db.select(Case).where(Case.id.in_(filed)))} if filed else {}
    return render_template(
        "samples/one.html", rooms=rooms(), sample=found, items=items, cases=cases, findings=about, rules=findings.RULES,
        severities=findings.SEVERITIES, is_auditor=_is_auditor(), left=sum(item.looked_at is None for item in items),
        shown=_shown(items, cases), programme_name=programme_name, readable=is_readable,
    )  # fmt: skip


@pages.post("/<int(max=2147483647):sample>/<int:case>")
def look(sample: int, case: int) -> ResponseReturnValue:
    """Say that a case is in order, or file a finding about it."""
    _auditor()
    item, about = db.session.get(SampleItem, (sample, case)), db.session.get(Case, case)
    if item is None or about is None or not is_readable(about):
        abort(404)
    words, rule, severity = (request.form.get(name, "").strip() for name in ("words", "rule", "severity"))
    is_finding = request.form.get("result") == "finding"
    if is_finding and (len(words) < 4 or rule not in findings.RULES or severity not in findings.SEVERITIES):
        flash(t("finding-needs-words"), "warn")
        return redirect(url_for(".one", sample=sample, case=case, _anchor="look"), 303)
    try:
        if item.looked_at is not None:
            raise samples.LookedAtAlready
        with connections.take() as connection:
            filed = None
            if is_finding:
                filed = findings.file(
                    connection, findings.about(connection, case), words[:2000], rule=rule, severity=severity, by=me().actor,
                    sample=sample, command_id=f"finding:{sample}:{case}",
                ).case_id  # fmt: skip
            samples.look_at(connection, sample, case, "" if is_finding else words[:300], me().actor, finding=filed)
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
    else:
        flash(t("finding-filed" if is_finding else "sample-looked-at", number=item.number), "good")
    return redirect(url_for(".one", sample=sample, _anchor="look"), 303)


@pages.post("/<int(max=2147483647):sample>/again")
def again(sample: int) -> ResponseReturnValue:
    """Draw the sample once more and compare."""
    found = db.get_or_404(Sample, sample)
    with connections.take() as connection:
        drawn = samples.repeated(connection, found, me().actor)
    kept = [item.number for item in _items(sample)]
    if drawn == kept:
        flash(t("sample-same", count=len(kept)), "good")
    else:
        flash(t("sample-differs", count=len(set(kept) - set(drawn))), "warn")
    return redirect(url_for(".one", sample=sample), 303)


def _shown(items: list[SampleItem], cases: dict[int, Case]) -> SampleItem | None:
    """The case to be looked at now: the one asked for, else the first that nobody has looked at."""
    left = [item for item in items if item.looked_at is None and is_readable(cases[item.case_id])]
    asked = request.args.get("case", type=int)
    return next((item for item in left if item.case_id == asked), left[0] if left else None)


def _items(sample: int) -> list[SampleItem]:
    return list(db.session.scalars(db.select(SampleItem).where(SampleItem.sample_id == sample).order_by(SampleItem.position)))


def _list(typed: dict[str, str] | None = None, wrong: dict[str, str] | None = None) -> str:
    today = now().astimezone(CITY_TIME).date()
    usual = {
        "first": (today - timedelta(days=90)).isoformat(), "last": today.isoformat(), "size": str(USUAL_SIZE), "method": "risk",
        "process": "complaint",
    }  # fmt: skip
    return render_template(
        "samples/show.html", rooms=rooms(), samples=samples.all_of(), typed=typed or usual, wrong=wrong or {}, units=units(),
        processes=sorted(running().library.keys()), methods=METHODS, weights=WEIGHTS,
        programme_name=programme_name, is_auditor=_is_auditor(),
    )  # fmt: skip


def _wrong(typed: dict[str, str]) -> dict[str, str]:
    wrong = {name: "required" for name in ("title", "first", "last", "size") if not typed[name]}
    for name in ("first", "last"):
        if name not in wrong and day_in(typed[name]) is None:
            wrong[name] = "invalid"
    if not wrong and typed["first"] > typed["last"]:
        wrong["last"] = "invalid"
    if "size" not in wrong and not (typed["size"].isdigit() and 1 <= int(typed["size"]) <= samples.MOST):
        wrong["size"] = "invalid"
    if typed["process"] and typed["process"] not in running().library.keys():  # noqa: SIM118
        wrong["process"] = "unknown_choice"
    if typed["unit"] and typed["unit"] not in [choice.value for choice in units()]:
        wrong["unit"] = "unknown_choice"
    return wrong


def _is_auditor() -> bool:
    return not me().actor.roles.isdisjoint(AUDITORS)


def _auditor() -> None:
    if not _is_auditor():
        abort(403)
