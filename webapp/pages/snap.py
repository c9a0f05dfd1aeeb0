"""Snap and report: anybody with a telephone tells a grid what lies in the street. A grid worker verifies it before anybody is
sent; the sender gets a number and a query code like for every request."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from webapp import grid
from webapp.attachments import Limits, Refused
from webapp.casework.actors import PARTY
from webapp.casework.queries.choices import values_of
from webapp.config import Config
from webapp.pages import choices
from webapp.pages.followed import has_filed, own_key
from webapp.pages.grid_places import tiles
from webapp.pages.limits import allow
from webapp.pages.refusals import refusal_text
from webapp.pages.texts import t

pages = Blueprint("snap", __name__, url_prefix="/snap")

MOST_PHOTOS = 3


@pages.get("")
def ask() -> ResponseReturnValue:
    return _page({})


@pages.post("")
def send() -> ResponseReturnValue:
    """File what was snapped. A filled honeypot is answered like a success and files nothing."""
    if not allow("snap", times=6, seconds=600):
        abort(429)
    if request.form.get("website"):
        return redirect(url_for("public.start"), 303)
    typed = request.form.get("command_id", "")
    key = own_key(typed) if typed else ""
    if known := grid.reported(key, PARTY):
        return _filed(known)
    told, wrong = grid.read(
        {**request.form.to_dict(), "command_id": key, "origin": "snap", "on_the_spot": "", "urgency": "general"}, PARTY,
        grids=values_of("units", {}), categories=values_of("categories", {}),
    )  # fmt: skip
    shots = [
        grid.Shot(file.filename or "", file.read()) for file in request.files.getlist("photo")[:MOST_PHOTOS] if file.filename
    ]
    if not shots:
        wrong["photo"] = "required"
    if wrong:
        return _page(request.form, wrong=wrong), 422
    settings: Config = current_app.extensions["bihuan"]
    try:
        limits = Limits(largest=settings.attachment_bytes, per_case=settings.attachments_per_case)
        receipt = grid.file_report(told, PARTY, shots=shots, limits=limits)
    except Refused as refused:
        return _page(request.form, refused=t(f"file-refused-{refused.code}")), 422
    except Rejection as rejection:
        return _page(request.form, refused=refusal_text(rejection)), 409
    return _filed(receipt.number)


def _filed(number: str) -> ResponseReturnValue:
    has_filed(number)
    return redirect(url_for("public.filed"), 303)


def _page(typed: Mapping[str, str], *, wrong: Mapping[str, str] | None = None, refused: str | None = None) -> str:
    return render_template(
        "grid/snap.html", typed=typed, wrong=wrong or {}, refused=refused, tiles=tiles(), most=MOST_PHOTOS,
        places=choices.units(only_places=True), command_id=request.form.get("command_id") or str(uuid.uuid4()),
    )  # fmt: skip
