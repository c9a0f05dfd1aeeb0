"""The organisation: accounts, positions, units, tokens, and open work that nobody owns. For those who administer it."""

from webapp.pages.organisation import person, show, tokens, units, work
from webapp.pages.organisation.blueprint import pages

__all__ = ["pages", "person", "show", "tokens", "units", "work"]
