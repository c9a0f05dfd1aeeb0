"""The blueprint of incidents, and what its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request
from flask_login import login_required

from webapp.casework.reading import sees
from webapp.incidents.concerned import Path
from webapp.pages.people import me

pages = Blueprint("incidents", __name__, url_prefix="/incidents")

MOST_ROWS = 60
"""Corrections in one form."""


@pages.before_request
@login_required
def guard() -> None:
    if not sees(me().actor, "incidents"):
        abort(403)


def corrections() -> dict[Path, Any]:
    """What was typed: path -> new value; rows that stay as they are are left out. 400 for a number that is none."""
    found: dict[Path, Any] = {}
    for row in range(MOST_ROWS):
        path, kind = request.form.get(f"path-{row}", "").strip(), request.form.get(f"kind-{row}", "")
        if path and kind:
            found[tuple(path.split("."))] = _value(kind, request.form.get(f"value-{row}", "").strip())
    return found


def _value(kind: str, typed: str) -> Any:
    match kind:
        case "text":
            return typed
        case "number":
            return _number(typed)
        case "yes" | "no":
            return kind == "yes"
        case "empty":
            return None
    abort(400)


def _number(typed: str) -> int | float:
    try:
        number = float(typed)
    except ValueError:
        abort(400)
    if number != number or abs(number) > 1e15:
        abort(400)
    return int(number) if number.is_integer() else number
