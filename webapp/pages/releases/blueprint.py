"""The blueprint of reviews and releases, part of the studio."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint

from engine.errors import Rejection
from webapp.pages.refusals import refusal_text
from webapp.pages.studio.blueprint import guard

pages = Blueprint("releases", __name__, url_prefix="/studio")
pages.before_request(guard)


def why_not(require: Callable[[], object]) -> str:
    """What a rule would refuse, in words; "" when it lets this person through."""
    try:
        require()
    except Rejection as refusal:
        return refusal_text(refusal)
    return ""
