"""Incidents: where cases stopped, why, and how they go on."""

from webapp.pages.incidents import lists, one
from webapp.pages.incidents.blueprint import pages

__all__ = ["lists", "one", "pages"]
