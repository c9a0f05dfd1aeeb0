"""Reviews, releases and the history of versions, as pages of the studio."""

from webapp.pages.releases import review, versions
from webapp.pages.releases.blueprint import pages

__all__ = ["pages", "review", "versions"]
