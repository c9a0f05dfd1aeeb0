"""The map of territories, coloured by a measure; outlines are the city's own, or sketched; no map server is asked."""

from __future__ import annotations

from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.boards import areas, sketch
from webapp.boards.definitions import text_key
from webapp.pages.board import breakdowns
from webapp.pages.board.asked import asked
from webapp.pages.board.blueprint import pages
from webapp.pages.board.frame import current, frame

TIERS = ("district", "street", "community", "grid")
SHADES = 5


@pages.get("/map")
@login_required
def map() -> ResponseReturnValue:
    look, as_of = asked(), current()
    choices = breakdowns.measures_in(breakdowns.COLUMNS)
    chosen = next((one for one in choices if one.code == request.args.get("measure")), choices[0])
    tier = request.args.get("tier") if request.args.get("tier") in TIERS else "community"
    lines = [] if look.axis else breakdowns.by_place(look, tier)
    mapped = areas.drawn(tier, look.unit)
    unmapped = [line for line in lines if line.code not in mapped]
    is_sketch = len(unmapped) == len(lines) and (bool(lines) or not mapped)
    places = {code for code, _ in sketch.without_outline(tier, look.unit)} if is_sketch else mapped
    return render_template(
        "board/map.html", **frame(look, as_of), lines=lines, chosen=chosen, choices=choices, tiers=TIERS, tier=tier,
        text_key=text_key, places=places, is_sketch=is_sketch, unmapped=[line for line in lines if line.code not in places],
    )  # fmt: skip


@pages.get("/areas.json")
@login_required
def outlines() -> ResponseReturnValue:
    """GeoJSON of the territories of a tier; with `sketch`, of those nobody knows the outlines of."""
    tier = str(request.args.get("tier")) if request.args.get("tier") in TIERS else "community"
    unit = asked().unit
    shapes = sketch.sketch(sketch.without_outline(tier, unit)) if request.args.get("sketch") else areas.of_tier(tier)
    found: list[dict[str, Any]] = [
        {"type": "Feature", "properties": {"unit": unit}, "geometry": geometry} for unit, geometry in shapes
    ]
    return jsonify(type="FeatureCollection", features=found)
