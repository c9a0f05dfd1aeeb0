"""Decision tables as policy: what is in force, what comes, what was; proposing, approving, comparing; spreadsheets."""

from webapp.pages.tables import answer, propose, show, spreadsheet
from webapp.pages.tables.blueprint import pages

__all__ = ["answer", "pages", "propose", "show", "spreadsheet"]
