"""The address of the organisation's pages, and who has which of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Blueprint, abort, flash, request
from flask_login import login_required

from engine.errors import Rejection
from webapp.casework.reading import sees
from webapp.pages.names import role_name
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.texts import t

pages = Blueprint("organisation", __name__, url_prefix="/organisation")

ROOMS = (
    ("people", "organisation.show", "organisation"), ("units", "organisation.units", "units"),
    ("tokens", "organisation.tokens", "organisation"), ("work", "organisation.work", "forsaken"),
    ("calendar", "rules.calendar", "rules"),
)  # fmt: skip
"""(name of its words, endpoint, who has it)."""


def rooms() -> list[tuple[str, str]]:
    """(name, endpoint) of the pages that this person has here."""
    return [(name, endpoint) for name, endpoint, page in ROOMS if sees(me().actor, page)]


def only_for(page: str) -> Callable[[], None]:
    """A check: for others the page does not exist."""

    def check() -> None:
        if not sees(me().actor, page):
            abort(404)

    return check


@pages.before_request
@login_required
def only_those_who_have_it() -> None:
    page = "forsaken" if request.endpoint == "organisation.work" else "organisation"
    only_for("units" if str(request.endpoint).startswith("organisation.unit") else page)()


@contextmanager
def answered(done: str) -> Iterator[None]:
    """Say that it was done, or why not."""
    try:
        yield
    except Rejection as refusal:
        clashes = refusal.facts.get("clashes")
        if clashes:
            words = t("list-comma").join(f"{role_name(role)}（{t(f'duties-{rule}')}）" for rule, role in clashes)
            flash(t("refusal-duties-exclude", clashes=words), "bad")
        else:
            flash(refusal_text(refusal), "bad")
    else:
        flash(t(done), "good")
