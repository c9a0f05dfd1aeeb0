"""Frequency, waiting and lateness on the diagram; for a log without a diagram, on the graph of what followed what."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.mining import drawing, follows, steps
from webapp.mining.steps import Load
from webapp.pages.diagram_words import diagram_xml
from webapp.pages.mining.asked import Asked, asked, namer
from webapp.pages.mining.blueprint import pages
from webapp.pages.mining.frame import frame
from webapp.pages.mining.passed import FLOW, Passed, facts, kind_word, passed, with_history
from webapp.pages.mining.words import percent, timer

LOOKS = ("frequency", "waiting", "lateness")
DEGREES = 5
KEEP = {"50": 0.5, "80": 0.8, "95": 0.95, "100": 1.0}
"""Shares of the passages that a graph may be narrowed to."""


@pages.get("/map")
@login_required
def heat_map() -> ResponseReturnValue:
    look = asked()
    found, passages = with_history(look)
    loads, others = steps.by_activity(found.traces), passed(look, found, passages)
    shown = request.args.get("shown") if request.args.get("shown") in LOOKS else LOOKS[0]
    keep = request.args.get("keep") if request.args.get("keep") in KEEP else "80"
    graph = follows.graph(found.traces, KEEP[keep]) if not look.identity else None
    return render_template(
        "mining/map.html", tab="map", loads=loads, shown=shown, looks=LOOKS, keep=keep, keeps=list(KEEP), graph=graph,
        marks=[*marks(loads, look), *facts(others, look, degrees_of(others))] if look.identity else [], degrees=degrees(loads),
        picture=drawing.drawn(graph, namer(look)) if graph else None, others=others, kind_word=kind_word, **frame(look, found),
    )  # fmt: skip


@pages.get("/diagram.bpmn")
@login_required
def diagram() -> ResponseReturnValue:
    look = asked()
    if not look.identity:
        abort(404)
    return Response(diagram_xml(look.identity), mimetype="application/xml")


def degrees(loads: list[Load]) -> dict[str, dict[str, int]]:
    """Look -> activity -> 1 to 5, against the largest; 0 where there is nothing."""
    values: dict[str, dict[str, float]] = {
        "frequency": {load.activity: load.done for load in loads},
        "waiting": {load.activity: load.waited.median or 0 for load in loads},
        "lateness": {load.activity: load.late / load.judged if load.judged else 0 for load in loads},
    }
    return {look: _graded(found) for look, found in values.items()}


def degrees_of(others: list[Passed]) -> dict[str, dict[str, int]]:
    """The same for what no person does; flows beside flows, the rest beside the rest."""
    found: dict[str, dict[str, int]] = {look: {} for look in LOOKS}
    for group in ([one for one in others if one.kind == FLOW], [one for one in others if one.kind != FLOW]):
        found["frequency"] |= _graded({one.id: one.passage.times for one in group})
        found["waiting"] |= _graded({one.id: one.waited.median or 0 for one in group})
        found["lateness"] |= _graded({one.id: one.passage.late / one.passage.times for one in group})
    return found


def _graded(values: dict[str, float]) -> dict[str, int]:
    most = max(values.values(), default=0)
    return {name: min(DEGREES, 1 + int(value / most * DEGREES)) if value > 0 and most else 0 for name, value in values.items()}


def marks(loads: list[Load], look: Asked) -> list[dict[str, Any]]:
    """What the script puts on the diagram: per element its degree and words for each look."""
    graded, time, name = degrees(loads), timer(look.is_working), namer(look)
    return [
        {
            "element": load.activity,
            "name": name(load.activity),
            "behind": url_for(".behind", step=load.activity, which="done", **look.words),
            "frequency": [graded["frequency"][load.activity], f"{load.done:,}"],
            "waiting": [graded["waiting"][load.activity], time(load.waited.median)],
            "lateness": [graded["lateness"][load.activity], percent(load.late, load.judged)],
        }
        for load in loads
    ]
