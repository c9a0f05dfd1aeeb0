"""The board of a unit, its scorecard, and the units beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.boards import figures, scope, stock
from webapp.boards.definitions import text_key
from webapp.boards.measures import measures_of
from webapp.pages.board import breakdowns, charts, ranking
from webapp.pages.board.asked import Asked, asked
from webapp.pages.board.blueprint import pages
from webapp.pages.board.frame import current, frame, moments
from webapp.pages.board.tiles import stock_tiles, tiles
from webapp.pages.board.words import interval_words

KINDS = ("department", "territory")
"""Kinds of units that are not compared with each other."""
COMPARED_BY = "on_time"
"""What units are compared by until somebody chooses."""


@pages.get("")
@login_required
def show() -> ResponseReturnValue:
    look, as_of = asked(), current()
    at = moments()
    counts = stock.counts(look.look, at)
    return render_template(
        "board/show.html", **frame(look, as_of), tiles=tiles(look), stocks=stock_tiles(look, counts),
        open_before=stock.open_at(look.look, look.period.begin), units=breakdowns.by_child(look, at),
        trend=charts.trend(look), restricted=stock.restricted(look.look), **_breakdowns(look),
    )  # fmt: skip


def _breakdowns(look: Asked) -> Mapping[str, Any]:
    """A look narrowed along one axis is not broken down along another."""
    if look.axis:
        return {"channels": [], "categories": [], "places": [], "hours": None}
    return {
        "channels": breakdowns.by_channel(look), "categories": breakdowns.by_category(look), "places": breakdowns.by_place(look),
        "hours": charts.hours(look),
    }  # fmt: skip


@pages.get("/scorecard")
@login_required
def scorecard() -> ResponseReturnValue:
    """One unit on one sheet: every measure beside the period before and the units of its kind, whose names it does not tell."""
    look, as_of = asked(), current()
    found = tiles(look)
    counts = stock.counts(look.look, moments())
    peers = ranking.sums_of(look.look, scope.peers(look.unit))
    return render_template(
        "board/scorecard.html", **frame(look, as_of), tiles=found, stocks=stock_tiles(look, counts), trend=charts.trend(look),
        standings={one.code: ranking.standing(one.number.measure, look.unit, peers) for one in found},
    )  # fmt: skip


@pages.get("/units")
@login_required
def units() -> ResponseReturnValue:
    """The units directly below, by one measure: those with enough cases in order, the others apart."""
    look, as_of = asked(), current()
    choices = [one for one in measures_of(look.process) if one.kind in ("rate", "hours")]
    by_code = {one.code: one for one in choices}
    chosen = by_code.get(request.args.get("measure", ""), by_code[COMPARED_BY])
    kinds = scope.kinds_below(look.unit)
    lines = breakdowns.children_by(look, (chosen.code, "intake"))
    return render_template(
        "board/units.html", **frame(look, as_of), chosen=chosen, choices=choices, text_key=text_key,
        groups=[(kind, *ranking.apart(chosen, [one for one in lines if kinds.get(one.code or "") == kind])) for kind in KINDS],
        whole=figures.number(chosen, figures.totals(look.look)), interval_words=interval_words,
    )  # fmt: skip
