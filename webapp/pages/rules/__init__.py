"""What the city decides for itself beside the diagrams: limits and counts with their days, and the work calendar."""

from webapp.pages.rules import calendar, policies
from webapp.pages.rules.blueprint import pages

__all__ = ["calendar", "pages", "policies"]
