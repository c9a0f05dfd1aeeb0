"""The supervision desk: the list by level, the cards of the units, the visits on site, and opening a supervision case."""

from webapp.pages.supervision import cards, desk, onsite, opening
from webapp.pages.supervision.blueprint import pages

__all__ = ["cards", "desk", "onsite", "opening", "pages"]
