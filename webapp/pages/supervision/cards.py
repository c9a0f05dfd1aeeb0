"""The ledger of yellow and red cards: what each unit has and what it costs, and each card with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.errors import Rejection
from webapp.casework import cards as by_hand
from webapp.casework.queries import cards
from webapp.casework.queries.cards import UnitCards
from webapp.casework.supervision_rules import card_consequence, card_points, card_window
from webapp.exports import Column, table_response
from webapp.pages.case_actions import sent_key
from webapp.pages.case_view import readable
from webapp.pages.names import name_of
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running
from webapp.pages.supervision.blueprint import pages, paths_seen
from webapp.pages.supervision.powers import may_supervise
from webapp.pages.texts import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """`consequence`: interview, letter or none."""

    unit: UnitCards
    points: float
    consequence: str


@pages.get("/supervision/cards")
@login_required
def ledger() -> ResponseReturnValue:
    return render_template("supervision/cards.html", lines=list(_lines()), since=card_window(running()))


@pages.get("/supervision/cards.<any(csv,xlsx):kind>")
@login_required
def export_cards(kind: str) -> Response:
    columns = (
        Column(heading=t("cards-unit"), value=lambda line: name_of(line.unit.name, line.unit.name_en, line.unit.unit)),
        Column(heading=t("card-yellow"), value=lambda line: line.unit.yellow),
        Column(heading=t("card-red"), value=lambda line: line.unit.red),
        Column(heading=t("cards-points"), value=lambda line: line.points),
        Column(heading=t("cards-consequence"), value=lambda line: t(f"card-consequence-{line.consequence}")),
        Column(heading=t("cards-newest"), value=lambda line: line.unit.newest),
    )
    return table_response(_lines(), columns, kind, name=t("cards-title"))


@pages.get("/supervision/cards/<unit>")
@login_required
def of_unit(unit: str) -> ResponseReturnValue:
    directory = running().directory
    if not any(directory.path(unit).startswith(path) for path in paths_seen()):
        abort(404)
    since = card_window(running())
    found = cards.of_unit(me().actor, unit, since)
    counted = {colour: sum(line.colour == colour and not line.taken_back for line in found) for colour in ("yellow", "red")}
    return render_template(
        "supervision/cards_of_unit.html", unit=unit, lines=found, since=since, points=card_points(running(), counted),
        consequence=card_consequence(running(), counted), may_take_back=may_supervise(me().actor),
    )  # fmt: skip


@pages.post("/cases/<number>/card")
@login_required
def give_card(number: str) -> ResponseReturnValue:
    """A card by hand, for the unit that has the case."""
    case = readable(number)
    colour, unit = request.form.get("colour", ""), request.form.get("unit", "")
    if not may_supervise(me().actor, case) or colour not in by_hand.COLOURS or unit not in running().directory.units:
        abort(400)
    return _done(
        lambda: by_hand.give(case, colour, unit, request.form.get("reason", ""), me().actor, key=sent_key()), "card-given",
        url_for("case.show", number=number),
    )  # fmt: skip


@pages.post("/cases/<number>/card/<int:seq>/back")
@login_required
def take_back(number: str, seq: int) -> ResponseReturnValue:
    case = readable(number)
    return _done(
        lambda: by_hand.take_back(case, seq, request.form.get("reason", ""), me().actor), "card-taken-back",
        url_for(".of_unit", unit=request.form.get("unit", "")),
    )  # fmt: skip


def _done(act: Callable[[], object], said: str, to: str) -> ResponseReturnValue:
    try:
        act()
    except Rejection as rejection:
        flash(refusal_text(rejection), "warn")
    else:
        flash(t(said), "good")
    return redirect(to, 303)


def _lines() -> Iterator[Ledger]:
    active = running()
    for unit in cards.of_units(paths_seen(), card_window(active)):
        yield Ledger(unit=unit, points=card_points(active, unit.cards), consequence=card_consequence(active, unit.cards))
