"""Any moment of the past of a case: the page, the part of it that changes from moment to moment, and the same as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.casework import disclosure
from webapp.casework.disclosure import references_in
from webapp.casework.past import NotYetBegun, Past, past, seq_at
from webapp.casework.readers import Reader
from webapp.casework.reading import sees
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.models import Case
from webapp.organisation.past import people_names, unit_names
from webapp.pages.case_view import is_for_others, readable
from webapp.pages.diagram_words import diagram_xml
from webapp.pages.incidents.words import cause
from webapp.pages.names import name_of
from webapp.pages.outlines import outline_of
from webapp.pages.people import me
from webapp.pages.replay.filed import entries_of
from webapp.pages.replay.strip import Strip, strip_of
from webapp.pages.replay.told import decided, done, lines
from webapp.pages.texts import moment
from webapp.pages.timeline import who

pages = Blueprint("replay", __name__, url_prefix="/cases/<number>/replay")

SPEEDS = (("0.5", 3200), ("1", 1600), ("2", 800), ("4", 400), ("8", 200))
"""Name -> milliseconds a step is shown while the film runs."""
LISTED = 400
"""Marks offered in the list to jump to; the line of time shows all."""


@pages.get("")
@login_required
def show(number: str) -> ResponseReturnValue:
    """The page, at ?at=: number of an event or a moment; the beginning if not given."""
    case = readable(number)
    with connections.take() as connection:
        strip = strip_of(connection, case.id, case.definition)
    then = _at(case, default=strip.steps[0] if strip.steps else 0)
    return render_template(
        "replay/show.html", case=case, strip=strip, place=strip.place_of(then.seq), speeds=SPEEDS, listed=_listed(strip),
        **_shown(case, then),
    )  # fmt: skip


@pages.get("/moment")
@login_required
def fragment(number: str) -> ResponseReturnValue:
    """What changes from moment to moment."""
    case = readable(number)
    return render_template("replay/moment.html", case=case, **_shown(case, _at(case)))


@pages.get("/moment.json")
@login_required
def plain(number: str) -> ResponseReturnValue:
    """As `bihuan cases replay NUMBER --at ... --json`, for those who audit."""
    if not sees(me().actor, "audit"):
        abort(404)
    return jsonify(_at(readable(number)).plain())


@pages.get("/diagram.bpmn")
@login_required
def diagram(number: str) -> ResponseReturnValue:
    """The diagram of the version that was running at the moment."""
    xml = diagram_xml(_at(readable(number)).definition)
    return Response(xml, mimetype="application/xml", headers={"Cache-Control": "private, max-age=3600"})


@pages.get("/outline")
@login_required
def outline(number: str) -> ResponseReturnValue:
    """The same diagram in words, with where the case stood. `?part`: without the page around it."""
    case = readable(number)
    then = _at(case)
    template = "case/outline_part.html" if "part" in request.args else "replay/outline.html"
    return render_template(template, case=case, then=then, parts=outline_of(then.definition), here=then.tokens, done=then.passed)


def _at(case: Case, default: int = 1) -> Past:
    asked = request.args.get("at", "")
    with connections.take() as connection:
        try:
            seq = int(asked) if asked.isdigit() and len(asked) < 12 else _seq_at(connection, case.id, asked, default)
            return past(connection, case.id, case.number, max(seq, 1))
        except NotYetBegun:
            abort(404)


def _seq_at(connection: Any, case_id: int, asked: str, default: int) -> int:
    try:
        at = datetime.fromisoformat(asked)
    except ValueError:
        return default
    return seq_at(connection, case_id, at if at.tzinfo else at.replace(tzinfo=CITY_TIME))


def _shown(case: Case, then: Past) -> dict[str, Any]:
    """For the templates. Personal data stays masked as on the page of the case; what the case asks for today counts."""
    hidden = [event["seq"] for event in then.step.events if is_for_others(event["kind"], event["data"])]
    told = [event["data"] for event in then.step.events if event["seq"] not in hidden]
    references = references_in([then.file, told])
    return {
        "then": then, "entries": entries_of(then), "shown": disclosure.show(me().actor, case.file, references),
        "decided": decided(then), "done": done(then), "lines": lines(then, hidden), "actor": who(then.step.actor),
        "readers": _by_unit(then.readers) if sees(me().actor, "audit") else None, **_called(then),
        "exactly": _exactly, "incident_cause": cause,
        "seen_by": len({reader.user for reader in then.readers}),
        "late": any(clock["breached_at"] and not clock["excused"] for clock in then.clocks),
    }  # fmt: skip


def _called(then: Past) -> dict[str, dict[Any, str]]:
    """What people and units were called then: by user id, by code."""
    users = {user for one in then.readers for user in (one.user, one.absent) if user}
    with connections.take() as connection:
        people = people_names(connection, users, then.at)
        units = unit_names(connection, {one.unit for one in then.readers if one.unit}, then.at)
    return {
        kind: {key: name_of(one.name, one.name_en) for key, one in found.items()}
        for kind, found in (("names", people), ("units", units))
    }


def _by_unit(readers: Sequence[Reader]) -> list[tuple[str | None, str | None, list[Reader]]]:
    """(unit, role, people)."""
    return [(unit, role, list(some)) for (unit, role), some in groupby(readers, key=lambda one: (one.unit, one.role))]


def _listed(strip: Strip) -> list[Any]:
    """Marks for the list; of a very long case the interventions and breaches alone."""
    if len(strip.marks) <= LISTED:
        return list(strip.marks)
    return [mark for mark in strip.marks if mark.sort in ("intervention", "breach")][:LISTED]


def _exactly(at: datetime) -> str:
    """With seconds: several steps of a case may lie within one minute."""
    return f"{moment(at, full=True)}:{at.astimezone(CITY_TIME):%S}"
