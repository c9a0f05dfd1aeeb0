"""The blueprint of the pages about tables; open to whoever has the studio."""

from __future__ import annotations

from flask import Blueprint, abort

from webapp.database import connections
from webapp.pages.studio.blueprint import guard
from webapp.tables import register, standing
from webapp.tables.register import NoSuchTable, Publication
from webapp.tables.standing import Standing

pages = Blueprint("tables", __name__, url_prefix="/studio/tables")
pages.before_request(guard)


def standing_or_404(process: str, decision: str) -> Standing:
    """The table of an address."""
    with connections.take() as connection:
        found = standing.standings(connection, process, decision)
    if not found:
        abort(404)
    return found[0]


def publication_or_404(number: int) -> Publication:
    """The publication of an address."""
    try:
        with connections.take() as connection:
            return register.one(connection, number)
    except NoSuchTable:
        abort(404)
