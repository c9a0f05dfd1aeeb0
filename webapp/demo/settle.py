"""Brings the demo city into the database. Rule: doing it again changes nothing."""

from __future__ import annotations

from functools import cache

from webapp.boards import areas
from webapp.database import connections
from webapp.demo import outlines
from webapp.demo.city import ROOT, units
from webapp.demo.people import people
from webapp.demo.taxonomy import categories
from webapp.importing.organisation import add_accounts, add_categories, add_units
from webapp.passwords import hashed

PASSWORD = "bihuan-demo"
"""Of every account of the demo city. It is printed at every start and protects nothing."""


def present() -> bool:
    """Whether this database holds the demo city."""
    with connections.take() as connection:
        return connection.execute("SELECT 1 FROM org_unit WHERE code = %s", (ROOT,)).fetchone() is not None


def ensure() -> bool:
    """Add what is missing of units, categories and accounts. Returns whether there was no demo city before."""
    fresh = not present()
    add_units(units())
    add_categories(categories())
    if fresh:
        with connections.take() as connection:
            areas.bring(connection, outlines.features(), key="code", source=outlines.SOURCE)
    add_accounts([person.account for person in people()], password_hash=_password_hash())
    return fresh


@cache
def _password_hash() -> str:
    """One for all: they share the printed password, and seventy slow hashes would delay the first start."""
    return hashed(PASSWORD)
