"""Boards: the command centre, the scorecard of a unit, units compared, the map, the list behind every number."""

from webapp.pages.board import behind, charts, definitions, files, map, show
from webapp.pages.board.blueprint import pages

__all__ = ["behind", "charts", "definitions", "files", "map", "pages", "show"]
